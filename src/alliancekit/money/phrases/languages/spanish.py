"""Spanish."""

from alliancekit.money.phrases.lexicons import Lexicon
from alliancekit.money.sums import Bound, Period

LEXICON = Lexicon(
    bounds={
        Bound.about: "unos|unas|alrededor de|aproximadamente|en torno a|cerca de",
        Bound.nearly: "casi",
        Bound.at_least: "al menos|por lo menos|como mínimo|no menos de",
        Bound.at_most: "como máximo|a lo sumo|hasta|no más de",
        Bound.more_than: "más de|por encima de",
        Bound.less_than: "menos de|por debajo de",
    },
    scales={
        2: "cien",
        3: "mil",
        6: "millón|millones|m",
        9: "mil millones|millardo|millardos",
    },
    numbers={
        "0.5": "medio",
        "1": "un",
        "2": "dos",
        "3": "tres",
        "4": "cuatro",
        "5": "cinco",
        "6": "seis",
        "7": "siete",
        "8": "ocho",
        "9": "nueve",
        "10": "diez",
    },
    periods={
        Period.year: "al año|por año|cada año|anuales|anual|anualmente|/año",
        Period.month: "al mes|por mes|cada mes|mensuales|mensual|/mes",
    },
    until="a|-",
    spanning="entre|de",
    joined="y",
    equals="o|es decir|equivalentes a|equivalente a|=",
    worth="por valor de|un total de|en total|por un monto de",
    bare="cien|mil|mil millones",
    long_billion="billón|billones",
    currencies=(
        "USD:dólares estadounidenses,dólar estadounidense,dólares americanos,"
        "dólares de Estados Unidos,dólares de los Estados Unidos|dollar:dólar,dólares|"
        "JPY:yen,yenes,yenes japoneses|EUR:euro,euros|GBP:libras esterlinas|pound:libra,"
        "libras|CNY:yuan,yuanes,renminbi|won:won,wones|KRW:wones surcoreanos|peso:peso,"
        "pesos|MXN:pesos mexicanos|ARS:pesos argentinos|CLP:pesos chilenos|"
        "COP:pesos colombianos|RUB:rublos rusos|ruble:rublo,rublos|INR:rupias indias|"
        "rupee:rupia,rupias|AUD:dólares australianos|CAD:dólares canadienses|"
        "CHF:francos suizos|franc:franco,francos|ESP:pesetas,peseta|SEK:coronas suecas|"
        "NOK:coronas noruegas|krone:coronas"
    ),
)
