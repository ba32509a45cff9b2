"""Texts from the plain to the hostile, and ids."""

from __future__ import annotations

from functools import lru_cache

from hypothesis import strategies as st

LANGUAGES = ("en", "vi", "de", "ja", "ar", "zh-Hant")
"""Languages of titles."""

STATES = ("JPN", "USA", "GBR", "FRA", "DEU", "VNM", "KOR", "AUS")
"""Ids of actors that every table has."""

# Making a strategy takes longer than drawing from it.
_kept = lru_cache(256)

_HOSTILE_TEXTS = (
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
    "'single' and \"double\"",
    "a,b;c",
    "a\\nb",
    " leading and trailing ",
    "two\nlines",
    "two\n\n  lines\n",
    "tab\there",
    "]]>",
    "<b>&amp;</b>",
    "_x0041_",
    "BEGIN:VCALENDAR",
    "Việt Nam",
    "Vie\u0323\u0302t Nam",
    "Vietn\u0430m",
    "日本国",
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
)


@_kept
def hostile_text(*, max_size: int = 40) -> st.SearchStrategy[str]:
    """Return texts that the model accepts and that careless readers and writers break on.

    Args:
        max_size: Most code points of the texts that are not from the fixed list.
    """
    letters = st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\t\n")
    return st.sampled_from(_HOSTILE_TEXTS) | st.text(letters, min_size=1, max_size=max_size).filter(
        lambda text: bool(text.strip())
    )


@_kept
def ids() -> st.SearchStrategy[str]:
    """Return short ids; few, so that some meet."""
    return st.sampled_from(("a", "b1", "summit-2024", "X.y_z", "no", "7"))


@_kept
def texts() -> st.SearchStrategy[tuple[str, ...]]:
    """Return up to three texts."""
    return st.lists(hostile_text(max_size=10), max_size=3).map(tuple)
