"""What a cell may hold: inert text within Excel's limits, numbers it keeps exactly, safe links."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from math import ceil
from typing import NamedTuple, TypeAlias
from urllib.parse import quote, urlsplit

from alliancekit.dates import Day, day_number, day_text

MAX_CELL_UNITS = 32_767
"""Longest text of a cell, in UTF-16 code units."""

MAX_URL_CHARS = 2_079
"""Longest address of a hyperlink that Excel opens."""

MAX_LINKS_PER_SHEET = 65_530

# 1900 is a leap year to Excel, and readers differ on the days before this one.
_FIRST_NATIVE_DAY = day_number(1900, 3, 1)
_LAST_NATIVE_DAY = day_number(9999, 12, 31)
# Serial number 61 is 1900-03-01.
_SERIAL_OFFSET = _FIRST_NATIVE_DAY - 61
_MAX_DIGITS = 15
_MAX_EXACT_INT = 2**53

# An escape counts as such wherever it stands, overlapping others: ECMA-376 part 1, 22.9.2.19.
_LITERAL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NEEDS_CARE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
    "\U0001f300-\U0001f64f\U0001f900-\U0001f9ff\U00020000-\U0003fffd]"
)
# The cells' font is smaller than the one that widths count in, and words do not fill a line.
_FILLED = 1.05

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?", re.ASCII)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SPACE_OR_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f\\]")


class Link(NamedTuple):
    """A value that leads somewhere: to a web address, or to a row of a table of the workbook.

    ``row`` is counted from 0, without the header.
    """

    value: str | int
    url: str = ""
    table: str = ""
    row: int = 0


Cell: TypeAlias = str | int | float | dt.date | Link | None


@lru_cache(maxsize=65_536)
def date_cell(day: Day | None) -> dt.date | str | None:
    """Return a day as a native date where every reader agrees on it, else as ISO 8601 text.

    >>> date_cell(day_number(2024, 7, 28)), date_cell(day_number(1778, 2, 6))
    (datetime.date(2024, 7, 28), '1778-02-06')

    Source:
        Ours, from what clients show: before 1900-03-01 they differ by a day, or fail.
    """
    if day is None:
        return None
    if _FIRST_NATIVE_DAY <= day <= _LAST_NATIVE_DAY:
        return dt.date.fromordinal(day)
    return day_text(day)


def serial(date: dt.date) -> int:
    """Return the number that stands for a date from 1900-03-01 on.

    >>> serial(dt.date(1900, 3, 1)), serial(dt.date(2024, 7, 28))
    (61, 45501)
    """
    return date.toordinal() - _SERIAL_OFFSET


def number_cell(number: Decimal | int) -> int | float | str:
    """Return a number that Excel keeps exactly, else its digits as text.

    >>> number_cell(Decimal("3000000000")), number_cell(Decimal("1.5"))
    (3000000000, 1.5)
    >>> number_cell(10**15 + 1)
    '1000000000000001'
    """
    exact = Decimal(number)
    if len(exact.normalize().as_tuple().digits) > _MAX_DIGITS or abs(exact) >= _MAX_EXACT_INT:
        return f"{exact:f}"
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def needs_care(text: str) -> bool:
    """Return whether a text cannot be written just as it is."""
    return len(text) * 2 > MAX_CELL_UNITS or _NEEDS_CARE.search(text) is not None


def escaped(text: str) -> str:
    r"""Return a text in the form that Excel reads back as the same text.

    >>> escaped("_x0041_"), escaped("a\r")
    ('_x005F_x0041_', 'a_x000D_')

    Source:
        ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
    """
    text = _LITERAL_ESCAPE.sub("_x005F_", text)
    return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def writable(text: str) -> tuple[str, bool]:
    """Return a text with U+FFFD for what XML cannot hold, and whether anything was replaced."""
    clean = _UNWRITABLE.sub("\ufffd", text)
    return clean, clean != text


def n_units(text: str) -> int:
    """Return the length of a text in UTF-16 code units.

    >>> n_units("a🌏")
    3
    """
    return len(text) + sum(char > "\uffff" for char in text)


def parts(text: str, limit: int) -> Iterator[str]:
    """Yield the pieces of a text, each at most ``limit`` code units long once it is escaped.

    >>> list(parts("abcde", 2))
    ['ab', 'cd', 'e']
    """
    start = 0
    while start < len(text):
        length = limit
        while (units := n_units(escaped(text[start : start + length]))) > limit:
            length = min(length - 1, length * limit // units)
        yield text[start : start + length]
        start += length


def n_lines(text: str, width: float) -> int:
    r"""Return about how many lines a text takes in a column.

    >>> n_lines("Tokyo", 20), n_lines("Tokyo\nOsaka", 20), n_lines("東京で会談", 6)
    (1, 2, 2)

    Args:
        text: As it is shown.
        width: Of the column, in characters.
    """
    n_chars = len(text)
    if not text.isascii():
        n_chars += len(_WIDE.findall(text))
    return ceil(n_chars / (width * _FILLED)) + text.count("\n")


def is_plain(text: str) -> bool:
    """Return whether a program that edits the cell still takes the text for text.

    A text that starts with anything but a letter may turn into a formula, a number or a date.

    >>> [is_plain(text) for text in ("Tokyo", "=1+1", "00123", " @x", "＝1")]
    [True, False, False, False, False]
    """
    return text[:1].isalpha()


@lru_cache(maxsize=4_096)
def link_target(url: str) -> str:
    """Return the ASCII form of a web address that is safe to follow, ``""`` for any other text.

    >>> link_target("https://例え.jp/a b"), link_target("https://例え.jp/é")
    ('', 'https://xn--r8jz45g.jp/%C3%A9')
    >>> link_target("javascript:alert(1)")
    ''

    Args:
        url: As a source gives it.

    Source:
        RFC 3986. Ours: only http and https, no user name, no literal IPv6 address.
    """
    if not url or len(url) > MAX_URL_CHARS or _SPACE_OR_CONTROL.search(url):
        return ""
    try:
        split = urlsplit(url)
        host = (split.hostname or "").encode("idna").decode("ascii")
        port = split.port
    except ValueError:
        return ""
    if split.scheme not in ("http", "https") or "@" in split.netloc or not _HOST.fullmatch(host):
        return ""
    netloc = host if port is None else f"{host}:{port}"
    target = f"{split.scheme}://{netloc}{_quoted(split.path)}"
    if split.query:
        target += f"?{_quoted(split.query, '?')}"
    if split.fragment:
        target += f"#{_quoted(split.fragment, '?')}"
    return target if len(target) <= MAX_URL_CHARS else ""


def _quoted(part: str, also_safe: str = "") -> str:
    try:
        return quote(_STRAY_PERCENT.sub("%25", part), safe=f"/%:@!$&'()*+,;=~-._{also_safe}")
    except UnicodeEncodeError:  # a lone surrogate has no UTF-8
        return ""
