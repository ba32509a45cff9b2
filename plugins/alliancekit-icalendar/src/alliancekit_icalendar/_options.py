"""Options of the calendar and what an earlier calendar held, both plain data."""

import datetime as dt
import enum

import attrs

from alliancekit.options import option

# Clients refuse more: RFC 5545 section 3.3.8.
MAX_SEQUENCE = 2**31 - 1
_MAX_SPAN_DAYS = 36_525
MAX_ALARM_DAYS = 3_660
"""Longest time before a deadline at which a client reminds of it, in days."""


class Profile(enum.StrEnum):
    """Which properties the calendar uses."""

    portable = "portable"
    rich = "rich"


class FuzzyPolicy(enum.StrEnum):
    """How a date that is not one certain day is shown."""

    span = "span"
    marker = "marker"
    journal = "journal"
    skip = "skip"


class DeadlinePolicy(enum.StrEnum):
    """As what a deadline is written."""

    both = "both"
    todo = "todo"
    event = "event"


class Form(enum.StrEnum):
    """The component that carries an item."""

    event = "VEVENT"
    todo = "VTODO"
    journal = "VJOURNAL"


@attrs.frozen(kw_only=True)
class Published:
    """A component of an earlier calendar, as far as the next one needs it."""

    uid: str = option("", help="Identity of the component.")
    form: Form = option(Form.event, help="VEVENT, VTODO or VJOURNAL.")
    sequence: int = option(0, help="Its revision.", minimum=0, maximum=MAX_SEQUENCE)
    stamp: str = option("", help="When it was last revised, such as 20240801T000000Z.")
    digest: str = option("", help="SHA-256 of its lines without revision and stamps.")
    summary: str = option("", help="Its title.")
    entry: str = option("", help="Id of its entry.")
    first: dt.date | None = option(None, help="Its first day, or the day that it is due.")
    last: dt.date | None = option(None, help="Its last day.")
    is_withdrawn: bool = option(False, help="Whether it was withdrawn already.")


@attrs.frozen(kw_only=True)
class ICalendarOptions:
    """What the calendar holds and how it shows it."""

    name: str = option("Alliance timeline", help="Name of the calendar, as clients list it.")
    description: str = option("", help="What the calendar is about; empty for none.")
    profile: Profile = option(
        Profile.portable,
        help="portable: what every client reads. rich: also RFC 9073 and 9253, with one source a "
        "link, participants, and journal notes on conflicts; libical 3 drops these with an error.",
    )
    fuzzy: FuzzyPolicy = option(
        FuzzyPolicy.span,
        help="How a date that is not one certain day is shown. span: on all days that it may be, "
        "up to max_span_days, else on one. marker: on its first possible day. journal: as a "
        "journal entry, which most clients do not show. skip: not at all.",
    )
    max_span_days: int = option(
        92,
        help="Longest uncertain stretch that is shown as a whole, in days.",
        minimum=1,
        maximum=_MAX_SPAN_DAYS,
    )
    deadlines: DeadlinePolicy = option(
        DeadlinePolicy.both,
        help="Whether planned steps, expiries and days of notice become to-dos, events or both; "
        "Google Calendar and khal show events only.",
    )
    worked_out: bool = option(
        False,
        help="Whether the end of an agreement's term and the last day of notice are worked out "
        "from its length where no source gives them; terms may count from another day than entry "
        "into force.",
    )
    alarm_days: tuple[int, ...] = option(
        (), help=f"Days before a deadline on which clients remind of it, 0 to {MAX_ALARM_DAYS}."
    )
    year: int | None = option(
        None, help="Only what is shown in this year; one file a year stays light."
    )
    party: str | None = option(
        None,
        help="Only entries that this actor, by id or name, or a body of this state, takes part in.",
    )
    language: str = option("en", help="Language of titles and of names, where there is one.")
    color: str = option("", help="CSS3 name of the calendar's colour, such as navy.")
    url: str = option("", help="Address at which the calendar is published; empty for none.")
    refresh_days: int = option(
        1, help="After how many days subscribers look for changes.", minimum=1, maximum=365
    )
    previous: tuple[Published, ...] = option(
        (),
        help="What the calendar held when it was last written, as published() reads it: unchanged "
        "components stay as they are, changed ones get the next revision, vanished ones are "
        "cancelled.",
    )
