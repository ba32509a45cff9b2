"""Texts from the plain to the hostile, and ids."""

from __future__ import annotations

from functools import lru_cache

from hypothesis import strategies as st

LANGUAGES = ("en", "vi", "de", "ja", "ar", "zh-Hant")
"""Languages of titles."""

STATES = ("JPN", "USA", "GBR", "FRA", "DEU", "VNM", "KOR", "AUS")
"""Ids of actors that every table has."""

kept = lru_cache(256)
"""Makes a strategy once: that takes longer than drawing from it."""

HOSTILE_TEXTS = (
    "NO",
    "null",
    "~",
    "0x1F",
    "010",
    "1_000",
    "1e3",
    ".inf",
    "12:30:45",
    "2024-07-28",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@a",
    "#N/A",
    "a: b",
    "a #b",
    "- a",
    "? a",
    "{a}",
    "[a]",
    "&a *b !c |d >e %f `g",
    "two\nlines",
    "two\n\n  lines\n",
    "tab\there",
    "Việt Nam",
    "Vie\u0323\u0302t Nam",
    "Vietn\u0430m",
    "مصر",
    "\u202eabc",
    "a\u200bb",
    "\ufeffa",
    "a\u2028b\u2029c",
    "a\u00a0b",
    "\U0001f1fb\U0001f1f3",
    "\ufdfa" * 5,
    "x" * 300,
    "a" + "\u0301" * 30,
    "=1+1",
    '=HYPERLINK("http://example.org","x")',
    "@SUM(A1)",
    "'quoted",
    "\tafter a tab",
    " between spaces ",
    "\nafter a line feed",
    "BEGIN:VALARM\nEND:VCALENDAR",
    "comma, semicolon; backslash \\ and \\n",
    "\"quotes\" and 'more'",
    "<b>&amp;</b> ]]> <!-- -->",
    "<script>alert(1)</script>",
    "TRUE",
    "00123",
    "1E5",
    "3-4",
    "_x0041_ _x000D_",
    "NULL",
    "Hội nghị",
    "Ho\u0323\u0302i nghi\u0323",
    "日本 外務省",
    "\u202eright to left\u2066",
    "zero\u200bwidth\ufeff",
    "\U0001f91d\U0001f3fd",
    "{0} %s ${x} {{x}}",
    "ế" * 300,
)
"""Texts that look like formulas, markup, lines of a file or values of another type."""


@kept
def hostile_text(*, max_size: int = 40) -> st.SearchStrategy[str]:
    """Return texts that the model accepts and that careless readers and writers break on.

    Args:
        max_size: Most code points of the texts that are not from the fixed list.
    """
    letters = st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\t\n")
    return st.sampled_from(HOSTILE_TEXTS) | st.text(letters, min_size=1, max_size=max_size).filter(
        lambda text: bool(text.strip())
    )


@kept
def ids() -> st.SearchStrategy[str]:
    """Return short ids; few, so that some meet."""
    return st.sampled_from(("a", "b1", "summit-2024", "X.y_z", "no", "7"))


@kept
def texts() -> st.SearchStrategy[tuple[str, ...]]:
    """Return up to three texts."""
    return st.lists(hostile_text(max_size=10), max_size=3).map(tuple)
