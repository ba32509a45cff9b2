"""Numbers written as words, as in treaties: a phrase with its number words in digits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import attrs

# What a word of ten does where it multiplies the digit before it, as in "hai mươi" and "이십".
TEN_TIMES: Final = -10
_HUNDRED: Final = 100
_THOUSAND: Final = 1000
_SCORE: Final = 20


@attrs.frozen(kw_only=True)
class Spelling:
    """How a language spells numbers.

    Args:
        words: What each word is worth; 100, 1000 and ``TEN_TIMES`` multiply what stands before.
        between: What may stand between two words of one number, as a regular expression.
        following: What must follow a number, as a regular expression.
        only_before: Words of a number that are one only before others, as regular expressions.
        has_pairs: Whether "nineteen forty-nine" is 1949.
        has_scores: Whether "quatre-vingt" is four times twenty.
    """

    words: Mapping[str, int] = attrs.field(hash=False)
    between: str
    following: str = r"(?!\w)"
    only_before: Mapping[str, str] = attrs.field(factory=dict, hash=False)
    has_pairs: bool = False
    has_scores: bool = False


def in_digits(text: str, spelling: Spelling) -> str:
    """Return a phrase with its number words as digits; the same phrase if it has none.

    >>> words = {"nineteen": 19, "hundred": 100, "forty": 40, "nine": 9}
    >>> english = Spelling(words=words, between="[ -](?:and )?")
    >>> in_digits("in nineteen hundred and forty-nine", english)
    'in 1949'
    """
    word, run = _patterns(spelling)
    return run.sub(
        lambda found: str(
            _worth([spelling.words[each[0]] for each in word.finditer(found[0])], spelling)
        ),
        text,
    )


@lru_cache(maxsize=16)
def _patterns(spelling: Spelling) -> tuple[re.Pattern[str], re.Pattern[str]]:
    word = "|".join(
        re.escape(each) + spelling.only_before.get(each, "")
        for each in sorted(spelling.words, key=lambda each: (-len(each), each))
    )
    starts = r"(?<!\w)" if spelling.following == r"(?!\w)" else ""
    run = rf"{starts}(?:{word})(?:(?:{spelling.between})(?:{word}))*{spelling.following}"
    return re.compile(word), re.compile(run)


def _worth(values: list[int], spelling: Spelling) -> int:
    """Return the number that the values of words in a row make."""
    thousands = current = 0
    for value in values:
        if value == _THOUSAND:
            thousands += (current or 1) * _THOUSAND
            current = 0
        elif value == _HUNDRED:
            current = (current or 1) * _HUNDRED
        elif value == TEN_TIMES:
            current += (current % 10 or 1) * 10 - current % 10
        elif spelling.has_scores and value == _SCORE and current % _HUNDRED == 4:
            current += 4 * _SCORE - 4
        elif spelling.has_pairs and 10 <= current < _HUNDRED and value >= 10:
            current = current * _HUNDRED + value
        else:
            current += value
    return thousands + current
