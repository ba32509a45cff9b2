"""Which currencies a name or a symbol can mean, and which of them a country settles.

Full names in each language, historic ones too, come from CLDR by Babel; short names and symbols,
which several currencies share, are listed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

from alliancekit.money.sums import currency_codes

# Quantities that take each plural form of each language that is read.
_PLURALS = (1, 2, 5, 0.5)
_N_CODE_LETTERS = 3
# CLDR also lists the offshore yuan, which is the yuan, metals, and units for bonds and for tests.
_NOT_MEANT = frozenset(
    {"CNH", "CNX", "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XPD", "XPT", "XRE", "XSU", "XTS"}
) | {"XUA", "XXX"}

_DOLLARS = (
    "AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD USD XCD"
    " ZWG ZWL"
)
_PESOS = "ARS CLP COP CUP DOP MXN PHP UYU"
_POUNDS = "EGP FKP GBP GIP IEP LBP SDG SHP SSP SYP"
_RUPEES = "INR LKR MUR NPR PKR SCR"
_KRONES = "CZK DKK ISK NOK SEK"
_FRANCS = "BEF BIF CDF CHF DJF FRF GNF KMF LUF RWF XAF XOF XPF"

# What one short name can mean, whatever the language.
GROUPS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        name: frozenset(codes.split())
        for name, codes in {
            "$": f"{_DOLLARS} ARS CLP COP CUP DOP MXN UYU",
            "¥": "CNY JPY",
            "£": _POUNDS,
            "kr": _KRONES,
            "c$": "CAD NIO",
            "dollar": _DOLLARS,
            "peso": _PESOS,
            "pound": _POUNDS,
            "rupee": _RUPEES,
            "franc": _FRANCS,
            "krone": _KRONES,
            "won": "KPW KRW",
            "ruble": "BYN RUB SUR",
            "mark": "BAM DDM DEM FIM",
            "lira": "ITL TRY",
            "dinar": "AED BHD DZD IQD JOD KWD LYD MKD RSD TND",
            "dirham": "AED MAD",
            "riyal": "IRR OMR QAR SAR YER",
            "shilling": "ATS KES SOS TZS UGX",
            "yuan": "CNY HKD MOP TWD",
        }.items()
    }
)

# Which of a group is meant where the country of publication has none of them.
_ABROAD: Mapping[str, str] = MappingProxyType(
    {"$": "USD", "dollar": "USD", "¥": "JPY", "£": "GBP", "pound": "GBP", "won": "KRW", "c$": "CAD"}
)
# Languages in which a short name means one currency unless the country says otherwise: no country
# that speaks them has another of that name, or, for the won, the other is always named in full.
_SETTLED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "$": frozenset({"de", "hi", "ja", "ko", "ru", "vi"}),
        "dollar": frozenset({"de", "es", "hi", "ja", "ko", "ru", "vi"}),
        "¥": frozenset({"ja"}),
        "£": frozenset({"de", "en", "es", "fr", "hi", "ja", "ko", "ru", "vi", "zh"}),
        "pound": frozenset({"de", "hi", "ja", "ko", "ru", "vi"}),
        "won": frozenset({"de", "en", "es", "fr", "hi", "ja", "ko", "ru", "vi", "zh"}),
        "c$": frozenset({"de", "en", "fr", "hi", "ja", "ko", "ru", "vi", "zh"}),
    }
)
_HOME: Mapping[tuple[str, str], str] = MappingProxyType({("hi", "rupee"): "INR"})

_SYMBOLS = (
    "USD:US$,U.S.$,$US,USD$|AUD:A$,AU$,AUD$,$AU|CAD:CA$,CAD$,CDN$,$CA|NZD:NZ$|HKD:HK$|TWD:NT$|"
    "SGD:S$,SG$|BRL:R$|MXN:MX$|CNY:CN¥,RMB,RMB¥|JPY:JP¥|EUR:€|INR:₹|KRW:₩|VND:₫|RUB:₽|TRY:₺|"
    "ILS:₪|UAH:₴|PHP:₱|THB:฿|NGN:₦|PLN:zł|MYR:RM|IDR:Rp|CHF:SFr.,Fr.|DEM:DM,D-Mark|KZT:₸|GEL:₾|"
    "AMD:֏|GBP:GB£,£GB|VND:VNĐ,đ|SEK:Skr|NOK:Nkr|DKK:Dkr|$:$|¥:¥|£:£|kr:kr,kr.|c$:C$|rupee:Rs,"
    "Rs.|BDT:৳|CRC:₡|LAK:₭|MNT:₮|PYG:₲|GHS:₵|KHR:៛|AZN:₼"
)

# Short names: a code or a group, then the words for it.
_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "en": (
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
        "vi": (
            "USD:đô la Mỹ,đô-la Mỹ,đôla Mỹ,đồng USD,Mỹ kim,đô la Hoa Kỳ|dollar:đô la,đô-la,"
            "đôla,đô|JPY:yên,yên Nhật,yen,yen Nhật,đồng yên,đồng yen,Yên Nhật Bản|EUR:euro,"
            "đồng euro,ơ-rô|CNY:nhân dân tệ,đồng nhân dân tệ,tệ|GBP:bảng Anh|pound:bảng|"
            "won:won|KRW:won Hàn Quốc|KPW:won Triều Tiên|VND:đồng,đồng Việt Nam,VNĐ|"
            "RUB:rúp Nga,rúp|AUD:đô la Australia,đô la Úc,đô la Australia|CAD:đô la Canada|"
            "SGD:đô la Singapore|rupee:rupee|INR:rupee Ấn Độ|THB:baht,bạt|franc:franc|"
            "CHF:franc Thụy Sĩ|peso:peso|PHP:peso Philippines|HKD:đô la Hồng Kông|"
            "TWD:đô la Đài Loan|NZD:đô la New Zealand|SUR:rúp Liên Xô"
        ),
        "de": (
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
        "fr": (
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
        "es": (
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
        "ru": (
            "USD:долларов США,доллара США,доллар США|dollar:доллар,доллара,долларов,долл.,долл|"
            "JPY:иена,иены,иен,йена,йены,йен,японских иен|EUR:евро|GBP:фунтов стерлингов,"
            "фунта стерлингов|pound:фунтов,фунта,фунт|CNY:юань,юаня,юаней|won:вона,воны,вон|"
            "KRW:южнокорейских вон|ruble:рубль,рубля,рублей,руб.,руб|RUB:российских рублей|"
            "BYN:белорусских рублей|SUR:советских рублей|UAH:гривна,гривны,гривен|KZT:тенге|"
            "rupee:рупия,рупии,рупий|INR:индийских рупий|TRY:турецких лир|lira:лир|"
            "CHF:швейцарских франков|franc:франков|AUD:австралийских долларов|"
            "CAD:канадских долларов|DEM:немецких марок|mark:марок|SEK:шведских крон|"
            "NOK:норвежских крон|krone:крон|PLN:злотых,злотый|VND:донгов"
        ),
        "hi": (
            "rupee:रुपया,रुपये,रुपए,रुपयों|INR:भारतीय रुपये,भारतीय रुपए|PKR:पाकिस्तानी रुपये,"
            "पाकिस्तानी रुपए|USD:अमेरिकी डॉलर,अमरीकी डॉलर|dollar:डॉलर|JPY:येन,जापानी येन|"
            "EUR:यूरो|GBP:ब्रिटिश पाउंड|pound:पाउंड|CNY:युआन|won:वॉन|ruble:रूबल|RUB:रूसी रूबल|"
            "AUD:ऑस्ट्रेलियाई डॉलर|CAD:कनाडाई डॉलर"
        ),
        "ja": (
            "USD:米ドル,USドル,アメリカドル,弗|dollar:ドル|JPY:円,日本円,圓|EUR:ユーロ|"
            "GBP:英ポンド|pound:ポンド|CNY:人民元,中国元|yuan:元|KRW:韓国ウォン|"
            "KPW:北朝鮮ウォン|won:ウォン|AUD:豪ドル,オーストラリアドル|CAD:カナダドル,加ドル|"
            "TWD:台湾ドル,新台湾ドル|HKD:香港ドル|SGD:シンガポールドル|NZD:NZドル,"
            "ニュージーランドドル|RUB:ロシアルーブル|ruble:ルーブル|INR:インドルピー|"
            "rupee:ルピー|CHF:スイスフラン|franc:フラン|THB:バーツ,タイバーツ|VND:ドン,"
            "ベトナムドン|PHP:フィリピンペソ|peso:ペソ|DEM:ドイツマルク|mark:マルク|"
            "TRY:トルコリラ|lira:リラ"
        ),
        "ko": (
            "USD:미 달러,미국 달러,미달러,미화|dollar:달러,불|KRW:한국 원,대한민국 원|won:원|"
            "KPW:북한 원|JPY:엔,엔화,일본 엔|EUR:유로,유로화|GBP:영국 파운드|pound:파운드|"
            "CNY:위안,위안화,중국 위안|AUD:호주 달러,호주달러|CAD:캐나다 달러,캐나다달러|"
            "HKD:홍콩 달러,홍콩달러|TWD:대만 달러,대만달러|SGD:싱가포르 달러|RUB:러시아 루블|"
            "ruble:루블|INR:인도 루피|rupee:루피|CHF:스위스 프랑|franc:프랑|VND:베트남 동|"
            "THB:바트|DEM:마르크|PHP:필리핀 페소|peso:페소|NZD:뉴질랜드 달러"
        ),
        "zh": (
            "USD:美元,美金,美圆|JPY:日元,日圆,日圓,日币,日幣|CNY:人民币,人民幣,人民币元|"
            "yuan:元,块,圓|EUR:欧元,歐元|GBP:英镑,英鎊|KRW:韩元,韓元,韩圆,韓圜|KPW:朝鲜元,"
            "朝鮮元|TWD:新台币,新臺幣,新台幣,台币,台幣,臺幣|HKD:港元,港币,港幣|MOP:澳门元,"
            "澳門元|AUD:澳元,澳大利亚元,澳币|CAD:加元,加拿大元|NZD:新西兰元,紐元,纽元|"
            "SGD:新加坡元,新元|RUB:俄罗斯卢布,俄羅斯盧布|ruble:卢布,盧布|INR:印度卢比,印度盧比|"
            "PKR:巴基斯坦卢比|rupee:卢比,盧比|VND:越南盾,越盾|THB:泰铢,泰銖|CHF:瑞士法郎|"
            "franc:法郎|FRF:法国法郎|DEM:德国马克,马克|TRY:土耳其里拉|PHP:菲律宾比索|peso:比索|"
            "MYR:林吉特,马来西亚令吉|ILS:新谢克尔"
        ),
    }
)


def currency_words(language: str) -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return what every name and symbol in a language can mean.

    Args:
        language: One of those that :mod:`alliancekit.money.phrases.lexicons` has.

    Returns:
        By word, the name of its group, ``""`` for a name of its own, and the ISO 4217 codes.
    """
    words: dict[str, set[str]] = {}
    for code, name in _cldr_names(language):
        words.setdefault(name, set()).add(code)
    listed = {name: ("", frozenset(codes)) for name, codes in words.items()}
    for table in (_SYMBOLS, _NAMES[language]):
        for row in table.split("|"):
            meant, _, names = row.partition(":")
            group = meant if meant in GROUPS else ""
            codes = GROUPS[meant] if group else frozenset({meant})
            listed |= {name.lower(): (group, codes) for name in names.split(",")}
    return listed


def _cldr_names(language: str) -> Iterator[tuple[str, str]]:
    locale = Locale(language)
    for code in sorted(set(locale.currencies) & currency_codes() - _NOT_MEANT):
        names = {locale.currencies[code]} | {
            get_currency_name(code, count, locale) for count in _PLURALS
        }
        for name in sorted(names):
            # "Mexican Silver Peso (1861–1992)": nobody writes the years.
            if "(" not in name and name != code:
                yield code, name.lower()


@cache
def territory(country: str) -> str | None:
    """Return the two-letter code of a three-letter one, or ``None`` where there is none."""
    short = get_global("territory_aliases").get(country, ())
    is_known = len(country) == _N_CODE_LETTERS and len(short) == 1
    return short[0] if is_known and short[0] in get_global("territory_currencies") else None


def meant_codes(
    codes: frozenset[str], groups: frozenset[str], language: str, country: str | None
) -> frozenset[str]:
    """Return which currencies a name means, seen from a language and a country.

    Args:
        codes: What the name can mean, >= 1 code.
        groups: The groups that its words name, ``""`` where a word has no group.
        language: In which it is written.
        country: In which it is published, ISO 3166-1 alpha-3, or ``None``.

    Returns:
        One code where language and country settle it, else all that are left.

    Source:
        Ours: a short name is the money of the country that prints it, if it has such a money; else
        the best known of that name, where the language has no other or the country is named. What
        is tender where comes from CLDR.
    """
    if len(codes) == 1 or "" in groups:
        return codes
    if country is not None:
        now, ever = _tender(country)
        if codes & now:
            return codes & now
        abroad = frozenset(_ABROAD[group] for group in groups if group in _ABROAD) & codes
        return abroad or codes & ever or codes
    settled = {
        _HOME.get((language, group)) or _ABROAD[group]
        for group in groups
        if (language, group) in _HOME or language in _SETTLED.get(group, ())
    }
    return codes & settled or codes


@cache
def _tender(country: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the currencies of a country that are legal tender now and that ever were."""
    entries = get_global("territory_currencies").get(territory(country) or "", ())
    tender = [(code, end) for code, _, end, is_tender in entries if is_tender]
    now = frozenset(code for code, end in tender if end is None)
    return now, frozenset(code for code, _ in tender)
