"""English."""

from alliancekit.money.phrases.lexicons import Lexicon
from alliancekit.money.sums import Bound, Period

LEXICON = Lexicon(
    bounds={
        Bound.about: "about|around|approximately|approx.|approx|roughly|some|circa|c.|ca.|"
        "an estimated|estimated|estimated at|in the region of",
        Bound.nearly: "nearly|almost|close to|just under|just short of",
        Bound.at_least: "at least|a minimum of|no less than|not less than|or more|at a minimum",
        Bound.at_most: "at most|up to|a maximum of|no more than|not more than|or less|as much as|"
        "not exceeding|not to exceed",
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
    worth="worth|valued at|a total of|totaling|totalling|in total|the sum of|a sum of",
    currencies=(
        "USD:U.S. dollar,U.S. dollars,US dollar,US dollars,American dollar,"
        "American dollars,United States dollars,dollars US|dollar:dollar,dollars|JPY:yen|"
        "CNY:yuan,renminbi,Chinese yuan,yuan renminbi|EUR:euro,euros|GBP:pound sterling,"
        "pounds sterling,sterling,UK pounds|pound:pound,pounds|rupee:rupee,rupees|"
        "INR:Indian rupees|won:won|KRW:South Korean won,Korean won|KPW:North Korean won|"
        "peso:peso,pesos|franc:franc,francs|ruble:ruble,rubles,rouble,roubles|"
        "RUB:Russian roubles,Russian rouble|SUR:Soviet rubles,Soviet roubles|"
        "TRY:Turkish liras,Turkish lira|lira:lira,liras,lire|ITL:Italian lire|krone:krone,"
        "kroner,crowns|SEK:krona,kronor|DEM:Deutschmarks,Deutschmark,Deutsche Marks,"
        "Deutsche Mark,D-marks|mark:marks,mark|THB:baht|VND:dong|MYR:ringgit|IDR:rupiah|"
        "ILS:shekel,shekels|UAH:hryvnia,hryvnias|PLN:zloty,zlotys|ZAR:rand|NGN:naira|"
        "HUF:forint,forints|BDT:taka|KZT:tenge|dinar:dinar,dinars|dirham:dirham,dirhams|"
        "riyal:riyal,riyals,rial,rials|shilling:shilling,shillings|SAR:Saudi riyals|"
        "AED:UAE dirhams,Emirati dirhams|PHP:Philippine pesos|TWD:New Taiwan dollars,"
        "Taiwan dollars|BRL:Brazilian reais,reais|RON:Romanian lei|MMK:kyat|MNT:tugrik"
    ),
)
