"""Turkish."""

from alliancekit.money.phrases.lexicons import Lexicon
from alliancekit.money.sums import Bound, Period

LEXICON = Lexicon(
    bounds={
        Bound.about: "yaklaşık|yaklaşık olarak|civarında|aşağı yukarı",
        Bound.nearly: "neredeyse",
        Bound.at_least: "en az|asgari",
        Bound.at_most: "en fazla|azami",
        Bound.more_than: "dan fazla|den fazla",
        Bound.less_than: "dan az|den az",
    },
    scales={
        3: "bin",
        6: "milyon|mn",
        9: "milyar|mr",
        12: "trilyon",
    },
    numbers={
        "0.5": "yarım",
        "1": "bir",
        "2": "iki",
        "3": "üç",
        "4": "dört",
        "5": "beş",
        "6": "altı",
        "7": "yedi",
        "8": "sekiz",
        "9": "dokuz",
        "10": "on",
    },
    periods={
        Period.year: "yıllık|yılda|her yıl|/yıl",
        Period.month: "aylık|ayda|her ay|/ay",
    },
    until="-|ila",
    joined="ile",
    equals="veya|yani|=",
    worth="toplam|tutarında|değerinde",
    bare="bin",
    currencies=(
        "USD:ABD doları|dollar:dolar,dolarlık|EUR:avro,euro,avroluk|TRY:Türk lirası,TL|"
        "lira:lira,liralık|JPY:yen,Japon yeni|GBP:sterlin,İngiliz sterlini|pound:pound|"
        "CNY:yuan|RUB:Rus rublesi|ruble:ruble|CHF:İsviçre frangı|franc:frank|"
        "AZN:Azerbaycan manatı|SAR:Suudi riyali|AED:BAE dirhemi|won:won"
    ),
)
