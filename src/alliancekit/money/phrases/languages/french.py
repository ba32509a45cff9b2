"""French."""

from alliancekit.money.phrases.lexicons import Lexicon
from alliancekit.money.sums import Bound, Period

LEXICON = Lexicon(
    bounds={
        Bound.about: "environ|quelque|autour de|à peu près|approximativement|aux alentours de",
        Bound.nearly: "près de|près d'|presque",
        Bound.at_least: "au moins|au minimum|pas moins de|un minimum de",
        Bound.at_most: "au plus|au maximum|jusqu'à|pas plus de|pas plus d'|un maximum de",
        Bound.more_than: "plus de|plus d'|au-delà de|supérieur à",
        Bound.less_than: "moins de|moins d'|inférieur à",
    },
    scales={
        2: "cent|cents",
        3: "mille|k",
        6: "million|millions|mio|m",
        9: "milliard|milliards|md|mds|mrd",
    },
    numbers={
        "0.5": "un demi|un demi-",
        "1": "un",
        "2": "deux",
        "3": "trois",
        "4": "quatre",
        "5": "cinq",
        "6": "six",
        "7": "sept",
        "8": "huit",
        "9": "neuf",
        "10": "dix",
        "11": "onze",
        "12": "douze",
    },
    periods={
        Period.year: "par an|chaque année|annuels|annuel|annuellement|/an|/ an|l'an",
        Period.month: "par mois|chaque mois|mensuels|mensuel|/mois|/ mois",
    },
    until="à|-",
    spanning="entre|de",
    joined="et",
    equals="soit|ou|équivalant à|l'équivalent de|c'est-à-dire|=",
    worth="d'une valeur de|d'un montant de|au total|un total de|à hauteur de",
    bare="cent|mille",
    long_billion="billion|billions",
    currencies=(
        "USD:dollars américains,dollar américain,dollars US,dollars des États-Unis|"
        "dollar:dollar,dollars|JPY:yen,yens,yens japonais|EUR:euro,euros|"
        "GBP:livres sterling,livre sterling|pound:livres,livre|CNY:yuan,yuans,renminbi|"
        "won:won,wons|KRW:wons sud-coréens|CHF:francs suisses|FRF:francs français|"
        "franc:franc,francs|XAF:francs CFA BEAC|XOF:francs CFA BCEAO|CAD:dollars canadiens|"
        "AUD:dollars australiens|RUB:roubles russes|ruble:rouble,roubles|"
        "INR:roupies indiennes|rupee:roupie,roupies|peso:peso,pesos|krone:couronnes|"
        "SEK:couronnes suédoises|NOK:couronnes norvégiennes|DKK:couronnes danoises|"
        "DEM:deutsche marks,marks allemands|dinar:dinar,dinars|dirham:dirham,dirhams|"
        "MAD:dirhams marocains|DZD:dinars algériens|VND:dongs"
    ),
)
