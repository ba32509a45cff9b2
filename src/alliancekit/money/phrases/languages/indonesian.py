"""Indonesian."""

from alliancekit.money.phrases.lexicons import Lexicon
from alliancekit.money.sums import Bound, Period

LEXICON = Lexicon(
    bounds={
        Bound.about: "sekitar|kira-kira|kurang lebih",
        Bound.nearly: "hampir",
        Bound.at_least: "sedikitnya|setidaknya|paling sedikit|minimal",
        Bound.at_most: "paling banyak|maksimal|hingga|sampai",
        Bound.more_than: "lebih dari",
        Bound.less_than: "kurang dari",
    },
    scales={
        3: "ribu",
        6: "juta",
        9: "miliar|milyar",
        12: "triliun|trilyun",
    },
    numbers={
        "0.5": "setengah",
        "1": "satu",
        "2": "dua",
        "3": "tiga",
        "4": "empat",
        "5": "lima",
        "6": "enam",
        "7": "tujuh",
        "8": "delapan",
        "9": "sembilan",
        "10": "sepuluh",
    },
    periods={
        Period.year: "per tahun|setiap tahun|/tahun",
        Period.month: "per bulan|setiap bulan|/bulan",
    },
    until="hingga|sampai|-",
    spanning="antara|dari",
    joined="dan",
    equals="atau|atau sekitar|setara|setara dengan|=",
    worth="senilai|sebesar|total|sejumlah",
    currencies=(
        "USD:dolar AS,dolar Amerika,dolar Amerika Serikat|dollar:dolar|IDR:rupiah,Rp|"
        "EUR:euro|JPY:yen|GBP:pound sterling,poundsterling|pound:pound|CNY:yuan|"
        "won:won|MYR:ringgit,ringgit Malaysia|SGD:dolar Singapura|AUD:dolar Australia|"
        "SAR:riyal Saudi|rupee:rupee|ruble:rubel"
    ),
)
