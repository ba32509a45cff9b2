"""What of an entry stands in the calendar: its day or days, its steps, its deadlines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import attrs

from alliancekit.dates import FuzzyDate, Precision, Span, sort_key
from alliancekit.kinds import EventGroup, EventKind, Realis, Stage
from alliancekit.model import Agreement, Event, Milestone
from alliancekit.timeline import Entry
from alliancekit_icalendar._options import DeadlinePolicy, Form, FuzzyPolicy, ICalendarOptions
from alliancekit_icalendar._placement import Placement, deadline, placed
from alliancekit_icalendar._terms import worked_out_steps

PENDING = frozenset({Realis.planned, Realis.expected})
VOID = frozenset({Realis.cancelled, Realis.denied})
_ENDS = frozenset(
    {Stage.notice_given, Stage.withdrawn, Stage.terminated, Stage.superseded, Stage.expired}
)
# What is opened, delivered, founded or brought into force; a planned meeting is only a date.
_DUE_GROUPS = frozenset({EventGroup.treaty_action, EventGroup.institution, EventGroup.transfer})
_DUE_KINDS = frozenset({EventKind.basing, EventKind.deployment, EventKind.goal, EventKind.research})


@attrs.frozen(kw_only=True)
class Item:
    """One thing that the calendar shows.

    Attributes:
        entry: The entry that it is of.
        key: Name within the entry, stable: ``""`` for an event, the stage for a step.
        form: The component that carries it.
        when: Its date as far as it is known.
        realis: Whether it happened.
        placement: Its days, or ``None`` where it has no day.
        milestone: The step of the agreement, or ``None``.
        is_deadline: Whether it is to be done by its last day.
        is_done: Whether a deadline was met.
        basis: How it was worked out, or ``""``.
    """

    entry: Entry
    key: str
    form: Form = Form.event
    when: FuzzyDate | Span | None
    realis: Realis
    placement: Placement | None = None
    milestone: Milestone | None = None
    is_deadline: bool = False
    is_done: bool = False
    basis: str = ""

    @property
    def field(self) -> str:
        """Name of the entry's field that its date stands in."""
        if self.milestone is None:
            return "when"
        return ".".join(["milestones", self.milestone.stage, *self.milestone.by])

    @property
    def is_certain(self) -> bool:
        """Whether it happened, or is said to have, on certain days."""
        return (
            self.realis is Realis.actual
            and self.placement is not None
            and self.placement.is_certain
            and not self.basis
        )


def entry_items(entry: Entry, options: ICalendarOptions) -> tuple[Item, ...]:
    """Return what of an entry could be shown, dated or not, before any choice of days.

    Returns:
        The item that stands for the entry first; then the others by date; each event before the
        to-do that goes with it.
    """
    if isinstance(entry.says, Event):
        return tuple(_event_items(entry, entry.says, options))
    return tuple(_agreement_items(entry, entry.says, options))


def shown(item: Item, options: ICalendarOptions) -> Item:
    """Return an item with its days and its component, as the options ask for.

    Returns:
        The item; without ``placement`` where it has no day; a journal where uncertain days go
        there.
    """
    if item.form is Form.todo:
        return _shown_todo(item)
    placement = placed(
        item.when,
        as_marker=options.fuzzy is not FuzzyPolicy.span,
        max_days=options.max_span_days,
    )
    certain = placement is not None and placement.is_certain
    if options.fuzzy is FuzzyPolicy.journal and not certain:
        return attrs.evolve(item, form=Form.journal, placement=placement)
    return attrs.evolve(item, placement=placement)


def _shown_todo(item: Item) -> Item:
    due = deadline(item.when)
    assert due is not None  # only what has a last day is a deadline
    is_certain = isinstance(item.when, FuzzyDate) and item.when.is_exact
    return attrs.evolve(item, placement=Placement(first=due, last=due, is_certain=is_certain))


def _event_items(entry: Entry, event: Event, options: ICalendarOptions) -> Iterator[Item]:
    main = Item(entry=entry, key="", when=event.when, realis=event.realis)
    if event.when is None:
        main = _with_disputed_date(main)
    if _is_due_event(event, main.when):
        yield from _as_deadline(main, options)
        return
    yield main
    plans = [
        record.says
        for record in entry.records
        if isinstance(record.says, Event) and _is_due_event(record.says, record.says.when)
    ]
    if plans:
        plan = min(plans, key=lambda says: sort_key(says.when))
        yield from _settled(main, plan.when, options)


def _with_disputed_date(item: Item) -> Item:
    when = _disputed_date(item.entry, item.field)
    basis = "" if when is None else "the earliest of the dates that sources disagree on"
    return attrs.evolve(item, when=when, basis=basis)


def _is_due_event(event: Event, when: FuzzyDate | Span | None) -> bool:
    if event.realis not in PENDING or deadline(when) is None:
        return False
    return _is_by(when) or event.kind.group in _DUE_GROUPS or event.kind in _DUE_KINDS


def _is_by(when: FuzzyDate | Span | None) -> bool:
    return isinstance(when, FuzzyDate) and when.precision is Precision.before


def _as_deadline(item: Item, options: ICalendarOptions) -> Iterator[Item]:
    item = attrs.evolve(item, is_deadline=True)
    todo = attrs.evolve(item, key=deadline_key(item.key), form=Form.todo)
    if options.deadlines is not DeadlinePolicy.todo:
        yield item
    if options.deadlines is not DeadlinePolicy.event:
        yield todo


def _settled(
    item: Item, planned: FuzzyDate | Span | None, options: ICalendarOptions
) -> Iterator[Item]:
    """Yield the to-do of something that was planned once, now that it is done or off."""
    if options.deadlines is DeadlinePolicy.event or item.realis not in VOID | {Realis.actual}:
        return
    yield attrs.evolve(
        item,
        key=deadline_key(item.key),
        form=Form.todo,
        when=planned,
        is_deadline=True,
        is_done=item.realis is Realis.actual,
    )


def deadline_key(key: str) -> str:
    """Return the key of the to-do that goes with the event of a key."""
    return f"{key}.deadline" if key else "deadline"


def _agreement_items(
    entry: Entry, agreement: Agreement, options: ICalendarOptions
) -> Iterator[Item]:
    if not agreement.milestones:
        yield Item(entry=entry, key="", when=None, realis=agreement.realis)
    steps = sorted(agreement.milestones, key=lambda step: step.when is not agreement.when)
    keys = _step_keys(steps)
    for step in steps:
        item = Item(entry=entry, key=keys[step], when=step.when, realis=step.realis, milestone=step)
        if step.when is None:
            item = _with_disputed_date(item)
        if _is_due_step(step):
            yield from _as_deadline(item, options)
            continue
        yield item
        plans = list(_planned_steps(entry, step))
        if plans:
            plan = min(plans, key=lambda planned: sort_key(planned.when))
            yield from _settled(item, plan.when, options)
    if options.worked_out:
        due = worked_out_steps(agreement)
        keys = _step_keys(due)
        for step in due:
            assert step.when is not None  # a deadline has a day
            item = Item(
                entry=entry,
                key=f"worked-out.{keys[step]}",
                when=step.when,
                realis=step.realis,
                milestone=step,
                basis=step.when.basis,
            )
            yield from _as_deadline(item, options)


def _is_due_step(step: Milestone) -> bool:
    return step.realis in PENDING and deadline(step.when) is not None


def _planned_steps(entry: Entry, step: Milestone) -> Iterator[Milestone]:
    for record in entry.records:
        if isinstance(record.says, Agreement):
            for planned in record.says.milestones:
                if (planned.stage, planned.by) == (step.stage, step.by) and _is_due_step(planned):
                    yield planned


def _step_keys(steps: Sequence[Milestone]) -> Mapping[Milestone, str]:
    """Return a key for every step that does not rest on its date, which later reports refine."""
    keys: dict[Milestone, str] = {}
    counts: dict[str, int] = {}
    for step in sorted(steps, key=lambda each: sort_key(each.when)):
        name = ".".join([step.stage, *step.by])
        counts[name] = counts.get(name, 0) + 1
        keys[step] = name if counts[name] == 1 else f"{name}.{counts[name]}"
    return MappingProxyType(keys)


def _disputed_date(entry: Entry, name: str) -> FuzzyDate | Span | None:
    """Return the earliest date that sources claim for a field on which the entry shows none.

    Source:
        Ours: a calendar that left out what sources dispute would hide the dispute.
    """
    field = entry.field(name)
    claims = field.claims if field is not None else ()
    return min(
        (when for claim in claims for when in _dates(claim.value)), key=sort_key, default=None
    )


def _dates(value: object) -> Iterator[FuzzyDate | Span]:
    for each in value if isinstance(value, tuple) else (value,):
        when = each.when if isinstance(each, Milestone) else each
        if isinstance(when, FuzzyDate | Span):
            yield when


def year_of(item: Item) -> int | None:
    """Return the year that an item is filed under: that of its first day."""
    return None if item.placement is None else item.placement.first.year
