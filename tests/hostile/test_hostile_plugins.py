"""Faults of disks, processes and plugins: the target is the whole old file or the whole new one."""

from __future__ import annotations

import errno
import io
import itertools
import os
import resource
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.errors import ExportError, PluginWarning
from alliancekit.exporting import Exporter
from alliancekit.kinds import EventKind
from alliancekit.merging import merge
from alliancekit.model import Collection, Event, Record, RecordId, Source, SourceId, Title
from alliancekit.options import NoOptions
from alliancekit.plugins import export
from alliancekit.testing import hostile_timeline, sample_timeline
from alliancekit.timeline import Timeline

N_BYTES = 3 << 20


def exporter(write: Callable[..., None]) -> Exporter[Any]:
    return Exporter(
        name="hostile",
        summary="Hostile.",
        suffixes=(".bin",),
        media_type="application/octet-stream",
        options=NoOptions,
        write=write,
        handles={"event", "agreement", "link"},
        api=1,
    )


def writing(char: bytes, n_bytes: int = N_BYTES) -> Exporter[Any]:
    def write(_timeline: Any, stream: Any, *_: Any) -> None:
        for _ in range(n_bytes // 1024):
            stream.write(char * 1024)

    return exporter(write)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@given(st.integers(0, 40_000))
def test_a_disk_that_is_full_at_any_byte_keeps_the_old_file(limit: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        target = Path(name, "x.bin")
        target.write_bytes(b"old")
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            with pytest.raises(ExportError) as caught:
                export(sample_timeline(), target, writing(b"n", 41 * 1024))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert (caught.value.code, caught.value.published) == ("io", False)
        assert left_in(target.parent) == ["x.bin"]
        assert target.read_bytes() == b"old"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KiB, where the tests may mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    words = [mount or "", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if mount is None or subprocess.run(words, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small file system is for root, and not for every root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("is_isolated", [False, True])
def test_a_full_disk_keeps_the_old_file_and_gives_its_room_back(
    is_isolated: bool, small_disk: Path
) -> None:
    target = small_disk / "x.bin"
    target.write_bytes(b"o" * (100 << 10))
    timeline = big_timeline()
    for _ in range(2):
        with pytest.raises(ExportError, match="No space left") as caught:
            export(timeline, target, "graphml", isolated=is_isolated)
        assert (caught.value.code, caught.value.published) == ("io", False)
        assert target.read_bytes() == b"o" * (100 << 10)
        assert left_in(small_disk) == ["x.bin"]
    export(timeline, target, writing(b"n", 100 << 10))
    assert target.read_bytes() == b"n" * (100 << 10)


def big_timeline() -> Timeline:
    """Return a timeline that no small disk holds."""
    titles = tuple(
        Record(
            id=RecordId(f"s#{number}"),
            says=Event(kind=EventKind.other, titles=(Title(text=f"{number} " + "x" * 4_000),)),
        )
        for number in range(80)
    )
    return merge(Collection(sources=(Source(id=SourceId("s")),), records=titles))


# What a kernel or a disk may do at each call, and whether the new file is then in place.
FAULTS = {
    "open": (errno.ENOSPC, False),
    "fchmod": (errno.EPERM, False),
    "fsync": (errno.EIO, False),
    "replace": (errno.EXDEV, False),
    "read": (errno.EIO, False),
    "folder": (errno.EIO, True),
}


@pytest.mark.parametrize("call", FAULTS)
def test_a_call_that_fails_leaves_a_whole_file_and_no_other(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, is_published = FAULTS[call]
    target = tmp_path / "x.bin"
    target.write_bytes(b"old")
    real_sync, n_syncs = os.fsync, [0]

    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    def fail_second(descriptor: int) -> None:
        n_syncs[0] += 1
        if n_syncs[0] == 2:
            fail()
        real_sync(descriptor)

    with monkeypatch.context() as patched:
        if call == "read":
            patched.setattr("alliancekit.exporting.hosts._digest", fail)
        else:
            patched.setattr(
                os, "fsync" if call == "folder" else call, fail_second if call == "folder" else fail
            )
        with pytest.raises(ExportError) as caught:
            export(sample_timeline(), target, writing(b"new", 3 << 10))
    assert caught.value.published is is_published
    assert caught.value.code == ("io.durability" if is_published else "io")
    assert target.read_bytes() == (b"new" * (3 << 10) if is_published else b"old")
    assert left_in(tmp_path) == ["x.bin"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_device_as_a_stream_is_an_error() -> None:
    with Path("/dev/full").open("wb", buffering=0) as device:
        with pytest.raises(ExportError, match="may hold a part") as caught:
            export(sample_timeline(), device, writing(b"n"))
        assert not device.closed
    assert caught.value.code == "io"


KILLED = """
    import sys
    from alliancekit.exporting import Exporter, export
    from alliancekit.options import NoOptions
    from alliancekit.testing.samples import sample_timeline

    def write(timeline, stream, options, context):
        for _ in range(3072):
            stream.write(b"n" * 1024)

    hostile = Exporter(name="hostile", summary="Hostile.", suffixes=(".bin",), media_type="a/b",
        options=NoOptions, write=write, handles={"event"}, api=1)
    print("ready", flush=True)
    while True:
        export(sample_timeline(), sys.argv[1], hostile)
"""


@pytest.mark.slow
def test_a_killed_process_leaves_a_whole_file_and_nothing_for_long(tmp_path: Path) -> None:
    target = tmp_path / "x.bin"
    for number in range(4):
        target.write_bytes(b"o" * N_BYTES)
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(KILLED), target],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(0.013 * (number + 1))
        process.kill()
        process.wait()
        process.stdout.close()
        assert target.read_bytes() in (b"o" * N_BYTES, b"n" * N_BYTES)

    export(sample_timeline(), target, writing(b"last", 1024))
    assert left_in(tmp_path) == ["x.bin"]


# One allocation after another fails, in the host and in the exporter.
WITHOUT_MEMORY = """
    import collections, pathlib, sys
    import _testcapi
    from alliancekit.errors import AllianceKitError
    from alliancekit.exporting import Exporter, export
    from alliancekit.options import NoOptions
    from alliancekit.testing.samples import sample_timeline

    def write(timeline, stream, options, context):
        for entry in timeline:
            stream.write(f"{entry.id} {entry.title} {entry.when}\\n".encode() * 50)

    hungry = Exporter(name="hungry", summary="Hungry.", suffixes=(".bin",), media_type="a/b",
        options=NoOptions, write=write, handles={"event", "agreement"}, api=1)
    target = pathlib.Path(sys.argv[1])
    timeline = sample_timeline()
    export(timeline, sys.argv[1], hungry)
    new = target.read_bytes()
    seen = collections.Counter()
    number = n_whole = 0
    while n_whole < 5:
        number += 7
        target.write_bytes(b"old")
        error = None
        _testcapi.set_nomemory(number, number + 1)
        try:
            export(timeline, sys.argv[1], hungry)
        except Exception as raised:
            error = raised
        finally:
            _testcapi.remove_mem_hooks()
        # The interpreter has two more names for it.
        is_its_own = isinstance(error, SystemError) or "can't allocate lock" in str(error)
        is_ours = isinstance(error, (MemoryError, AllianceKitError))
        assert error is None or is_ours or is_its_own, (number, error)
        seen[type(error).__name__] += 1
        n_whole = n_whole + 1 if error is None else 0
        found = target.read_bytes()
        assert found in (b"old", new), (number, found)
        # What is told as done is done; what is in place is told to be, or nothing told it not.
        assert error is not None or found == new, number
        assert found == b"old" or getattr(error, "published", None) is not False, number
    assert seen["MemoryError"] and seen["ExportError"], seen
    export(timeline, sys.argv[1], hungry)
"""


@pytest.mark.slow
def test_memory_that_ends_anywhere_leaves_a_whole_file_and_nothing_for_long(tmp_path: Path) -> None:
    pytest.importorskip("_testcapi", reason="this Python has no way to run out of memory")
    words = [sys.executable, "-c", textwrap.dedent(WITHOUT_MEMORY), tmp_path / "x.bin"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    assert left_in(tmp_path) == ["x.bin"]


def test_two_writers_leave_one_whole_file(tmp_path: Path) -> None:
    target = tmp_path / "x.bin"

    def run(char: bytes) -> None:
        for _ in range(5):
            export(sample_timeline(), target, writing(char))

    threads = [threading.Thread(target=run, args=(char,)) for char in (b"a", b"b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert target.read_bytes() in (b"a" * N_BYTES, b"b" * N_BYTES)
    assert left_in(tmp_path) == ["x.bin"]


def test_links_that_are_swapped_meanwhile_lead_to_whole_files_alone(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
        (folder / "x.bin").write_bytes(b"old")
    is_over = threading.Event()

    def swap() -> None:
        for number in itertools.count():
            if is_over.is_set():
                return
            (tmp_path / "new").symlink_to(folders[number % 2] / "x.bin")
            (tmp_path / "new").replace(tmp_path / "x.bin")

    (tmp_path / "x.bin").symlink_to(folders[0] / "x.bin")
    attacker = threading.Thread(target=swap)
    attacker.start()
    try:
        for _ in range(30):
            export(sample_timeline(), tmp_path / "x.bin", writing(b"n", 64 << 10))
    finally:
        is_over.set()
        attacker.join()
    assert (tmp_path / "x.bin").is_symlink()
    assert left_in(tmp_path) == ["one", "two", "x.bin"]
    found = {(folder / "x.bin").read_bytes() for folder in folders}
    assert b"n" * (64 << 10) in found
    assert found <= {b"old", b"n" * (64 << 10)}
    assert [left_in(folder) for folder in folders] == [["x.bin"], ["x.bin"]]


@pytest.fixture
def _interrupts_are_heard() -> Iterator[None]:
    # A shell that puts a job in the background has it ignore them.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interrupts_are_heard")
def test_an_interrupt_of_the_user_cleans_up_and_passes(tmp_path: Path) -> None:
    def write(_timeline: Any, stream: Any, *_: Any) -> None:
        stream.write(b"n" * N_BYTES)
        signal.raise_signal(signal.SIGINT)

    (tmp_path / "x.bin").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        export(sample_timeline(), tmp_path / "x.bin", exporter(write))
    assert left_in(tmp_path) == ["x.bin"]
    assert (tmp_path / "x.bin").read_bytes() == b"old"


def raises(*_: Any) -> None:
    raise ValueError("\x1b[2J\nOK")


def exits(*_: Any) -> None:
    sys.exit(0)


def writes_half(_timeline: Any, stream: Any, *_: Any) -> None:
    stream.write(b"half")
    raise RuntimeError


def sorts_in_place(timeline: Any, *_: Any) -> None:
    timeline.entries.sort()


def sets_an_attribute(timeline: Any, *_: Any) -> None:
    timeline.as_of = None


def sets_an_attribute_by_force(timeline: Any, *_: Any) -> None:
    object.__setattr__(timeline.entries[0].says, "subkind", "changed")


def replaces_a_list(timeline: Any, *_: Any) -> None:
    object.__setattr__(timeline, "links", [])


def writes_text(_timeline: Any, stream: Any, *_: Any) -> None:
    stream.write("text")


def writes_into_the_descriptor(_timeline: Any, stream: Any, *_: Any) -> None:
    os.write(stream.fileno(), b"x")


@pytest.mark.parametrize(
    "write",
    [
        raises,
        exits,
        writes_half,
        sorts_in_place,
        sets_an_attribute,
        sets_an_attribute_by_force,
        replaces_a_list,
        writes_text,
        writes_into_the_descriptor,
    ],
)
def test_a_bad_plugin_changes_no_file_and_spoils_no_other_export(
    write: Callable[..., None], tmp_path: Path
) -> None:
    import pickle

    (tmp_path / "x.bin").write_bytes(b"old")
    timeline = pickle.loads(pickle.dumps(sample_timeline()))
    with pytest.raises(ExportError) as caught:
        export(timeline, tmp_path / "x.bin", exporter(write))
    assert str(caught.value).isprintable()
    assert (tmp_path / "x.bin").read_bytes() == b"old"
    assert left_in(tmp_path) == ["x.bin"]

    export(hostile_timeline(), tmp_path / "y.bin", writing(b"y"))
    assert (tmp_path / "y.bin").stat().st_size == N_BYTES


def test_ten_megabytes_of_prints_do_not_reach_the_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def write(*_: Any) -> None:
        print("x" * 10_000_000)  # noqa: T201 - what is tested

    export(sample_timeline(), io.BytesIO(), exporter(write))
    assert capsys.readouterr().out == ""


def test_a_changed_folder_is_put_back_before_the_file_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")

    def write(_timeline: Any, stream: Any, *_: Any) -> None:
        stream.write(b"new")
        os.chdir(tmp_path)

    with pytest.warns(PluginWarning, match="the working folder"):
        export(sample_timeline(), "x.bin", exporter(write))
    assert left_in(tmp_path / "home") == ["x.bin"]
    assert left_in(tmp_path) == ["home"]
