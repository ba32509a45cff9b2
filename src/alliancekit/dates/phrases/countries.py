"""What a country settles: its fiscal year, its week, its hemisphere and how it writes a day.

Source:
    CIA World Factbook, "Fiscal year" (first months); for the name of a year: Japan, Public Finance
    Act, article 11 (named by its start); United States, 31 U.S.C. 1102 (by its end); Thailand,
    Budget Procedures Act (by its end); Australia, Budget papers, "2023-24" and "FY24" for the year
    to June 2024 (by its end).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from alliancekit.errors import OptionsError, quoted

# First month, and whether a year is named by its end.
FISCAL_YEARS: Final[dict[str, tuple[int, bool]]] = {
    "JPN": (4, False), "IND": (4, False), "CAN": (4, False), "GBR": (4, False),
    "USA": (10, True), "THA": (10, True),
    "AUS": (7, True), "NZL": (7, True), "PAK": (7, True), "BGD": (7, True), "EGY": (7, True),
    **dict.fromkeys(
        (
            "ARG", "AUT", "BEL", "BRA", "BGR", "CHE", "CHL", "CHN", "COL", "CZE", "DEU", "DNK",
            "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN", "IDN", "IRL", "ISL", "ISR", "ITA",
            "KHM", "KOR", "LTU", "LUX", "LVA", "MEX", "MYS", "NLD", "NOR", "PER", "PHL", "POL",
            "PRT", "ROU", "RUS", "SAU", "SVK", "SVN", "SWE", "TUR", "TWN", "UKR", "VNM",
        ),
        (1, False),
    ),
}  # fmt: skip

# Wholly, or for all but a small part, south of the equator; what straddles it is left out: it has
# no one season.
_SOUTHERN: Final = frozenset(
    [
        "ARG",
        "AUS",
        "BOL",
        "CHL",
        "LSO",
        "MDG",
        "MOZ",
        "NAM",
        "NZL",
        "PRY",
        "URY",
        "ZAF",
        "ZWE",
        "SWZ",
        "BWA",
    ]
)
_STRADDLING: Final = frozenset(
    ["BRA", "COL", "COD", "COG", "ECU", "GAB", "IDN", "KEN", "KIR", "MDV", "SOM", "STP", "UGA"]
)


class CountryCustoms(NamedTuple):
    """How a country counts its days."""

    week_starts: tuple[int, ...]
    weekend: tuple[int, int]
    is_southern: bool | None
    is_month_first: bool | None


# Where the country is not known, a week may start on Monday (ISO 8601) or on Sunday. The weekend is
# then Saturday and Sunday: of the languages read here none is that of a country with another one.
ANYWHERE: Final = CountryCustoms((0, 6), (5, 6), None, None)


@lru_cache(maxsize=512)
def customs(country: str) -> CountryCustoms:
    """Return the customs of a country, from CLDR.

    >>> customs("USA"), customs("GBR").week_starts
    (CountryCustoms(week_starts=(6,), weekend=(5, 6), is_southern=False, is_month_first=True), (0,))

    Raises:
        OptionsError: No country has this code.
    """
    from babel.core import Locale, UnknownLocaleError, get_global

    codes: list[str] = list(get_global("territory_aliases").get(country, ()))
    try:
        if len(country) != 3 or not codes:
            raise UnknownLocaleError(country)
        locale = Locale.parse(f"und_{codes[0]}")
    except UnknownLocaleError as error:
        message = f"{quoted(country)} is no country: give an ISO 3166-1 alpha-3 code such as 'JPN'"
        raise OptionsError(country, [message]) from error
    order = locale.date_formats["short"].pattern.strip("'").casefold()[:1]
    southern = None if country in _STRADDLING else country in _SOUTHERN
    return CountryCustoms(
        (locale.first_week_day,),
        (locale.weekend_start, locale.weekend_end),
        southern,
        {"m": True, "d": False}.get(order),
    )
