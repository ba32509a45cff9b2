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
            "yuan": "CNY HKD MOP SGD TWD",
        }.items()
    }
)

# Which of a group is meant where the country of publication has none of them.
_ABROAD: Mapping[str, str] = MappingProxyType(
    {"$": "USD", "dollar": "USD", "¥": "JPY", "£": "GBP", "pound": "GBP", "won": "KRW", "c$": "CAD"}
    | {"ruble": "RUB"}
)
# Languages in which a short name means one currency unless the country says otherwise: no country
# that speaks them has another of that name, or, for won and ruble, the other is named in full.
_SETTLED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        name: frozenset(languages.split())
        for name, languages in {
            "$": "ar de hi id ja ko ru tr uk vi",
            "dollar": "ar de es hi id ja ko pt ru tr uk vi",
            "¥": "ja",
            "£": "de en es fr hi id ja ko pt ru tr uk vi zh",
            "pound": "de hi id ja ko pt ru tr uk vi",
            "won": "ar de en es fr hi id ja ko pt ru tr uk vi zh",
            "ruble": "ar de en es fr hi id ja ko pt ru tr uk vi zh",
            "c$": "ar de en fr hi id ja ko pt ru tr uk vi zh",
        }.items()
    }
)
# What a short name means in a language wherever it is printed, unless that country has its own.
_HOME: Mapping[tuple[str, str], str] = MappingProxyType(
    {("hi", "rupee"): "INR", ("ja", "yuan"): "CNY"}
)

_SYMBOLS = (
    "USD:US$,U.S.$,$US,USD$|AUD:A$,AU$,AUD$,$AU|CAD:CA$,CAD$,CDN$,$CA|NZD:NZ$|HKD:HK$|TWD:NT$|"
    "SGD:S$,SG$|BRL:R$|MXN:MX$|CNY:CN¥,RMB,RMB¥|JPY:JP¥|EUR:€|INR:₹|KRW:₩|VND:₫|RUB:₽|TRY:₺|"
    "ILS:₪|UAH:₴|PHP:₱|THB:฿|NGN:₦|PLN:zł|MYR:RM|IDR:Rp|CHF:SFr.,Fr.|DEM:DM,D-Mark|KZT:₸|GEL:₾|"
    "AMD:֏|GBP:GB£,£GB|VND:VNĐ,đ|SEK:Skr|NOK:Nkr|DKK:Dkr|$:$|¥:¥|£:£|kr:kr,kr.|c$:C$|rupee:Rs,"
    "Rs.|BDT:৳|CRC:₡|LAK:₭|MNT:₮|PYG:₲|GHS:₵|KHR:៛|AZN:₼"
)


def currency_words(language: str, short_names: str) -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return what every name and symbol in a language can mean.

    Args:
        language: Its code.
        short_names: What its lexicon lists besides the names of CLDR.

    Returns:
        By word, the name of its group, ``""`` for a name of its own, and the ISO 4217 codes.
    """
    words: dict[str, set[str]] = {}
    for code, name in _cldr_names(language):
        words.setdefault(name, set()).add(code)
    listed = {name: ("", frozenset(codes)) for name, codes in words.items()}
    for table in (_SYMBOLS, short_names):
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
    home = frozenset(_HOME[language, group] for group in groups if (language, group) in _HOME)
    if country is not None:
        now, ever = _tender(country)
        if codes & (now | home):
            return codes & now or codes & home
        abroad = frozenset(_ABROAD[group] for group in groups if group in _ABROAD) & codes
        return abroad or codes & ever or codes
    settled = {_ABROAD[group] for group in groups if language in _SETTLED.get(group, ())} | home
    return codes & settled or codes


@cache
def _tender(country: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the currencies of a country that are legal tender now and that ever were."""
    entries = get_global("territory_currencies").get(territory(country) or "", ())
    tender = [(code, end) for code, _, end, is_tender in entries if is_tender]
    now = frozenset(code for code, end in tender if end is None)
    return now, frozenset(code for code, _ in tender)
