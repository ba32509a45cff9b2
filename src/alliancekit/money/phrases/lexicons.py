"""The words of sums in each language: bounds, scales, periods, ranges and equivalents.

Tables only: a value and the words for it, parted by ``|``. Currencies have tables of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from alliancekit.money.sums import Bound, Period


@attrs.frozen(kw_only=True)
class Lexicon:
    """The words of one language.

    Attributes:
        bounds: Words for each bound, before or after the amount.
        scales: Words for each power of ten.
        numbers: Words for small numbers; ``0.5`` is "half a".
        periods: Words for each period.
        until: Words between the ends of a range.
        spanning: Words that open a range: "between", "from".
        joined: Words between the ends of a range that "between" opened.
        equals: Words that lead an equivalent in.
        bare: Scales that stand for themselves where no number goes before: "mil millones".
        long_billion: Words that are a million millions, or, in some countries, a thousand.
        half: Words that add half of the last scale.
        is_han: Whether numbers are written with units of ten thousand, and words without spaces.
    """

    bounds: Mapping[Bound, str]
    scales: Mapping[int, str] = MappingProxyType({})
    numbers: Mapping[str, str] = MappingProxyType({})
    periods: Mapping[Period, str]
    until: str
    spanning: str = ""
    joined: str = ""
    equals: str = ""
    bare: str = ""
    long_billion: str = ""
    half: str = ""
    is_han: bool = False


_ENGLISH = Lexicon(
    bounds={
        Bound.about: "about|around|approximately|approx.|approx|roughly|some|circa|c.|ca.|"
        "an estimated|estimated|estimated at|in the region of",
        Bound.nearly: "nearly|almost|close to|just under|just short of",
        Bound.at_least: "at least|a minimum of|no less than|not less than|or more",
        Bound.at_most: "at most|up to|a maximum of|no more than|not more than|or less",
        Bound.more_than: "more than|over|above|in excess of|upwards of|exceeding|just over|"
        "greater than",
        Bound.less_than: "less than|under|below",
    },
    scales={
        2: "hundred",
        3: "thousand|k",
        5: "lakh|lakhs|lac|lacs",
        6: "million|millions|mln|mn|mio|mio.|m",
        7: "crore|crores|cr.",
        9: "billion|billions|bln|bn|b",
        12: "trillion|trillions|trn|tn|lakh crore|lakh crores",
    },
    numbers={
        "0.5": "half a",
        "1": "one|a",
        "2": "two",
        "3": "three",
        "4": "four",
        "5": "five",
        "6": "six",
        "7": "seven",
        "8": "eight",
        "9": "nine",
        "10": "ten",
        "11": "eleven",
        "12": "twelve",
        "20": "twenty",
        "30": "thirty",
        "40": "forty",
        "50": "fifty",
    },
    periods={
        Period.year: "a year|per year|each year|every year|annually|yearly|per annum|p.a.|/year|"
        "/yr|/ year|annual",
        Period.month: "a month|per month|each month|every month|monthly|/month|/ month",
    },
    until="to|-|and up to",
    spanning="between|from",
    joined="and",
    equals="or|equivalent to|the equivalent of|equal to|=|i.e.|worth|which is",
)

_VIETNAMESE = Lexicon(
    bounds={
        Bound.about: "khoảng|chừng|xấp xỉ|ước tính|ước chừng|vào khoảng",
        Bound.nearly: "gần|gần như|gần bằng",
        Bound.at_least: "ít nhất|tối thiểu|không dưới|không ít hơn|trở lên",
        Bound.at_most: "tối đa|nhiều nhất|không quá|không vượt quá|trở xuống",
        Bound.more_than: "hơn|trên|quá|nhiều hơn|vượt quá|vượt",
        Bound.less_than: "dưới|chưa đến|chưa tới|ít hơn|chưa đầy",
    },
    scales={
        2: "trăm",
        3: "nghìn|ngàn",
        4: "vạn",
        6: "triệu",
        9: "tỷ|tỉ",
        12: "nghìn tỷ|ngàn tỷ|nghìn tỉ|ngàn tỉ",
    },
    numbers={
        "0.5": "nửa",
        "1": "một",
        "2": "hai",
        "3": "ba",
        "4": "bốn",
        "5": "năm",
        "6": "sáu",
        "7": "bảy",
        "8": "tám",
        "9": "chín",
        "10": "mười",
    },
    periods={
        Period.year: "mỗi năm|một năm|hằng năm|hàng năm|/năm|/ năm",
        Period.month: "mỗi tháng|một tháng|hằng tháng|hàng tháng|/tháng|/ tháng",
    },
    until="đến|tới|-",
    spanning="từ",
    equals="tương đương|tương đương với|hay|hoặc|tức|=",
    half="rưỡi",
)

_GERMAN = Lexicon(
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
    bare="hundert|tausend",
)

_FRENCH = Lexicon(
    bounds={
        Bound.about: "environ|quelque|autour de|à peu près|approximativement|aux alentours de",
        Bound.nearly: "près de|presque",
        Bound.at_least: "au moins|au minimum|pas moins de|un minimum de",
        Bound.at_most: "au plus|au maximum|jusqu'à|pas plus de|un maximum de",
        Bound.more_than: "plus de|au-delà de|supérieur à",
        Bound.less_than: "moins de|inférieur à",
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
    bare="cent|mille",
    long_billion="billion|billions",
)

_SPANISH = Lexicon(
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
    bare="cien|mil|mil millones",
    long_billion="billón|billones",
)

_RUSSIAN = Lexicon(
    bounds={
        Bound.about: "около|примерно|порядка|приблизительно|ориентировочно",
        Bound.nearly: "почти|без малого",
        Bound.at_least: "не менее|как минимум|минимум|по меньшей мере|не меньше",
        Bound.at_most: "до|не более|максимум|не больше|не свыше",
        Bound.more_than: "более|больше|свыше|более чем",
        Bound.less_than: "менее|меньше|менее чем",
    },
    scales={
        3: "тысяча|тысячи|тысяч|тыс.|тыс",
        6: "миллион|миллиона|миллионов|млн|млн.",
        9: "миллиард|миллиарда|миллиардов|млрд|млрд.",
        12: "триллион|триллиона|триллионов|трлн|трлн.",
    },
    numbers={
        "1": "один",
        "1.5": "полтора",
        "2": "два",
        "3": "три",
        "4": "четыре",
        "5": "пять",
        "10": "десять",
    },
    periods={
        Period.year: "в год|ежегодно|за год|/год",
        Period.month: "в месяц|ежемесячно|/мес.|/месяц",
    },
    until="-|до",
    spanning="от|с|между",
    joined="и",
    equals="или|что эквивалентно|эквивалентно|=",
)

_HINDI = Lexicon(
    bounds={
        Bound.about: "लगभग|तकरीबन|क़रीब|करीब",
        Bound.at_least: "कम से कम|न्यूनतम",
        Bound.at_most: "अधिकतम|ज्यादा से ज्यादा|ज़्यादा से ज़्यादा",
        Bound.more_than: "से अधिक|से ज्यादा|से ज़्यादा",
        Bound.less_than: "से कम",
    },
    scales={
        2: "सौ",
        3: "हज़ार|हजार",
        5: "लाख",
        6: "मिलियन",
        7: "करोड़|करोड़",
        9: "अरब|बिलियन",
        11: "खरब",
        12: "लाख करोड़|ट्रिलियन",
    },
    numbers={
        "0.5": "आधा",
        "1": "एक",
        "1.5": "डेढ़",
        "2": "दो",
        "2.5": "ढाई",
        "3": "तीन",
        "4": "चार",
        "5": "पांच|पाँच",
        "10": "दस",
    },
    periods={
        Period.year: "प्रति वर्ष|सालाना|हर साल|प्रतिवर्ष|वार्षिक",
        Period.month: "प्रति माह|हर महीने|मासिक|प्रतिमाह",
    },
    until="से|-",
    equals="यानी|यानि|या|=",
)

_JAPANESE = Lexicon(
    bounds={
        Bound.about: "約|およそ|おおよそ|推定|概算|程度|前後|ほど|ぐらい|くらい",
        Bound.nearly: "近く|ほぼ|弱",
        Bound.at_least: "少なくとも|最低|以上",
        Bound.at_most: "最大|最高|多くとも|以下|以内",
        Bound.more_than: "超|を超える|余り|あまり|余|強",
        Bound.less_than: "未満|を下回る",
    },
    periods={
        Period.year: "年間|毎年|1年あたり|年額|/年|一年当たり",
        Period.month: "月額|毎月|1カ月あたり|1か月あたり|/月",
    },
    until="-|から|ないし",
    equals="すなわち|つまり|相当|に相当|=",
    is_han=True,
)

_KOREAN = Lexicon(
    bounds={
        Bound.about: "약|대략|정도|가량|쯤|안팎",
        Bound.nearly: "거의|가까이|에 가까운|에 육박하는",
        Bound.at_least: "최소|적어도|이상",
        Bound.at_most: "최대|최고|이하|이내",
        Bound.more_than: "초과|넘는|이 넘는|가 넘는|을 넘는|를 넘는|여",
        Bound.less_than: "미만|에 못 미치는",
    },
    periods={
        Period.year: "연간|매년|해마다|1년에|/년",
        Period.month: "매달|매월|월간|한 달에|/월",
    },
    until="-|에서|부터",
    equals="즉|또는|에 해당하는|=",
    is_han=True,
)

_CHINESE = Lexicon(
    bounds={
        Bound.about: "约|約|大约|大約|约合|約合|左右|上下|大概|估计|估計",
        Bound.nearly: "近|将近|將近|接近|几乎",
        Bound.at_least: "至少|最少|不少于|不少於|不低于|不低於|以上",
        Bound.at_most: "至多|最多|最高|不超过|不超過|以内|以內|以下",
        Bound.more_than: "超过|超過|逾|多于|多於|高于|高於|余|餘|多",
        Bound.less_than: "不到|不足|少于|少於|低于|低於",
    },
    periods={
        Period.year: "每年|一年|/年",
        Period.month: "每月|每个月|每個月|/月",
    },
    until="-|到|至",
    spanning="从|從",
    equals="合|折合|相当于|相當於|即|或|=",
    is_han=True,
)

LEXICONS: Mapping[str, Lexicon] = MappingProxyType(
    {
        "de": _GERMAN,
        "en": _ENGLISH,
        "es": _SPANISH,
        "fr": _FRENCH,
        "hi": _HINDI,
        "ja": _JAPANESE,
        "ko": _KOREAN,
        "ru": _RUSSIAN,
        "vi": _VIETNAMESE,
        "zh": _CHINESE,
    }
)
"""The words of every language that is read."""
