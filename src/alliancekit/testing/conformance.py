"""The conformance kit: what every exporter must do, as tests that its author inherits."""

from __future__ import annotations

import functools
import gc
import io
import pickle
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliancekit.errors import ExporterError, OptionsError
from alliancekit.exporting import CONTRACT_API, WHOLE_ENTRY, Exporter, ExportReport, Loss, export
from alliancekit.options import as_mapping, check_options_class, json_schema, structure
from alliancekit.plugins import discover_plugins
from alliancekit.testing.option_values import options_of
from alliancekit.testing.processes import (
    Outcome,
    Surroundings,
    export_elsewhere,
    import_elsewhere,
)
from alliancekit.testing.samples import hostile_timeline, sample_timeline
from alliancekit.testing.streams import WatchedStream
from alliancekit.testing.timelines import timelines
from alliancekit.testing.writing import write_directly
from alliancekit.timeline import Timeline

_TEST_PREFIX = "test_"
# A day later in another year: what comes from the clock differs in every part.
_LATER_SECONDS = 400 * 24 * 3600 + 3661
_MAX_SHOWN = 5
_TITLE_FIELDS = frozenset({"title", "titles"})


class ExporterConformance:
    """Tests that every exporter passes; inherit it under a name that pytest collects.

    Attributes:
        exporter: What is tested.
        heavy: Modules that must not be imported before the first write.
        waived: Why a check cannot pass, by its name; a waiver that is no longer needed fails.
        options: Strategy of options to write with; whatever the class allows where ``None``.
        timelines: Strategy of timelines to write; whatever can be merged where ``None``.
        n_examples: Timelines drawn for each check, >= 1; fewer where hypothesis's profile in force
            has fewer.
    """

    exporter: ClassVar[Exporter[Any]]
    heavy: ClassVar[tuple[str, ...]] = ()
    waived: ClassVar[Mapping[str, str]] = {}
    options: ClassVar[st.SearchStrategy[Any] | None] = None
    timelines: ClassVar[st.SearchStrategy[Timeline] | None] = None
    n_examples: ClassVar[int] = 25

    def read_back(self, data: bytes) -> Mapping[str, str]:
        """Return the title of every entry in an output, by the entry's id.

        Read with a library that is not the one that wrote. An entry's id is text that stands for
        itself: it cannot be worked out from another form, so that the output has to hold it.
        """
        raise NotImplementedError("define read_back: entry id -> title, by an independent reader")

    def check_format(self, data: bytes) -> None:
        """Raise where an output breaks the format's own grammar, schema or validator."""

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        if not hasattr(cls, "exporter"):
            return
        checks = [name for name in dir(_Checks) if name.startswith(_TEST_PREFIX)]
        _check_waivers(cls, checks)
        for name in checks:
            if name not in vars(cls):
                setattr(cls, name, _minted(cls, name))

    def _stream(self, *, capacity: int | None = None) -> WatchedStream:
        return WatchedStream(can_seek=self.exporter.needs_seek, capacity=capacity)

    def _export(self, timeline: Timeline, options: Any = None) -> tuple[bytes, ExportReport]:
        stream = io.BytesIO()
        report = export(timeline, stream, self.exporter, options)
        return stream.getvalue(), report

    def _elsewhere(self, timeline: Timeline, options: Any, surroundings: Surroundings) -> Outcome:
        outcome = export_elsewhere(timeline, self.exporter, options, surroundings)
        assert not outcome.failure, f"{surroundings}: {outcome.failure}"
        return outcome

    def _compare(self, timeline: Timeline, data: bytes, losses: tuple[Loss, ...]) -> None:
        found = dict(self.read_back(data))
        lost = {loss.entry for loss in losses if loss.field == WHOLE_ENTRY}
        untitled = {loss.entry for loss in losses if loss.field in _TITLE_FIELDS}
        there = [entry for entry in timeline.entries if entry.id not in lost]
        missing = [entry.id for entry in there if entry.id not in found]
        assert not missing, f"{_shown(missing)}: neither written nor told as lost (field '*')"
        wrong = [
            f"{entry.id!r} reads {found[entry.id]!r:.200} and was {entry.title!r:.200}"
            for entry in there
            if entry.id not in untitled and found[entry.id] != entry.title
        ]
        advice = "write titles so that they read back, or tell a loss of the field 'title'"
        assert not wrong, f"{_shown(wrong)}: {advice}"
        unknown = set(found) - {entry.id for entry in timeline.entries}
        assert not unknown, f"these entries are in no timeline: {sorted(unknown)}"


def _shown(found: Sequence[str]) -> str:
    rest = f"; and {len(found) - _MAX_SHOWN} more" if len(found) > _MAX_SHOWN else ""
    return "; ".join(found[:_MAX_SHOWN]) + rest


def _check_waivers(cls: type[ExporterConformance], checks: list[str]) -> None:
    problems = [
        f"waived: there is no check {name!r}; there are: {', '.join(checks)}"
        for name in cls.waived
        if name not in checks
    ] + [f"waived: {name!r} needs a reason" for name, why in cls.waived.items() if not why.strip()]
    if problems:
        raise ExporterError(cls.__qualname__, problems)


def _minted(cls: type[ExporterConformance], name: str) -> Callable[..., None]:
    """Return a copy of a check for one class: hypothesis refuses a test that two classes share."""
    check: Callable[..., None] = getattr(_Checks, name)
    reason = (check.__doc__ or "").strip()

    @functools.wraps(check)
    def minted(self: Any, *arguments: Any, **drawn: Any) -> None:
        try:
            check(self, *arguments, **drawn)
        except Exception as error:
            error.add_note(f"{name}: {reason}")
            raise

    minted.__qualname__ = f"{cls.__qualname__}.{name}"
    minted.__module__ = cls.__module__
    test: Callable[..., None] = minted
    drawn_by_name = _drawn(cls, check)
    if drawn_by_name:
        test = settings(
            max_examples=min(cls.n_examples, settings().max_examples),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )(given(**drawn_by_name)(minted))
    # Hypothesis warns of a long example where it should show it; the example is a timeline.
    test = pytest.mark.filterwarnings("ignore:Generating overly large repr")(test)
    if name in cls.waived:
        test = pytest.mark.xfail(strict=True, reason=cls.waived[name])(test)
    return test


def _drawn(
    cls: type[ExporterConformance], check: Callable[..., None]
) -> dict[str, st.SearchStrategy[Any]]:
    names = check.__code__.co_varnames[1 : check.__code__.co_argcount]
    # Deferred, so that a wrong options class fails its check and not the whole module.
    any_options = st.deferred(lambda: options_of(cls.exporter.options))
    strategies = {
        "timeline": timelines() if cls.timelines is None else cls.timelines,
        "options": any_options if cls.options is None else cls.options,
        "any_options": any_options,
        "share": st.floats(0, 1, exclude_max=True),
    }
    return {name: strategies[name] for name in names}


class _Checks(ExporterConformance):
    """The checks themselves; each docstring says in one sentence why it is there.

    No test class inherits them: each gets copies of its own.
    """

    def test_metadata_is_complete(self) -> None:
        """A user finds an exporter by what it says of itself."""
        assert self.exporter.api == CONTRACT_API, f"it is for contract {self.exporter.api}"
        assert self.exporter.summary.endswith("."), "the summary is no sentence: end it with '.'"
        restored = pickle.loads(pickle.dumps(self.exporter))  # noqa: S301 - made here
        assert restored == self.exporter, "its functions do not stand in modules by their names"

    def test_registry_lists_it(self) -> None:
        """What is not in the entry points is not there for anybody else."""
        # Not load_plugins: the plugins of others may warn, which is nothing to this one.
        found = discover_plugins()
        assert any(p.exporter == self.exporter for p in found.exporters), (
            "no entry point offers it: name its module in the entry points of its distribution, "
            f"group 'alliancekit', and install it; failures: {[str(f) for f in found.failures]}"
        )

    def test_options_are_frozen_defaulted_and_documented(self) -> None:
        """The command line, the pages and the schema are made from the options class."""
        problems = check_options_class(self.exporter.options)
        assert not problems, "; ".join(problems)

    def test_schema_agrees_with_the_converter(self, any_options: Any) -> None:
        """Whoever checks options with the schema must not be refused afterwards."""
        mapping = as_mapping(any_options)
        validator = jsonschema.Draft202012Validator(
            json_schema(self.exporter.options),
            format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
        )
        validator.validate(mapping)
        assert structure(self.exporter.options, mapping) == any_options

    def test_import_is_light(self) -> None:
        """Listing the installed formats must not load every format library."""
        outcome = import_elsewhere(self.exporter, self.heavy)
        assert not outcome.failure, outcome.failure
        assert not outcome.heavy, f"its module imports {', '.join(outcome.heavy)}"
        assert not outcome.printed, f"its module prints {outcome.printed[:200]!r}"

    def test_any_timeline_with_any_options_is_written(
        self, timeline: Timeline, options: Any
    ) -> None:
        """One strange record must not cost a user the whole file."""
        data, _ = self._export(timeline, options)
        self.check_format(data)

    def test_reads_back(self, timeline: Timeline) -> None:
        """Whatever is neither in the file nor among the losses was dropped in silence."""
        data, report = self._export(timeline)
        self._compare(timeline, data, report.losses)

    def test_hostile_text_stays_text(self) -> None:
        """Titles are written by others, and some of them look like commands, markup or lines."""
        timeline = hostile_timeline()
        data, report = self._export(timeline)
        self.check_format(data)
        self._compare(timeline, data, report.losses)

    def test_losses_have_reasons(self, options: Any) -> None:
        """A user can act on a loss only when it says what and why."""
        _, report = self._export(sample_timeline(), options)
        for loss in report.losses:
            assert loss.field, f"{loss!r} names no field"
            assert loss.reason.endswith("."), f"the reason of {loss!r} is no sentence"

    def test_is_the_same_again(self, timeline: Timeline, options: Any) -> None:
        """A file that differs without a change in the data cannot be compared or cached."""
        first, first_report = self._export(timeline, options)
        again, again_report = self._export(pickle.loads(pickle.dumps(timeline)), options)  # noqa: S301
        assert first == again, _difference(first, again)
        assert first_report == again_report, "it told other losses the second time"

    def test_is_the_same_in_another_process(self) -> None:
        """Two colleagues get one file, whatever their machine, language and day."""
        timeline, options = sample_timeline(), self.exporter.options()
        here = io.BytesIO()
        write_directly(timeline, self.exporter, options, here)
        surroundings = Surroundings(
            hash_seed=7,
            time_zone="Asia/Ho_Chi_Minh",
            locale="C",
            clock_seconds=_LATER_SECONDS,
        )
        there = self._elsewhere(timeline, options, surroundings)
        difference = _difference(here.getvalue(), there.output)
        assert here.getvalue() == there.output, f"{surroundings}: {difference}"

    def test_touches_nothing_but_the_stream(self) -> None:
        """The host publishes the file and owns the process; what is done beside it stays there."""
        outcome = self._elsewhere(sample_timeline(), self.exporter.options(), Surroundings())
        assert not outcome.printed, f"it prints {outcome.printed[:200]!r}"
        assert not outcome.acts, f"it {', '.join(outcome.acts)}"
        assert not outcome.left, f"it leaves temporary files: {', '.join(outcome.left)}"

    def test_timeline_is_left_as_it_was(self, options: Any) -> None:
        """The next exporter gets the same timeline."""
        # A copy: a sample that was changed would spoil the checks after this one.
        timeline = pickle.loads(pickle.dumps(sample_timeline()))  # noqa: S301 - made here
        told = write_directly(timeline, self.exporter, options, self._stream())
        assert told.is_unchanged, "it changed the timeline"

    def test_write_errors_surface_at_any_byte(self, share: float) -> None:
        """A full disk must never pass for a finished file."""
        timeline, options = sample_timeline(), self.exporter.options()
        n_bytes = _n_bytes_of_sample(self.exporter)
        capacity = int(n_bytes * share)
        is_silent = True
        try:
            write_directly(timeline, self.exporter, options, self._stream(capacity=capacity))
        except Exception:  # noqa: BLE001 - libraries wrap what the disk raises
            is_silent = False
        what = f"the disk was full after {capacity} of {n_bytes} bytes, and nothing was raised"
        assert not is_silent or n_bytes == 0, what

    def test_stream_is_left_open(self, options: Any) -> None:
        """The stream is the host's: whoever closes or cuts it loses what comes after."""
        stream = self._stream()
        write_directly(sample_timeline(), self.exporter, options, stream)
        # A text wrapper that is collected closes what it wraps, unless it was detached.
        gc.collect()
        faults = stream.faults
        stream.end()
        assert not faults, f"the stream was {' and '.join(dict.fromkeys(faults))}"

    def test_writes_all_before_it_returns(self, options: Any) -> None:
        """The host publishes the file when the exporter returns."""
        stream = self._stream()
        write_directly(sample_timeline(), self.exporter, options, stream)
        at_return = stream.getvalue()
        gc.collect()
        after = stream.end()
        assert after == at_return, f"{len(after) - len(at_return)} bytes came after it returned"

    def test_progress_counts_up(self, options: Any) -> None:
        """A progress bar that runs back or past its end tells nothing."""
        told = write_directly(sample_timeline(), self.exporter, options, self._stream())
        n_all = len(told.view.entries)
        n_before = 0
        for n_done, n_said in told.progress:
            assert n_said == n_all, f"it speaks of {n_said} entries in all, there are {n_all}"
            assert n_before <= n_done <= n_all, f"{n_done} of {n_all} after {n_before}"
            n_before = n_done

    def test_lints_clean(self, timeline: Timeline, options: Any) -> None:
        """A linter that its own author's files do not pass helps nobody."""
        if self.exporter.lint is None:
            return
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"timeline{self.exporter.suffixes[0]}")
            export(timeline, path, self.exporter, options)
            findings = self.exporter.lint(path)
        assert not findings, "; ".join(map(str, findings))

    def test_updating_with_nothing_new_changes_nothing(self) -> None:
        """An update that tells of changes where there are none wakes every reader for nothing."""
        if self.exporter.update is None:
            return
        timeline = sample_timeline()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"x{self.exporter.suffixes[0]}")
            export(timeline, path, self.exporter)
            first = path.read_bytes()
            export(timeline, path, self.exporter, update=True)
            again = path.read_bytes()
            path.write_bytes(b"\0 is in no file of any kind\xff")
            is_refused = _is_refused(path, timeline, self.exporter)
        assert again == first, _difference(first, again)
        assert is_refused, "it continues from a file that it cannot have written"


def _is_refused(path: Path, timeline: Timeline, exporter: Exporter[Any]) -> bool:
    try:
        export(timeline, path, exporter, update=True)
    except OptionsError:
        return True
    return False


@functools.cache
def _n_bytes_of_sample(exporter: Exporter[Any]) -> int:
    stream = WatchedStream(can_seek=exporter.needs_seek, capacity=None)
    write_directly(sample_timeline(), exporter, exporter.options(), stream)
    return len(stream.end())


def _difference(first: bytes, second: bytes) -> str:
    if first == second:
        return "no difference"
    at = next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
    part = slice(max(0, at - 20), at + 20)
    return f"from byte {at} on: {first[part]!r} and {second[part]!r}"
