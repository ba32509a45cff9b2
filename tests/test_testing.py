"""The conformance kit: a good exporter passes every check, and each seeded fault is caught."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import unicodedata
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import attrs
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st

from alliancekit.errors import ExporterError
from alliancekit.exporting import ExportContext, Exporter, Finding, Loss
from alliancekit.options import NoOptions, option
from alliancekit.testing import ExporterConformance, hostile_timeline, sample_timeline
from alliancekit.timeline import Timeline

_MOST_CHARS = 60
_NOT_INSTALLED = {"test_registry_lists_it": "The exporter of this test is in no distribution."}

Lines = list[bytes]


@attrs.frozen(kw_only=True)
class LineOptions:
    """Options of the format that the kit is tried on."""

    comment: str = option("", help="A line for readers at the start.")
    repeat: int = option(1, help="How often the comment stands there.", minimum=0, maximum=3)


# The format: a line "%LINES", comments, for each entry its id and title as JSON, "%END". A line has
# at most 60 characters; a longer one goes on in the next after a blank.


def _folded(text: str) -> bytes:
    first, rest = text[:_MOST_CHARS], text[_MOST_CHARS:]
    parts = [rest[at : at + _MOST_CHARS - 1] for at in range(0, len(rest), _MOST_CHARS - 1)]
    return "\n ".join([first, *parts]).encode() + b"\n"


def _lines(timeline: Timeline, options: Any, context: ExportContext) -> Lines:
    comments = []
    if isinstance(options, LineOptions):
        comments = [_folded(f"# {json.dumps(options.comment)}")] * options.repeat
    entries = []
    for n_done, entry in enumerate(timeline.entries, 1):
        entries.append(_folded(json.dumps([entry.id, entry.title])))
        context.progress(n_done, len(timeline))
    stamp = _folded(f"# {context.stamp.isoformat()} {context.generator}")
    return [b"%LINES\n", stamp, *comments, *entries, b"%END\n"]


def write_lines(
    timeline: Timeline, stream: BinaryIO, options: LineOptions, context: ExportContext
) -> None:
    for line in _lines(timeline, options, context):
        stream.write(line)


def lint_lines(path: Path) -> tuple[Finding, ...]:
    if path.read_bytes().endswith(b"%END\n"):
        return ()
    return (Finding(code="end", message="The end is missing.", where="last line"),)


def _unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\n ", "").splitlines()


def _some_entries() -> st.SearchStrategy[Timeline]:
    """Return timelines with some of the entries of the samples: quicker than merging anew."""
    entries = (*sample_timeline().entries, *hostile_timeline().entries[:3])
    return st.lists(st.sampled_from(entries), max_size=6, unique_by=lambda e: e.id).map(
        lambda some: attrs.evolve(sample_timeline(), entries=tuple(some), links=())
    )


class _LineConformance(ExporterConformance):
    """How the kit reads the format."""

    timelines = _some_entries()

    def read_back(self, data: bytes) -> Mapping[str, str]:
        lines = [line for line in _unfolded(data) if line.startswith("[")]
        return dict(json.loads(line) for line in lines)

    def check_format(self, data: bytes) -> None:
        assert data.startswith(b"%LINES\n")
        assert data.endswith(b"%END\n")
        assert all(len(line) <= _MOST_CHARS for line in data.split(b"\n"))


def _exporter(write: Callable[..., None], **changes: Any) -> Exporter[Any]:
    fields: dict[str, Any] = {
        "name": "lines",
        "summary": "Lines of text.",
        "suffixes": (".lines",),
        "media_type": "text/plain",
        "options": LineOptions,
        "write": write,
        "handles": {"event", "agreement"},
        "lint": lint_lines,
        "api": 1,
    }
    return Exporter(**{**fields, **changes})


class TestLines(_LineConformance):
    timelines = None
    n_examples = 10
    exporter = _exporter(write_lines)
    heavy = ("openpyxl", "lxml")
    waived = _NOT_INSTALLED


class TestLinesAgain(_LineConformance):
    """Two classes may test one exporter: hypothesis sees no test twice."""

    exporter = _exporter(write_lines, needs_seek=True)
    waived = _NOT_INSTALLED


# The seeded faults: each is one exporter and the name of the check that must catch it.

FAULTS: dict[str, tuple[Exporter[Any], str]] = {}


def fault(check: str, **changes: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def add(write: Callable[..., None]) -> Callable[..., None]:
        FAULTS[write.__name__] = (_exporter(write, **changes), f"test_{check}")
        return write

    return add


Write = tuple[Timeline, BinaryIO, Any, ExportContext]


@fault("reads_back")
def drops_a_row(*write: *Write) -> None:
    lines = _lines(write[0], write[2], write[3])
    write[1].writelines(lines[:-2] + lines[-1:] if len(write[0]) else lines)


@fault("reads_back")
def drops_undated_entries(timeline: Timeline, stream: BinaryIO, *rest: Any) -> None:
    dated = tuple(e for e in timeline.entries if e.when is not None)
    write_lines(attrs.evolve(timeline, entries=dated), stream, *rest)


@fault("reads_back")
def keeps_three_rows_at_most(timeline: Timeline, stream: BinaryIO, *rest: Any) -> None:
    write_lines(attrs.evolve(timeline, entries=timeline.entries[:3]), stream, *rest)


@fault("reads_back")
def writes_ids_of_its_own(*write: *Write) -> None:
    lines = _lines(write[0], write[2], write[3])
    write[1].writelines(line.replace(b'["', b'["x') for line in lines)


@fault("hostile_text_stays_text")
def cuts_long_titles(*write: *Write) -> None:
    _with_titles(write, lambda title: title[:255])


@fault("hostile_text_stays_text")
def strips_titles(*write: *Write) -> None:
    _with_titles(write, str.strip)


@fault("hostile_text_stays_text")
def composes_letters(*write: *Write) -> None:
    _with_titles(write, lambda title: unicodedata.normalize("NFC", title))


@fault("hostile_text_stays_text")
def evaluates_formulas(*write: *Write) -> None:
    _with_titles(write, lambda title: "2" if title == "=1+1" else title)


@fault("hostile_text_stays_text")
def puts_an_apostrophe_before_formulas(*write: *Write) -> None:
    _with_titles(write, lambda title: f"'{title}" if title.startswith("=") else title)


@fault("hostile_text_stays_text")
def turns_digits_into_numbers(*write: *Write) -> None:
    _with_titles(write, lambda title: str(int(title)) if title.isdigit() else title)


@fault("hostile_text_stays_text")
def replaces_what_is_not_latin(*write: *Write) -> None:
    _with_titles(write, lambda title: title.encode("latin-1", "replace").decode("latin-1"))


def _with_titles(write: Write, change: Callable[[str], str]) -> None:
    timeline, stream = write[:2]
    rows = [_folded(json.dumps([e.id, change(e.title)])) for e in timeline.entries]
    stream.writelines([b"%LINES\n", *rows, b"%END\n"])


@fault("hostile_text_stays_text")
def escapes_nothing(timeline: Timeline, stream: BinaryIO, *_: Any) -> None:
    rows = [_folded(f'["{entry.id}", "{entry.title}"]') for entry in timeline.entries]
    stream.writelines([b"%LINES\n", *rows, b"%END\n"])


@fault("hostile_text_stays_text")
def folds_nothing(timeline: Timeline, stream: BinaryIO, *_: Any) -> None:
    rows = [json.dumps([e.id, e.title]).encode() + b"\n" for e in timeline.entries]
    stream.writelines([b"%LINES\n", *rows, b"%END\n"])


@fault("any_timeline_with_any_options_is_written")
def fails_on_what_is_undated(timeline: Timeline, *rest: Any) -> None:
    assert all(entry.when is not None for entry in timeline.entries)
    write_lines(timeline, *rest)


@fault("any_timeline_with_any_options_is_written")
def fails_on_the_empty_timeline(timeline: Timeline, *rest: Any) -> None:
    max(entry.id for entry in timeline.entries)
    write_lines(timeline, *rest)


@fault("any_timeline_with_any_options_is_written")
def fails_on_an_option(timeline: Timeline, stream: BinaryIO, options: Any, *rest: Any) -> None:
    str(1 // options.repeat)
    write_lines(timeline, stream, options, *rest)


@fault("any_timeline_with_any_options_is_written")
def breaks_the_format_with_an_option(*write: *Write) -> None:
    comment = write[2].comment.encode()
    write[1].writelines([b"%LINES\n", comment, b"\n" if comment else b"", b"%END"[not comment :]])


@fault("any_timeline_with_any_options_is_written")
def seeks_without_asking(timeline: Timeline, stream: BinaryIO, *rest: Any) -> None:
    write_lines(timeline, stream, *rest)
    stream.seek(0)


@fault("write_errors_surface_at_any_byte")
def swallows_write_errors(timeline: Timeline, stream: BinaryIO, *rest: Any) -> None:
    try:
        write_lines(timeline, stream, *rest)
    except OSError:
        return


@fault("write_errors_surface_at_any_byte")
def swallows_the_error_of_the_last_line(timeline: Timeline, stream: BinaryIO, *rest: Any) -> None:
    *lines, last = _lines(timeline, *rest)
    stream.writelines(lines)
    try:
        stream.write(last)
    except OSError:
        return


@fault("stream_is_left_open")
def closes_the_stream(timeline: Timeline, stream: BinaryIO, *rest: Any) -> None:
    with stream:
        write_lines(timeline, stream, *rest)


@fault("stream_is_left_open")
def leaves_a_text_wrapper_to_close_it(*write: *Write) -> None:
    text = io.TextIOWrapper(write[1], encoding="utf-8")
    text.writelines(line.decode() for line in _lines(write[0], write[2], write[3]))
    text.flush()


@fault("writes_all_before_it_returns")
def leaves_the_last_line_to_the_collector(*write: *Write) -> None:
    text = io.TextIOWrapper(write[1], encoding="utf-8")
    text.writelines(line.decode() for line in _lines(write[0], write[2], write[3]))
    # A cycle is not collected on return.
    text.keeper = [text]  # type: ignore[attr-defined]


@fault("stream_is_left_open")
def truncates_the_stream(timeline: Timeline, stream: BinaryIO, *rest: Any) -> None:
    write_lines(timeline, stream, *rest)
    stream.truncate()


@fault("is_the_same_in_another_process")
def writes_in_the_order_of_a_set(*write: *Write) -> None:
    lines = _lines(write[0], write[2], write[3])
    write[1].writelines([lines[0], *set(lines[1:-1]), lines[-1]])


@fault("is_the_same_in_another_process")
def stamps_with_now(*write: *Write) -> None:
    _with_comment(write, dt.datetime.now(dt.UTC).strftime("%Y-%m-%d"))


@fault("is_the_same_in_another_process")
def stamps_with_today(*write: *Write) -> None:
    _with_comment(write, dt.date.today().isoformat())  # noqa: DTZ011 - the fault


@fault("is_the_same_in_another_process")
def stamps_with_the_year(*write: *Write) -> None:
    _with_comment(write, time.strftime("%Y"))


@fault("is_the_same_in_another_process")
def stamps_with_seconds(*write: *Write) -> None:
    _with_comment(write, str(int(time.time()) // 86_400))


@fault("is_the_same_in_another_process")
def stamps_in_the_local_time_zone(*write: *Write) -> None:
    _with_comment(write, write[3].stamp.astimezone().isoformat())


@fault("is_the_same_in_another_process")
def writes_hashes_of_texts(*write: *Write) -> None:
    _with_comment(write, str(hash("alliance")))


@fault("is_the_same_in_another_process")
def writes_where_it_runs(*write: *Write) -> None:
    _with_comment(write, str(Path.cwd()))


@fault("is_the_same_in_another_process")
def writes_in_the_language_of_the_machine(*write: *Write) -> None:
    _with_comment(write, os.environ.get("LC_ALL", ""))


@fault("is_the_same_again")
def writes_random_numbers(*write: *Write) -> None:
    _with_comment(write, str(random.random()))


@fault("is_the_same_again")
def makes_ids_anew(*write: *Write) -> None:
    _with_comment(write, str(uuid.uuid4()))


@fault("is_the_same_again")
def writes_addresses_in_memory(*write: *Write) -> None:
    _with_comment(write, str(id(write[0])))


@fault("is_the_same_again")
def tells_losses_only_once(*write: *Write) -> None:
    write_lines(*write)
    if write[0].entries and not _KEPT_IDS:
        _KEPT_IDS.append(write[0].entries[0].id)
        write[3].lose(Loss(entry=_KEPT_IDS[0], field="when", reason="It is told once."))


_KEPT_IDS: list[Any] = []


def _with_comment(write: Write, comment: str) -> None:
    lines = _lines(write[0], write[2], write[3])
    write[1].writelines([lines[0], _folded(f"# {comment}"), *lines[1:]])


@fault("touches_nothing_but_the_stream")
def prints(*write: *Write) -> None:
    write_lines(*write)
    print("written")  # noqa: T201 - the fault


@fault("touches_nothing_but_the_stream")
def writes_a_file_of_its_own(*write: *Write) -> None:
    write_lines(*write)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).parent.joinpath("..", "beside.lines").write_bytes(b"")


@fault("touches_nothing_but_the_stream")
def leaves_a_temporary_file(*write: *Write) -> None:
    write_lines(*write)
    with tempfile.NamedTemporaryFile(delete=False):
        pass


@fault("touches_nothing_but_the_stream")
def changes_the_folder(*write: *Write) -> None:
    write_lines(*write)
    os.chdir("..")


@fault("touches_nothing_but_the_stream")
def changes_the_environment(*write: *Write) -> None:
    write_lines(*write)
    os.environ["TZ"] = "UTC+1"


@fault("touches_nothing_but_the_stream")
def starts_a_thread(*write: *Write) -> None:
    thread = threading.Thread(target=write_lines, args=write)
    thread.start()
    thread.join()


@fault("touches_nothing_but_the_stream")
def runs_a_program(*write: *Write) -> None:
    write_lines(*write)
    subprocess.run([sys.executable, "-c", ""], check=True)


@fault("timeline_is_left_as_it_was")
def changes_an_entry(timeline: Timeline, *rest: Any) -> None:
    write_lines(timeline, *rest)
    for entry in timeline.entries:
        object.__setattr__(entry, "weakest_millibits", 1)


@fault("timeline_is_left_as_it_was")
def sorts_the_entries(timeline: Timeline, *rest: Any) -> None:
    object.__setattr__(timeline, "entries", tuple(sorted(timeline.entries, key=lambda e: e.title)))
    write_lines(timeline, *rest)


@fault("losses_have_reasons")
def gives_no_reason(timeline: Timeline, stream: BinaryIO, options: Any, context: Any) -> None:
    write_lines(timeline, stream, options, context)
    for entry in timeline.entries:
        context.lose(Loss(entry=entry.id, field="when", reason=""))


@fault("any_timeline_with_any_options_is_written")
def loses_what_is_not_there(*write: *Write) -> None:
    write_lines(*write)
    write[3].lose(Loss(entry="nobody#1", field="*", reason="It is not there."))  # type: ignore[arg-type]


@fault("progress_counts_up")
def runs_past_the_end(timeline: Timeline, stream: BinaryIO, options: Any, context: Any) -> None:
    write_lines(timeline, stream, options, context)
    context.progress(len(timeline) + 1, len(timeline))


@fault("progress_counts_up")
def counts_back(timeline: Timeline, stream: BinaryIO, options: Any, context: Any) -> None:
    write_lines(timeline, stream, options, context)
    context.progress(0, len(timeline))


@fault("metadata_is_complete", summary="Lines of text")
def has_a_summary_that_is_no_sentence(*write: *Write) -> None:
    write_lines(*write)


@fault("metadata_is_complete", api=2)
def is_for_another_contract(*write: *Write) -> None:
    write_lines(*write)


@fault("registry_lists_it")
def is_in_no_entry_point(*write: *Write) -> None:
    write_lines(*write)


def lint_everything(path: Path) -> tuple[Finding, ...]:
    return (Finding(code="all", message="Nothing is good."),)


@fault("lints_clean", lint=lint_everything)
def does_not_pass_its_own_linter(*write: *Write) -> None:
    write_lines(*write)


@attrs.define
class _LooseOptions:
    width: int = 80


@fault("options_are_frozen_defaulted_and_documented", options=_LooseOptions)
def has_options_without_help(*write: *Write) -> None:
    write_lines(*write)


@attrs.frozen(kw_only=True)
class _GrowingOptions:
    names: tuple[str, ...] = option((), help="Names.")

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "names", (*self.names, "another"))


@fault("schema_agrees_with_the_converter", options=_GrowingOptions)
def adds_to_an_option(*write: *Write) -> None:
    write_lines(*write)


@attrs.frozen(kw_only=True)
class _RevisedOptions:
    revision: int = option(0, help="How often the file was written.")


def count_on(options: _RevisedOptions, path: Path) -> _RevisedOptions:
    return attrs.evolve(options, revision=len(path.read_bytes()))


def take_anything(options: _RevisedOptions, path: Path) -> _RevisedOptions:
    return options


@fault("updating_with_nothing_new_changes_nothing", options=_RevisedOptions, update=count_on)
def tells_of_a_change_that_is_none(*write: *Write) -> None:
    write[1].write(f"{write[2].revision}\n".encode())


@fault("updating_with_nothing_new_changes_nothing", options=_RevisedOptions, update=take_anything)
def continues_from_any_file(*write: *Write) -> None:
    write_lines(write[0], write[1], LineOptions(), write[3])


FAULTS["imports_what_is_heavy"] = (_exporter(write_lines), "test_import_is_light")


@pytest.fixture
def _without_shrinking() -> Any:
    settings.register_profile(
        "first_failure", phases=[Phase.generate], derandomize=True, report_multiple_bugs=False
    )
    before = settings.get_current_profile_name()
    settings.load_profile("first_failure")
    yield
    settings.load_profile(before)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.usefixtures("_without_shrinking")
@pytest.mark.parametrize("name", FAULTS)
def test_each_seeded_fault_is_caught(name: str) -> None:
    exporter, check = FAULTS[name]
    conformance = type(
        "Faulty",
        (_LineConformance,),
        {"exporter": exporter, "heavy": ("pytest",), "n_examples": 60},
    )
    with pytest.raises(Exception) as caught:
        getattr(conformance(), check)()
    notes = [note for error in _errors(caught.value) for note in getattr(error, "__notes__", ())]
    assert any(note.startswith(f"{check}: ") and note.endswith(".") for note in notes), repr(
        caught.value
    )


def _errors(error: BaseException) -> list[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        return [error, *(inner for one in error.exceptions for inner in _errors(one))]
    return [error]


def test_an_exporter_that_cannot_be_found_by_its_name_is_told_so() -> None:
    def write(*write: *Write) -> None:
        write_lines(*write)

    local = type("Local", (_LineConformance,), {"exporter": _exporter(write)})
    with pytest.raises(AttributeError, match="local"):
        local().test_metadata_is_complete()


def test_a_class_without_an_exporter_has_no_tests() -> None:
    assert not [name for name in dir(_LineConformance) if name.startswith("test_")]


def test_an_author_can_replace_a_check() -> None:
    def replaced(self: Any) -> None:
        return None

    own = type(
        "Own",
        (_LineConformance,),
        {"exporter": _exporter(write_lines), "test_reads_back": replaced},
    )
    assert own.test_reads_back is replaced  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("waived", "message"),
    [
        ({"test_read_back": "It has no titles."}, "no check 'test_read_back'"),
        ({"test_reads_back": " "}, "needs a reason"),
    ],
)
def test_a_waiver_names_a_check_and_a_reason(waived: dict[str, str], message: str) -> None:
    with pytest.raises(ExporterError, match=message):
        type("Waived", (_LineConformance,), {"exporter": _exporter(write_lines), "waived": waived})


def test_an_author_is_told_every_title_that_was_lost_and_what_to_do_about_it() -> None:
    def read_back(self: Any, data: bytes) -> dict[str, str]:
        return {f"hostile#t{number}": "a" for number in range(len(hostile_timeline()))}

    same = type(
        "Same", (_LineConformance,), {"exporter": _exporter(write_lines), "read_back": read_back}
    )
    with pytest.raises(AssertionError) as caught:
        same().test_hostile_text_stays_text()  # type: ignore[attr-defined]
    message = str(caught.value)
    assert "'hostile#t0' reads 'a' and was 'NO'" in message
    assert f"and {len(hostile_timeline()) - 5} more" in message
    assert "tell a loss of the field 'title'" in message
    assert len(message) < 3_000


def test_an_author_who_cannot_read_back_is_told_what_to_define() -> None:
    bare = type("Bare", (ExporterConformance,), {"exporter": _exporter(write_lines)})
    with pytest.raises(NotImplementedError, match="define read_back"):
        bare().test_hostile_text_stays_text()


def test_a_waiver_turns_red_once_it_is_not_needed(tmp_path: Path) -> None:
    module = """
        import attrs, json
        from alliancekit.exporting import Exporter
        from alliancekit.options import NoOptions
        from alliancekit.testing import ExporterConformance

        def write(timeline, stream, options, context):
            stream.write(json.dumps({e.id: e.title for e in timeline}).encode())

        class TestJson(ExporterConformance):
            exporter = Exporter(name="json", summary="JSON.", suffixes=(".json",), media_type="a/b",
                options=NoOptions, write=write, handles={"event", "agreement"}, api=1)
            waived = {"test_registry_lists_it": "Needed.", "test_metadata_is_complete": "Needless."}

            def read_back(self, data):
                return json.loads(data)
    """
    (tmp_path / "test_json.py").write_text(textwrap.dedent(module), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rxX", "-k", "registry or metadata or hostile", "."],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    assert "XPASS(strict)" in done.stdout
    assert "XFAIL test_json.py::TestJson::test_registry_lists_it - Needed." in done.stdout


def test_the_samples_are_the_same_each_time_and_hold_what_they_say() -> None:
    assert sample_timeline() == sample_timeline()
    assert sample_timeline().conflicts()
    assert sample_timeline().links
    assert any(entry.when is None for entry in sample_timeline())
    assert {entry.type for entry in sample_timeline()} == {"event", "agreement"}
    assert len(hostile_timeline()) == len({entry.title for entry in hostile_timeline()})


def test_an_exporter_without_options_needs_no_class_of_its_own() -> None:
    exporter = _exporter(write_lines, options=NoOptions)
    plain = type("Plain", (_LineConformance,), {"exporter": exporter})
    plain().test_schema_agrees_with_the_converter()
    plain().test_options_are_frozen_defaulted_and_documented()
