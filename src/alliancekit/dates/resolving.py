"""Phrases such as "last week" or "bis Ende März", read from an anchor: a date, or none."""

from __future__ import annotations

import datetime as dt

from alliancekit.dates.calendar import day_text
from alliancekit.dates.edtf import MAX_TEXT_CHARS
from alliancekit.dates.fuzzy import FuzzyDate, Span
from alliancekit.dates.readings import Direction, Unresolved
from alliancekit.errors import DateError


def resolve(
    phrase: str,
    anchor: FuzzyDate | dt.date | None = None,
    *,
    language: str = "en",
    country: str | None = None,
    direction: Direction | None = None,
) -> FuzzyDate | Span | Unresolved:
    """Return the date that a phrase means, seen from the day on which it was written.

    >>> published = dt.date(2021, 2, 1)
    >>> resolve("last week", published).edtf
    '[2021-01-24~..2021-01-31~]'
    >>> resolve("last week", published, country="DEU").edtf
    '[2021-01-25..2021-01-31]'
    >>> resolve("by the end of the fiscal year", dt.date(2024, 7, 28), country="JPN").edtf
    '[..2025-03-31]'
    >>> [each.edtf for each in resolve("in March", dt.date(2024, 7, 28)).readings]
    ['2024-03', '2025-03']

    Args:
        phrase: The words of a source, at most 200 characters.
        anchor: The day from which it is seen; a whole date of it gives the days of all its days.
        language: ``ar``, ``de``, ``en``, ``es``, ``fr``, ``id``, ``it``, ``ja``, ``ko``, ``pt``,
            ``ru``, ``vi`` or ``zh``.
        country: ISO 3166-1 alpha-3: whose fiscal year, first day of the week, order of day and
            month, and hemisphere.
        direction: Which of two a phrase without a year or a week means: ``past`` for what is told
            as done, ``future`` for what is planned. None: neither is taken.

    Returns:
        A date or span with the phrase ``as_written`` and the ``basis`` of what was worked out, or
        :class:`Unresolved`: what is not understood or has several meanings is never guessed.

    Raises:
        OptionsError: The language or the country is not one that is known.
        DateError: The anchor is no date.
    """
    if len(phrase) > MAX_TEXT_CHARS:
        reason = f"a phrase has at most {MAX_TEXT_CHARS} characters"
        return Unresolved(phrase=phrase[:MAX_TEXT_CHARS], reason=reason)
    # Locale data are read here and nowhere else: importing dates must not load them.
    from alliancekit.dates.phrases.interpreting import read_phrase

    if isinstance(anchor, dt.date):
        anchor = FuzzyDate(day_text(anchor.toordinal()))
    if anchor is not None and not isinstance(anchor, FuzzyDate):
        raise DateError(str(anchor), "an anchor is a FuzzyDate or a datetime.date")
    return read_phrase(phrase, anchor, language, country, direction)
