"""German."""

from alliancekit.money.phrases.lexicons import Lexicon
from alliancekit.money.sums import Bound, Period

LEXICON = Lexicon(
    bounds={
        Bound.about: "etwa|rund|ca.|circa|zirka|ungefähr|schätzungsweise|in etwa",
        Bound.nearly: "knapp|fast|beinahe|nahezu|annähernd",
        Bound.at_least: "mindestens|wenigstens|zumindest|nicht weniger als",
        Bound.at_most: "höchstens|maximal|bis zu|nicht mehr als",
        Bound.more_than: "mehr als|über|gut|etwas mehr als",
        Bound.less_than: "weniger als|unter",
    },
    scales={
        2: "hundert",
        3: "tausend|tsd.|tsd",
        6: "million|millionen|mio.|mio|mill.",
        9: "milliarde|milliarden|mrd.|mrd|mia.|mia",
        12: "billion|billionen|bio.|bio",
    },
    numbers={
        "0.5": "eine halbe",
        "1": "eine|ein",
        "1.5": "anderthalb|eineinhalb",
        "2": "zwei",
        "2.5": "zweieinhalb",
        "3": "drei",
        "4": "vier",
        "5": "fünf",
        "6": "sechs",
        "7": "sieben",
        "8": "acht",
        "9": "neun",
        "10": "zehn",
        "11": "elf",
        "12": "zwölf",
    },
    periods={
        Period.year: "pro jahr|im jahr|jährlich|je jahr|/jahr|p.a.|p. a.",
        Period.month: "pro monat|im monat|monatlich|je monat|/monat",
    },
    until="bis|-",
    spanning="zwischen|von",
    joined="und",
    equals="oder|umgerechnet|entspricht|das entspricht|das sind|also|=|gleich",
    worth="im wert von|in höhe von|insgesamt|im umfang von",
    bare="hundert|tausend",
    currencies=(
        "USD:US-Dollar,US-Dollars,amerikanische Dollar,US Dollar|dollar:Dollar,Dollars|"
        "JPY:Yen,japanische Yen|EUR:Euro,Euros|GBP:Pfund Sterling,britische Pfund|"
        "pound:Pfund|CNY:Yuan,Renminbi,chinesische Yuan|won:Won|KRW:südkoreanische Won|"
        "KPW:nordkoreanische Won|CHF:Franken,Schweizer Franken|DEM:Deutsche Mark,D-Mark,DM|"
        "mark:Mark|DDM:Mark der DDR,Ostmark|RUB:russische Rubel|ruble:Rubel|rupee:Rupien|"
        "INR:indische Rupien|AUD:australische Dollar|CAD:kanadische Dollar|"
        "SEK:schwedische Kronen|NOK:norwegische Kronen|DKK:dänische Kronen|krone:Kronen|"
        "PLN:Zloty|TRY:türkische Lira|lira:Lira,Lire|ILS:Schekel|UAH:Hrywnja,Griwna|"
        "ATS:Schilling|franc:Francs,Franc|FRF:französische Francs,französische Franc|"
        "VND:Dong"
    ),
)
