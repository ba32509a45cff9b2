"""The host: whole files or none, nothing lost in silence, no harm from an exporter."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import io
import os
import pickle
import re
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import alliancekit._publishing as publishing
from alliancekit.errors import ExporterError, ExportError, OptionsError, PluginWarning
from alliancekit.exporting import (
    CONTRACT_API,
    ExportContext,
    Exporter,
    Finding,
    Loss,
    export,
    stamp_of,
)
from alliancekit.exporting.streams import OutputStream, write_all
from alliancekit.exporting.views import fingerprint
from alliancekit.options import NoOptions, option
from alliancekit.testing import sample_timeline
from alliancekit.timeline import EntryId, EntryType, Timeline

ALL = frozenset(EntryType)


def write_titles(timeline: Timeline, stream: Any, _options: Any, context: ExportContext) -> None:
    for n_done, entry in enumerate(timeline.entries, 1):
        stream.write(f"{entry.id} {entry.title}\n".encode())
        context.progress(n_done, len(timeline))


def exporter(write: Callable[..., None] = write_titles, **changes: Any) -> Exporter[Any]:
    fields: dict[str, Any] = {
        "name": "titles",
        "summary": "Titles.",
        "suffixes": (".txt",),
        "media_type": "text/plain",
        "options": NoOptions,
        "write": write,
        "handles": ALL,
        "api": CONTRACT_API,
    }
    return Exporter(**{**fields, **changes})


def writing(data: bytes, **changes: Any) -> Exporter[Any]:
    def write(_timeline: Any, stream: Any, *_: Any) -> None:
        stream.write(data)

    return exporter(write, **changes)


def failing(error: BaseException) -> Exporter[Any]:
    def write(_timeline: Any, stream: Any, *_: Any) -> None:
        stream.write(b"half")
        raise error

    return exporter(write)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@given(st.lists(st.binary(max_size=2_000), max_size=20), st.booleans())
def test_what_is_written_is_what_the_report_says(parts: list[bytes], can_seek: bool) -> None:
    def write(_timeline: Any, stream: Any, *_: Any) -> None:
        for part in parts:
            assert stream.write(part) == len(part)

    target = io.BytesIO()
    report = export(sample_timeline(), target, exporter(write, needs_seek=can_seek))

    whole = b"".join(parts)
    assert target.getvalue() == whole
    assert report.n_bytes == len(whole)
    assert report.sha256 == hashlib.sha256(whole).hexdigest()


@given(st.frozensets(st.sampled_from(EntryType), min_size=1))
def test_every_entry_and_link_is_handled_or_told_as_lost(handles: frozenset[EntryType]) -> None:
    seen: list[Timeline] = []

    def write(timeline: Timeline, *_: Any) -> None:
        seen.append(timeline)

    timeline = sample_timeline()
    report = export(timeline, io.BytesIO(), exporter(write, handles=handles))

    lost = {loss.entry for loss in report.losses if loss.field == "*"}
    assert lost | {entry.id for entry in seen[0]} == {entry.id for entry in timeline}
    assert not lost & {entry.id for entry in seen[0]}
    assert report.n_entries == len(seen[0])
    lost_links = [loss for loss in report.losses if loss.field.startswith("links.")]
    assert len(lost_links) + len(seen[0].links) == len(timeline.links)
    there = {entry.id for entry in seen[0]}
    assert all(link.origin in there and link.target in there for link in seen[0].links)
    assert all(loss.reason.endswith(".") for loss in report.losses)
    assert (seen[0] is timeline) == (not report.losses)


@given(st.integers(1, 9), st.binary(max_size=200))
def test_a_stream_that_takes_few_bytes_at_a_time_gets_them_all(most: int, data: bytes) -> None:
    class Slow(io.RawIOBase):
        taken = b""

        def write(self, part: Any) -> int:
            self.taken += bytes(part[:most])
            return min(most, len(part))

    target = Slow()
    export(sample_timeline(), target, writing(data))  # type: ignore[arg-type]
    assert target.taken == data


def test_a_file_is_published_with_the_mode_that_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        export(sample_timeline(), tmp_path / "new.txt", exporter())
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o640
    assert left_in(tmp_path) == ["new.txt"]


def test_the_mode_of_an_old_file_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "old.txt"
    target.write_bytes(b"old")
    target.chmod(0o604)
    export(sample_timeline(), str(target), exporter())
    assert stat.S_IMODE(target.stat().st_mode) == 0o604
    assert target.read_bytes().startswith(b"review#visit")


def test_a_temporary_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    modes: list[int] = []

    def write(*_: Any) -> None:
        modes.extend(stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir())

    export(sample_timeline(), tmp_path / "new.txt", exporter(write))
    assert modes == [0o600]


def test_a_link_stands_for_the_file_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real = tmp_path / "elsewhere" / "real.txt"
    for is_there in (False, True):
        link = tmp_path / f"link{is_there}.txt"
        link.symlink_to(real)
        export(sample_timeline(), link, writing(b"new"))
        assert link.is_symlink()
        assert real.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.mkdir(), "folder"),
        (os.mkfifo, "no regular file"),
        (lambda path: path.symlink_to(path), "leads back to itself"),
    ],
)
def test_what_no_file_can_replace_is_refused(
    tmp_path: Path, make: Callable[[Path], None], reason: str
) -> None:
    make(tmp_path / "target.txt")
    with pytest.raises(ExportError, match=reason) as caught:
        export(sample_timeline(), tmp_path / "target.txt", exporter())
    assert caught.value.code == "target"
    assert left_in(tmp_path) == ["target.txt"]


@pytest.mark.parametrize("target", ["missing/folder/x.txt", "nul\0.txt", ""])
def test_a_path_that_cannot_be_is_refused(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExportError) as caught:
        export(sample_timeline(), target, exporter())
    assert caught.value.code == "target"


@pytest.mark.parametrize("target", [io.StringIO(), object(), 7])
def test_a_target_that_takes_no_bytes_is_refused(target: Any) -> None:
    with pytest.raises(ExportError, match="open the file in mode 'wb'"):
        export(sample_timeline(), target, exporter())


class BrokenTextError(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no text")


class LateInterrupt(KeyboardInterrupt):
    pass


class BrokenTwiceError(Exception):
    def __str__(self) -> str:
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("no\nline"),
        SystemExit(0),
        LateInterrupt(),
        BrokenTextError(),
        MemoryError(),
        GeneratorExit(),
    ],
)
def test_whatever_an_exporter_raises_names_it_and_leaves_the_target(
    error: BaseException, tmp_path: Path
) -> None:
    target = tmp_path / "old.txt"
    target.write_bytes(b"old")
    with pytest.raises(ExportError) as caught:
        export(sample_timeline(), target, failing(error), distribution="dist 1.0")
    assert caught.value.__cause__ is error
    assert (caught.value.exporter, caught.value.distribution) == ("titles", "dist 1.0")
    assert caught.value.target == str(target)
    assert caught.value.published is False
    assert "\n" not in str(caught.value)
    assert target.read_bytes() == b"old"
    assert left_in(tmp_path) == ["old.txt"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), BrokenTwiceError()])
def test_the_users_own_interrupt_passes_and_leaves_the_target(
    error: BaseException, tmp_path: Path
) -> None:
    (tmp_path / "old.txt").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        export(sample_timeline(), tmp_path / "old.txt", failing(error))
    assert left_in(tmp_path) == ["old.txt"]
    assert (tmp_path / "old.txt").read_bytes() == b"old"


def test_an_error_of_an_export_pickles() -> None:
    with pytest.raises(ExportError) as caught:
        export(sample_timeline(), io.BytesIO(), failing(RuntimeError("x")))
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert (again.code, again.published) == ("plugin.raised", False)


def test_under_strict_any_loss_is_an_error_and_the_target_is_untouched(tmp_path: Path) -> None:
    def write(timeline: Timeline, _stream: Any, _options: Any, context: ExportContext) -> None:
        for number in range(30):
            entry = timeline.entries[0].id
            context.lose(Loss(entry=entry, field=f"x{number}", reason="It has no place."))

    target = io.BytesIO()
    for place in (tmp_path / "new.txt", target):
        with pytest.raises(ExportError, match="30 losses") as caught:
            export(sample_timeline(), place, exporter(write), strict=True)
        assert caught.value.code == "loss"
        assert "and 10 more losses" in str(caught.value)
    assert not left_in(tmp_path)
    assert target.getvalue() == b""
    assert len(export(sample_timeline(), target, exporter(write)).losses) == 30


def test_without_a_loss_strict_changes_nothing(tmp_path: Path) -> None:
    report = export(sample_timeline(), tmp_path / "new.txt", exporter(), strict=True)
    assert report.losses == ()
    assert left_in(tmp_path) == ["new.txt"]


def test_a_loss_is_told_once_and_may_belong_to_no_entry() -> None:
    loss = Loss(entry=EntryId(""), field="url", reason="A calendar lists no sources.")

    def write(_timeline: Any, _stream: Any, _options: Any, context: ExportContext) -> None:
        context.lose(loss)
        context.lose(loss)

    assert export(sample_timeline(), io.BytesIO(), exporter(write)).losses == (loss,)
    assert str(loss) == " url: A calendar lists no sources."
    whole = Loss(entry=EntryId("a#1"), field="*", reason="It has no date.")
    assert str(whole) == "a#1: It has no date."


@pytest.mark.parametrize("loss", ["lost", Loss(entry=EntryId("no#1"), field="*", reason="No.")])
def test_a_loss_that_cannot_be_is_the_exporters_error(loss: Any) -> None:
    def write(_timeline: Any, _stream: Any, _options: Any, context: ExportContext) -> None:
        context.lose(loss)

    with pytest.raises(ExportError, match=r"lose takes a Loss|no entry 'no#1'"):
        export(sample_timeline(), io.BytesIO(), exporter(write))


def test_an_exporter_that_changes_the_timeline_is_found_out(tmp_path: Path) -> None:
    timeline = pickle.loads(pickle.dumps(sample_timeline()))

    def write(given: Timeline, *_: Any) -> None:
        object.__setattr__(given.entries[0], "weakest_millibits", 5)

    with pytest.raises(ExportError, match="changed the timeline") as caught:
        export(timeline, tmp_path / "new.txt", exporter(write))
    assert caught.value.code == "plugin.mutated"
    assert not left_in(tmp_path)


def parts_of(value: Any, found: dict[int, Any]) -> None:
    """Gather every attrs object that hangs on a value."""
    if isinstance(value, tuple):
        for member in value:
            parts_of(member, found)
    elif attrs.has(type(value)) and id(value) not in found:
        found[id(value)] = value
        for field in attrs.fields(type(value)):
            parts_of(getattr(value, field.name), found)


def test_a_change_of_any_field_of_any_part_changes_the_fingerprint() -> None:
    timeline = pickle.loads(pickle.dumps(sample_timeline()))
    found: dict[int, Any] = {}
    parts_of(timeline, found)
    before = fingerprint(timeline)
    for part in found.values():
        for field in attrs.fields(type(part)):
            if not field.eq:
                continue
            old = getattr(part, field.name)
            for new in ("another", ["a list"]):
                object.__setattr__(part, field.name, new)
                try:
                    assert fingerprint(timeline) != before, f"{type(part).__name__}.{field.name}"
                finally:
                    object.__setattr__(part, field.name, old)
    assert fingerprint(timeline) == before
    assert len(found) > 50


def test_a_timeline_that_can_be_changed_is_refused() -> None:
    timeline = pickle.loads(pickle.dumps(sample_timeline()))
    object.__setattr__(timeline, "entries", list(timeline.entries))
    with pytest.raises(ExportError, match="can be changed") as caught:
        export(timeline, io.BytesIO(), exporter())
    assert caught.value.code == "timeline.mutable"


def test_a_write_error_surfaces_even_where_the_exporter_swallows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(_timeline: Any, stream: Any, *_: Any) -> None:
        for _ in range(3):
            try:
                stream.write(b"x" * (1 << 21))
            except OSError:
                continue

    def full(_file: Any, _data: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("alliancekit.exporting.streams.write_all", full)
    (tmp_path / "old.txt").write_bytes(b"old")
    with pytest.raises(ExportError, match="No space left") as caught:
        export(sample_timeline(), tmp_path / "old.txt", exporter(write))
    assert caught.value.code == "io"
    assert left_in(tmp_path) == ["old.txt"]


def test_a_disk_that_holds_less_than_was_written_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alliancekit.exporting.streams.write_all", lambda *_: None)
    with pytest.raises(ExportError, match="the disk holds 0 of 4 bytes"):
        export(sample_timeline(), tmp_path / "new.txt", writing(b"four"))
    assert not left_in(tmp_path)


def test_a_failing_sync_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    (tmp_path / "old.txt").write_bytes(b"old")
    with pytest.raises(ExportError, match="could not be published") as caught:
        export(sample_timeline(), tmp_path / "old.txt", exporter())
    assert (caught.value.code, caught.value.published) == ("io", False)
    assert left_in(tmp_path) == ["old.txt"]
    assert (tmp_path / "old.txt").read_bytes() == b"old"


@pytest.mark.parametrize("number", [errno.EIO, errno.EINVAL])
def test_a_failing_sync_of_the_folder_says_that_the_file_is_there(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_sync = os.fsync

    def broken(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        real_sync(descriptor)

    monkeypatch.setattr(os, "fsync", broken)
    if number == errno.EINVAL:  # some file systems cannot synchronise folders at all
        export(sample_timeline(), tmp_path / "new.txt", writing(b"new"))
    else:
        with pytest.raises(ExportError, match="durability unconfirmed") as caught:
            export(sample_timeline(), tmp_path / "new.txt", writing(b"new"))
        assert (caught.value.code, caught.value.published) == ("io.durability", True)
        assert str(caught.value).endswith("the new file is in place")
    assert (tmp_path / "new.txt").read_bytes() == b"new"
    assert left_in(tmp_path) == ["new.txt"]


def test_a_folder_that_takes_no_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(ExportError, match="the folder does not take the file"):
        export(sample_timeline(), tmp_path / "new.txt", exporter())


def test_stale_temporaries_are_removed_and_those_in_use_are_not(tmp_path: Path) -> None:
    import fcntl

    stale = tmp_path / ".alliancekit-0000000000000000.part"
    in_use = tmp_path / ".alliancekit-1111111111111111.part"
    folder = tmp_path / ".alliancekit-2222222222222222.part"
    other = tmp_path / ".other.part"
    for path in (stale, in_use, other):
        path.write_bytes(b"half")
    folder.mkdir()
    with in_use.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        export(sample_timeline(), tmp_path / "new.txt", exporter())
    assert left_in(tmp_path) == sorted(["new.txt", in_use.name, folder.name, other.name])


def test_a_temporary_that_another_run_takes_for_stale_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(publishing, "_is_locked_by_us", lambda _file: next(answers))
    export(sample_timeline(), tmp_path / "new.txt", writing(b"new"))
    assert (tmp_path / "new.txt").read_bytes() == b"new"


def test_a_run_that_cannot_make_its_temporary_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_file: Any) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(publishing, "_is_locked_by_us", broken)
    with pytest.raises(KeyboardInterrupt):
        export(sample_timeline(), tmp_path / "new.txt", exporter())
    assert not left_in(tmp_path)


@pytest.mark.parametrize(
    ("error", "is_ours"), [(BlockingIOError(), False), (OSError(errno.ENOLCK, "No locks"), True)]
)
def test_a_file_system_without_locks_still_takes_files(
    error: OSError, is_ours: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise error

    monkeypatch.setattr("fcntl.flock", broken)
    with (tmp_path / "x").open("wb", buffering=0) as file:
        assert publishing._is_locked_by_us(file) is is_ours


def test_a_broken_stream_says_that_it_may_hold_a_part() -> None:
    class Pipe(io.BytesIO):
        name = "pipe"

        def write(self, data: Any) -> int:
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    with pytest.raises(ExportError, match="may hold a part") as caught:
        export(sample_timeline(), Pipe(), exporter())
    assert (caught.value.code, caught.value.published) == ("io", None)
    assert caught.value.target == "pipe"


def test_a_closed_stream_is_an_export_error_and_an_open_one_stays_open() -> None:
    target = io.BytesIO(b"before ")
    target.seek(0, io.SEEK_END)
    export(sample_timeline(), target, writing(b"after"))
    assert target.getvalue() == b"before after"
    target.close()
    with pytest.raises(ExportError, match="closed file"):
        export(sample_timeline(), target, exporter())


def test_a_stream_that_does_not_count_is_taken_to_have_taken_all() -> None:
    class Response:
        body = b""

        def write(self, data: Any) -> None:
            self.body += bytes(data)

    target = Response()
    export(sample_timeline(), target, writing(b"all"))  # type: ignore[arg-type]
    assert target.body == b"all"


@pytest.mark.parametrize("taken", [0, -1, 99, True and 5])
def test_a_stream_that_lies_is_found_out(taken: int) -> None:
    class Liar:
        def write(self, _data: Any) -> int:
            return taken

    with pytest.raises(OSError, match="bytes"):
        write_all(Liar(), memoryview(b"four"))


def test_a_raw_stream_that_takes_nothing_is_an_error() -> None:
    class Full(io.RawIOBase):
        def write(self, _data: Any) -> None:
            return None

    with pytest.raises(OSError, match="took None"):
        write_all(Full(), memoryview(b"x"))


def test_the_stream_refuses_what_harms_the_file(tmp_path: Path) -> None:
    with (tmp_path / "x").open("w+b", buffering=0) as file:
        stream = OutputStream(file, can_seek=False)
        for refused in (stream.truncate, stream.fileno, stream.read, lambda: stream.seek(0)):
            with pytest.raises(io.UnsupportedOperation):
                refused()
        assert stream.writable()
        assert not stream.seekable()
        assert not stream.readable()
        stream.write(memoryview(b"abcd").cast("H"))
        assert stream.tell() == 4
        stream.close()
        assert not stream.closed
        stream.finish()
        with pytest.raises(ValueError, match="the export is over"):
            stream.write(b"late")
    assert (tmp_path / "x").read_bytes() == b"abcd"


def test_an_exporter_that_asks_for_it_can_move_and_read(tmp_path: Path) -> None:
    def write(_timeline: Any, stream: Any, *_: Any) -> None:
        assert stream.seekable()
        assert stream.readable()
        stream.write(b"0000 rest")
        assert stream.seek(0) == 0
        stream.write(b"head")
        assert stream.tell() == 4
        assert stream.read1(1) == b" "
        assert stream.read(None) == b"rest"
        assert stream.read() == b""
        stream.seek(0, io.SEEK_END)
        stream.write(b".")

    target = tmp_path / "new.txt"
    report = export(sample_timeline(), target, exporter(write, needs_seek=True))
    assert target.read_bytes() == b"head rest."
    assert report.n_bytes == 10


def test_progress_is_passed_on() -> None:
    seen: list[tuple[int, int]] = []
    export(sample_timeline(), io.BytesIO(), exporter(), progress=lambda *n: seen.append(n))
    n_all = len(sample_timeline())
    assert seen == [(n_done, n_all) for n_done in range(1, n_all + 1)]


@given(st.integers(0, 253_402_300_799))
def test_the_stamp_is_the_source_date_epoch_where_it_is_set(seconds: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(seconds))
        stamp = stamp_of(sample_timeline())
    assert stamp.tzinfo is dt.UTC
    assert (stamp - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) == dt.timedelta(seconds=seconds)


def test_the_stamp_is_the_timelines_day_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    as_of = sample_timeline().as_of
    assert stamp_of(sample_timeline()) == dt.datetime.combine(as_of, dt.time(), dt.UTC)


@pytest.mark.parametrize("given_epoch", ["-1", "1.5", "now", "٣", "253402300800", "9" * 13])
def test_a_stamp_that_is_no_number_of_seconds_is_refused(
    given_epoch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given_epoch)
    with pytest.raises(OptionsError, match="SOURCE_DATE_EPOCH"):
        export(sample_timeline(), io.BytesIO(), exporter())


def test_the_context_says_who_makes_the_file() -> None:
    seen: list[str] = []

    def write(_timeline: Any, _stream: Any, _options: Any, context: ExportContext) -> None:
        seen.append(context.generator)

    report = export(sample_timeline(), io.BytesIO(), exporter(write), distribution="dist 1.0")
    assert re.fullmatch(r"alliancekit \S+ \(dist 1\.0\)", seen[0])
    assert report.distribution == "dist 1.0"
    export(sample_timeline(), io.BytesIO(), exporter(write))
    assert re.fullmatch(r"alliancekit \S+", seen[1])


def test_options_of_another_class_are_refused() -> None:
    @attrs.frozen
    class Other:
        pass

    with pytest.raises(OptionsError, match="takes NoOptions"):
        export(sample_timeline(), io.BytesIO(), exporter(), Other())


def test_options_without_defaults_are_the_exporters_fault() -> None:
    @attrs.frozen
    class Needy:
        width: int

    with pytest.raises(ExporterError, match="no defaults"):
        export(sample_timeline(), io.BytesIO(), exporter(options=Needy))
    report = export(sample_timeline(), io.BytesIO(), exporter(options=Needy), Needy(3))
    assert repr(report) == (
        f"<ExportReport titles entries={report.n_entries} bytes={report.n_bytes} losses=0>"
    )


def test_an_exporter_for_another_contract_is_refused() -> None:
    with pytest.raises(ExporterError, match="contract 2"):
        export(sample_timeline(), io.BytesIO(), exporter(api=2))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "My CSV"}, "name"),
        ({"name": 3}, "name"),
        ({"summary": " "}, "summary"),
        ({"summary": "two\nlines"}, "summary"),
        ({"suffixes": ()}, "suffixes"),
        ({"suffixes": ".csv"}, "suffixes"),
        ({"suffixes": ("csv",)}, "suffixes"),
        ({"suffixes": (".CSV", 3)}, "suffixes"),
        ({"media_type": "csv"}, "media_type"),
        ({"options": dict}, "options"),
        ({"options": None}, "options"),
        ({"write": "write"}, "write"),
        ({"handles": frozenset()}, "handles"),
        ({"handles": {"events"}}, "handles"),
        ({"handles": 7}, "handles"),
        ({"needs_seek": "no"}, "needs_seek"),
        ({"api": True}, "api"),
        ({"api": 0}, "api"),
        ({"lint": "lint"}, "lint"),
        ({"update": "update"}, "update"),
    ],
)
def test_an_exporter_that_breaks_the_contract_cannot_be_made(
    changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(ExporterError, match=f"{field}: ") as caught:
        exporter(**changes)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@attrs.frozen(kw_only=True)
class Continued:
    earlier: str = option("", help="What the file held.")


def write_earlier(_timeline: Any, stream: Any, options: Continued, *_: Any) -> None:
    stream.write(f"{options.earlier}+".encode())


def continue_from(options: Continued, path: Path) -> Continued:
    return attrs.evolve(options, earlier=path.read_text(encoding="utf-8"))


def test_an_update_continues_from_the_file_that_is_replaced(tmp_path: Path) -> None:
    revised = exporter(write_earlier, options=Continued, update=continue_from)
    for _ in range(3):
        export(sample_timeline(), tmp_path / "x.txt", revised, update=True)
    assert (tmp_path / "x.txt").read_text(encoding="utf-8") == "+++"
    export(sample_timeline(), tmp_path / "x.txt", revised)
    assert (tmp_path / "x.txt").read_text(encoding="utf-8") == "+"

    plain = exporter(write_earlier, options=Continued)
    export(sample_timeline(), tmp_path / "x.txt", plain, update=True)
    assert (tmp_path / "x.txt").read_text(encoding="utf-8") == "+"


def test_a_stream_cannot_be_updated() -> None:
    with pytest.raises(OptionsError, match="give a path"):
        export(sample_timeline(), io.BytesIO(), exporter(), update=True)


@pytest.mark.parametrize(
    ("error", "raised", "code"),
    [
        (OptionsError("x", ["it is no calendar"]), OptionsError, ""),
        (PermissionError("no"), ExportError, "io"),
        (SystemExit(), ExportError, "plugin.raised"),
        (KeyboardInterrupt(), KeyboardInterrupt, ""),
    ],
)
def test_an_update_that_fails_leaves_the_file(
    error: BaseException, raised: type[BaseException], code: str, tmp_path: Path
) -> None:
    def failing_update(*_: Any) -> Any:
        raise error

    (tmp_path / "x.txt").write_bytes(b"old")
    with pytest.raises(raised) as caught:
        export(sample_timeline(), tmp_path / "x.txt", exporter(update=failing_update), update=True)
    assert getattr(caught.value, "code", "") == code
    assert (tmp_path / "x.txt").read_bytes() == b"old"


def test_all_faults_of_an_exporter_are_told_at_once() -> None:
    with pytest.raises(ExporterError) as caught:
        exporter(name="", api=0, handles=())
    assert len(caught.value.messages) == 3


def test_a_finding_says_where() -> None:
    assert str(Finding(code="x", message="It is wrong.", where="line 3")) == "line 3: It is wrong."
    assert str(Finding(code="x", message="It is wrong.")) == "It is wrong."


def test_what_an_exporter_prints_does_not_reach_the_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def write(*_: Any) -> None:
        print("hello")  # noqa: T201 - what is tested

    export(sample_timeline(), io.BytesIO(), exporter(write))
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "hello\n"


def test_other_threads_are_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    def write(*_: Any) -> None:
        print("hello")  # noqa: T201 - what is tested

    def run() -> None:
        export(sample_timeline(), io.BytesIO(), exporter(write))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert capsys.readouterr().out == "hello\n"


def test_threads_of_an_exporter_that_end_in_time_are_waited_for(tmp_path: Path) -> None:
    def write(_timeline: Any, stream: Any, *_: Any) -> None:
        threading.Timer(0.05, stream.write, [b"late"]).start()

    export(sample_timeline(), tmp_path / "x.txt", exporter(write))
    assert (tmp_path / "x.txt").read_bytes() == b"late"


def test_an_exporter_whose_threads_run_on_has_not_written_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alliancekit.exporting.writing._THREAD_GRACE_SECONDS", 0.01)
    is_over = threading.Event()

    def write(_timeline: Any, stream: Any, *_: Any) -> None:
        stream.write(b"half")
        threading.Thread(target=is_over.wait, name="the other half").start()

    (tmp_path / "x.txt").write_bytes(b"old")
    with pytest.raises(ExportError, match="the other half") as caught:
        export(sample_timeline(), tmp_path / "x.txt", exporter(write))
    is_over.set()
    assert caught.value.code == "plugin.thread"
    assert (tmp_path / "x.txt").read_bytes() == b"old"
    assert left_in(tmp_path) == ["x.txt"]


@pytest.mark.parametrize("act", ["write", "seek", "read"])
def test_a_thread_that_goes_on_after_the_end_gets_nothing_into_the_file(
    act: str, tmp_path: Path
) -> None:
    raised: list[BaseException] = []
    is_over = threading.Event()

    def go_on(stream: Any) -> None:
        is_over.wait()
        try:
            {"write": lambda: stream.write(b"x" * (3 << 20)), "seek": lambda: stream.seek(0)}.get(
                act, stream.read
            )()
        except ValueError as error:
            raised.append(error)

    def write(_timeline: Any, stream: Any, *_: Any) -> None:
        stream.write(b"all")
        started.append(threading.Thread(target=go_on, args=[stream]))
        started[0].start()

    started: list[threading.Thread] = []
    # A host with threads of its own, which cannot tell whose a new one is.
    host = threading.Thread(target=is_over.wait)
    host.start()
    report = export(sample_timeline(), tmp_path / "x.txt", exporter(write, needs_seek=True))
    is_over.set()
    for thread in (host, *started):
        thread.join()
    assert [type(error) for error in raised] == [ValueError]
    assert (tmp_path / "x.txt").read_bytes() == b"all"
    assert report.sha256 == hashlib.sha256(b"all").hexdigest()


def test_what_an_exporter_changes_in_the_process_is_put_back_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import locale
    import signal

    monkeypatch.setenv("ALLIANCEKIT_TEST", "before")
    folder, handler = Path.cwd(), signal.getsignal(signal.SIGUSR1)

    def write(*_: Any) -> None:
        os.chdir(tmp_path)
        os.environ["ALLIANCEKIT_TEST"] = "after"
        os.umask(0o123)
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
        locale.setlocale(locale.LC_ALL, "C" if before != "C" else "C.UTF-8")

    before = locale.setlocale(locale.LC_ALL)
    expected = "the working folder, the environment, the umask, the locale, signal handlers"
    with pytest.warns(PluginWarning, match=expected):
        export(sample_timeline(), io.BytesIO(), exporter(write))

    assert Path.cwd() == folder
    assert os.environ["ALLIANCEKIT_TEST"] == "before"
    assert signal.getsignal(signal.SIGUSR1) is handler
    assert locale.setlocale(locale.LC_ALL) == before
    assert os.umask(0o022) != 0o123


def test_an_export_works_where_the_working_folder_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    export(sample_timeline(), tmp_path / "new.txt", exporter())
    assert left_in(tmp_path) == ["new.txt"]
