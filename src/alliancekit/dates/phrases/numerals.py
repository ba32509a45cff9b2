"""Numbers in Han characters, up to the thousands that dates need."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "元": 1,
}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}


def han_number(text: str) -> int:
    """Return the number that Han characters write, by place or by tens.

    >>> han_number("三十五"), han_number("二〇二四"), han_number("元"), han_number("百二十")
    (35, 2024, 1, 120)
    """
    if not any(char in _TENS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = pending = 0
    for char in text:
        if char in _TENS:
            total += (pending or 1) * _TENS[char]
            pending = 0
        else:
            pending = _DIGITS[char]
    return total + pending
