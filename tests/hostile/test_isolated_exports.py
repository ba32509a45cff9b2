"""Isolated exports: what crashes, hangs or eats memory does so in a process of its own."""

from __future__ import annotations

import importlib
import io
import json
import os
import pickle
import resource
import signal
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.errors import ExportError, OptionsError
from alliancekit.exporting import Exporter, Isolation
from alliancekit.exporting.child import answer
from alliancekit.exporting.isolation import FRAME, OUTPUT_KIND, RESULT_KIND
from alliancekit.options import NoOptions
from alliancekit.plugins import export
from alliancekit.testing import hostile_timeline, sample_timeline

PLUGIN = """
    import os, signal, sys, threading, time
    import attrs
    from alliancekit.errors import OptionsError
    from alliancekit.exporting import Exporter, Loss
    from alliancekit.options import NoOptions, option

    def titles(timeline, stream, options, context):
        print("a greeting")
        os.write(1, b"past Python")
        for n_done, entry in enumerate(timeline, 1):
            stream.write(f"{entry.id}\\t{entry.title}\\n".encode())
            context.lose(Loss(entry=entry.id, field="when", reason="There is no column for it."))
            context.progress(n_done, len(timeline))

    def seeks(timeline, stream, options, context):
        stream.write(b"0000 rest")
        stream.seek(0)
        stream.write(b"head")

    def stays(timeline, stream, options, context):
        stream.write(b"done")
        threading.Thread(target=time.sleep, args=(3600,)).start()

    def floods(timeline, stream, options, context):
        context.progress(1, 2)
        for _ in range(100):
            stream.write(b"x" * 1_000_000)

    def raises(timeline, stream, options, context):
        stream.write(b"half")
        raise ValueError("no\\x1b[2J\\nline")

    def interrupts(timeline, stream, options, context):
        raise KeyboardInterrupt

    def exits(timeline, stream, options, context):
        sys.exit(0)

    def exits_at_once(timeline, stream, options, context):
        stream.write(b"x" * 3_000_000)
        os._exit(0)

    def crashes(timeline, stream, options, context):
        stream.write(b"x" * 3_000_000)
        os.kill(os.getpid(), signal.SIGSEGV)

    def ends_in_real_time(timeline, stream, options, context):
        os.kill(os.getpid(), signal.SIGRTMIN + 1)

    def hangs(timeline, stream, options, context):
        stream.write(b"x" * 3_000_000)
        time.sleep(3600)

    def hangs_deaf(timeline, stream, options, context):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            pass

    def starts_another(timeline, stream, options, context):
        if os.fork() == 0:
            time.sleep(3600)
        os._exit(7)

    def eats(timeline, stream, options, context):
        eaten = []
        while True:
            eaten.append(bytearray(1 << 24))

    def closes_the_pipe(timeline, stream, options, context):
        os.closerange(3, 64)
        time.sleep(3600)

    def changes(timeline, stream, options, context):
        object.__setattr__(timeline.entries[0].says, "subkind", "changed")

    def junk(timeline, stream, options, context, head=b"?" + b"\\0" * 8):
        for descriptor in range(3, 64):
            try:
                os.write(descriptor, head)
            except OSError:
                pass

    def huge_junk(*given):
        junk(*given, b"o" + b"\\xff" * 8)

    def forged(*given):
        junk(*given, b"r" + b"\\0" * 7 + b"\\x0d" + b'{"token": "a"')

    def unsigned(*given):
        junk(*given, b"r" + b"\\0" * 7 + b"\\x0e" + b'{"token": "a"}')

    def cut(timeline, stream, options, context):
        junk(timeline, stream, options, context, b"o" + b"\\0" * 7 + b"\\x99" + b"short")
        os._exit(1)

    @attrs.frozen(kw_only=True)
    class Counted:
        n_before: int = option(0, help="How often it was written.")

    def counts(timeline, stream, options, context):
        stream.write(f"{options.n_before + 1} {os.getpid()}".encode())

    def counted_on(options, path):
        count, _, process = path.read_text().partition(" ")
        if not process.isdecimal() or int(process) == os.getpid():
            raise OptionsError("x", ["previous: no file of ours"])
        return Counted(n_before=int(count))

    def litters(timeline, stream, options, context):
        import tempfile
        tempfile.NamedTemporaryFile(delete=False)
        os._exit(0)

    def made(name, **changes):
        return Exporter(**{**dict(
            name=name, summary="Hostile.", suffixes=(".bin",), media_type="a/b", options=NoOptions,
            write=globals()[name.replace("-", "_")], handles={"event", "agreement", "link"}, api=1,
        ), **changes})
"""


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("isolated")
    (folder / "isolated_plugin.py").write_text(textwrap.dedent(PLUGIN), encoding="utf-8")
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module("isolated_plugin")
    finally:
        sys.path.remove(str(folder))
        del sys.modules["isolated_plugin"]


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_isolated_export_writes_and_reports_the_same(
    plugin: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    progress: list[tuple[int, int]] = []
    here, there = io.BytesIO(), io.BytesIO()
    report = export(hostile_timeline(), here, plugin.made("titles"))
    capfd.readouterr()
    isolated = export(
        hostile_timeline(),
        there,
        plugin.made("titles"),
        isolated=True,
        progress=lambda n_done, n_all: progress.append((n_done, n_all)),
    )
    assert there.getvalue() == here.getvalue()
    assert isolated == report
    assert len(isolated.losses) == len(hostile_timeline())
    assert progress == [(n, len(hostile_timeline())) for n in range(1, len(hostile_timeline()) + 1)]
    printed = capfd.readouterr()
    assert printed.out == ""
    assert "a greeting" in printed.err
    assert "past Python" in printed.err


@pytest.mark.parametrize("suffix", [".xlsx", ".ics", ".graphml", ".html"])
def test_an_installed_format_is_the_same_when_isolated(suffix: str, tmp_path: Path) -> None:
    here, there = tmp_path / f"here{suffix}", tmp_path / f"there{suffix}"
    report = export(sample_timeline(), here)
    assert export(sample_timeline(), there, isolated=True) == report
    assert there.read_bytes() == here.read_bytes()


def test_an_isolated_exporter_can_seek_where_it_asked_to(plugin: Any) -> None:
    target = io.BytesIO()
    export(sample_timeline(), target, plugin.made("seeks", needs_seek=True), isolated=True)
    assert target.getvalue() == b"head rest"


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        ("raises", "plugin.raised", r"it raised ValueError: no\\x1b\[2J\\nline"),
        ("interrupts", "plugin.raised", "it raised KeyboardInterrupt"),
        ("exits", "plugin.raised", "it raised SystemExit: 0"),
        ("seeks", "plugin.raised", "UnsupportedOperation"),
        ("changes", "plugin.mutated", "changed the timeline"),
        ("exits-at-once", "plugin.died", "ended its process with status 0 before"),
        ("starts-another", "plugin.died", "ended its process with status 7 before"),
        ("crashes", "plugin.died", "was ended by SIGSEGV"),
        ("ends-in-real-time", "plugin.died", "was ended by signal [0-9]+"),
        ("junk", "plugin.died", "what nobody understands"),
        ("huge-junk", "plugin.died", "what nobody understands"),
        ("forged", "plugin.died", "what nobody understands"),
        ("unsigned", "plugin.died", "what nobody understands"),
        ("cut", "plugin.died", "ended its process with status 1"),
    ],
)
def test_a_bad_plugin_gives_one_clear_error_and_leaves_the_file(
    name: str, code: str, reason: str, plugin: Any, tmp_path: Path
) -> None:
    (tmp_path / "x.bin").write_bytes(b"old")
    with pytest.raises(ExportError, match=reason) as caught:
        export(sample_timeline(), tmp_path / "x.bin", plugin.made(name), isolated=True)
    assert (caught.value.code, caught.value.published) == (code, False)
    assert str(caught.value).isprintable()
    assert (tmp_path / "x.bin").read_bytes() == b"old"
    assert left_in(tmp_path) == ["x.bin"]


@pytest.mark.parametrize("name", ["hangs", "hangs-deaf", "closes-the-pipe"])
def test_a_plugin_that_never_ends_is_ended_at_the_deadline(
    name: str, plugin: Any, tmp_path: Path
) -> None:
    (tmp_path / "x.bin").write_bytes(b"old")
    with pytest.raises(ExportError, match="not done after 2 seconds") as caught:
        export(
            sample_timeline(), tmp_path / "x.bin", plugin.made(name), isolated=Isolation(seconds=2)
        )
    assert caught.value.code == "plugin.deadline"
    assert (tmp_path / "x.bin").read_bytes() == b"old"
    assert left_in(tmp_path) == ["x.bin"]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no memory limit on this system")
def test_a_plugin_that_eats_memory_ends_at_its_limit(plugin: Any, tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"old")
    with pytest.raises(ExportError, match=r"MemoryError|was ended by") as caught:
        export(
            sample_timeline(),
            tmp_path / "x.bin",
            plugin.made("eats"),
            isolated=Isolation(memory_bytes=1 << 28),
        )
    assert caught.value.code in {"plugin.raised", "plugin.died"}
    assert left_in(tmp_path) == ["x.bin"]
    assert (tmp_path / "x.bin").read_bytes() == b"old"


def test_what_an_exporter_says_of_its_failure_is_in_the_notes(plugin: Any) -> None:
    with pytest.raises(ExportError) as caught:
        export(sample_timeline(), io.BytesIO(), plugin.made("raises"), isolated=True)
    assert any("in raises" in note for note in caught.value.__notes__)


def test_a_thread_that_is_left_neither_holds_the_export_up_nor_passes_for_done(
    plugin: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alliancekit.exporting.isolation._CLEANUP_SECONDS", 0.1)
    (tmp_path / "x.bin").write_bytes(b"old")
    with pytest.raises(ExportError, match="while its threads still ran") as caught:
        export(sample_timeline(), tmp_path / "x.bin", plugin.made("stays"), isolated=True)
    assert caught.value.code == "plugin.thread"
    assert (tmp_path / "x.bin").read_bytes() == b"old"
    assert left_in(tmp_path) == ["x.bin"]


def test_an_isolated_exporter_continues_from_a_file_in_its_own_process(
    plugin: Any, tmp_path: Path
) -> None:
    target = tmp_path / "x.bin"
    counting = plugin.made("counts", options=plugin.Counted, update=plugin.counted_on)
    for _ in range(3):
        export(sample_timeline(), target, counting, update=True, isolated=True)
    n_runs, process = target.read_text(encoding="ascii").split()
    assert n_runs == "3"
    assert int(process) != os.getpid()

    target.write_bytes(b"of another kind")
    with pytest.raises(OptionsError) as caught:
        export(sample_timeline(), target, counting, update=True, isolated=True)
    assert caught.value.messages == ("previous: no file of ours",)
    assert target.read_bytes() == b"of another kind"
    assert left_in(tmp_path) == ["x.bin"]


def test_temporary_files_of_a_dead_plugin_are_removed(
    plugin: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(ExportError):
        export(sample_timeline(), io.BytesIO(), plugin.made("litters"), isolated=True)
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("name", ["titles", "floods"])
def test_a_disk_that_gets_full_ends_an_isolated_export(
    name: str, plugin: Any, tmp_path: Path
) -> None:
    (tmp_path / "x.bin").write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(*_: int) -> None:
        # Only now: what the child reads its job from is a file too.
        resource.setrlimit(resource.RLIMIT_FSIZE, (16, hard))

    try:
        with pytest.raises(ExportError, match="could not be written") as caught:
            export(
                sample_timeline(),
                tmp_path / "x.bin",
                plugin.made(name),
                isolated=True,
                progress=fill,
            )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (caught.value.code, caught.value.published) == ("io", False)
    assert (tmp_path / "x.bin").read_bytes() == b"old"
    assert left_in(tmp_path) == ["x.bin"]


def local(*_: Any) -> None:
    raise AssertionError("it ran here")


def test_an_exporter_that_no_other_process_can_load_is_told_where_to_stand(plugin: Any) -> None:
    exporter = plugin.made("titles", write=lambda *_: None)
    with pytest.raises(ExportError, match="no other process can load it") as caught:
        export(sample_timeline(), io.BytesIO(), exporter, isolated=True)
    assert caught.value.code == "plugin.isolation"


def test_an_exporter_of_the_main_program_is_told_where_to_stand(
    plugin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = sys.modules["__main__"]
    monkeypatch.setattr(main, "local", local, raising=False)
    monkeypatch.setattr(local, "__module__", "__main__")
    with pytest.raises(ExportError, match="stands in __main__") as caught:
        export(sample_timeline(), io.BytesIO(), plugin.made("titles", write=local), isolated=True)
    assert caught.value.code == "plugin.isolation"


@given(
    st.sampled_from([0, -1, float("nan"), float("inf"), "1", None]),
    st.sampled_from([0, -1, 1.5, "1", 1 << 62]),
)
def test_limits_that_cannot_be_are_refused_all_at_once(seconds: Any, memory_bytes: Any) -> None:
    with pytest.raises(OptionsError) as caught:
        Isolation(seconds=seconds, memory_bytes=memory_bytes)
    assert len(caught.value.messages) == 2


def request_of(
    exporter: Exporter[Any], *, earlier: Path | None = None, **header: Any
) -> io.BytesIO:
    given = {"path": sys.path, "token": "t", "seconds": 60.0, "memory_bytes": 1 << 30}
    timeline = sample_timeline()
    return io.BytesIO(
        json.dumps({**given, **header}).encode()
        + b"\n"
        + pickle.dumps((timeline, None, "generator"))
        + pickle.dumps((exporter, exporter.options(), earlier))
    )


def frames_in(pipe: io.BytesIO) -> list[tuple[bytes, bytes]]:
    pipe.seek(0)
    found = []
    while head := pipe.read(FRAME.size):
        kind, n_bytes = FRAME.unpack(head)
        found.append((kind, pipe.read(n_bytes)))
    return found


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> dict[Any, Any]:
    """What a child would limit of itself."""
    found: dict[Any, Any] = {}
    monkeypatch.setattr(resource, "setrlimit", found.__setitem__)
    monkeypatch.setattr(signal, "setitimer", found.__setitem__)
    return found


def test_a_child_limits_itself_before_it_loads_the_plugin(
    plugin: Any, limits: dict[Any, Any]
) -> None:
    pipe = io.BytesIO()
    answer(request_of(plugin.made("seeks", needs_seek=True)), pipe)
    assert limits[signal.ITIMER_REAL] == 60.0
    assert limits[resource.RLIMIT_CORE] == (0, 0)
    assert limits[resource.RLIMIT_AS][0] > 1 << 30
    *output, (kind, result) = frames_in(pipe)
    assert output == [(OUTPUT_KIND, b"head rest")]
    assert kind == RESULT_KIND
    assert json.loads(result) == {"token": "t", "losses": [], "failure": None}


@pytest.mark.parametrize(
    ("name", "code"), [("raises", "plugin.raised"), ("interrupts", "plugin.raised")]
)
def test_a_child_answers_what_the_plugin_raised(
    name: str, code: str, plugin: Any, limits: dict[Any, Any]
) -> None:
    pipe = io.BytesIO()
    answer(request_of(plugin.made(name), memory_bytes=None), pipe)
    assert resource.RLIMIT_AS not in limits
    result = json.loads(frames_in(pipe)[-1][1])
    assert result["failure"]["code"] == code
    assert f"in {name}" in result["failure"]["trace"]


def test_a_child_answers_that_the_earlier_file_is_none_to_continue_from(
    plugin: Any, limits: dict[Any, Any], tmp_path: Path
) -> None:
    counting = plugin.made("counts", options=plugin.Counted, update=plugin.counted_on)
    (tmp_path / "x.bin").write_bytes(b"of another kind")
    pipe = io.BytesIO()
    answer(request_of(counting, earlier=tmp_path / "x.bin"), pipe)
    ((kind, result),) = frames_in(pipe)
    assert kind == RESULT_KIND
    assert json.loads(result)["failure"] == {
        "code": "options",
        "reason": "x",
        "messages": ["previous: no file of ours"],
    }


class Explosive:
    def __reduce__(self) -> Any:
        return (sys.exit, (3,))


def test_a_child_answers_what_importing_the_plugin_raised(
    plugin: Any, limits: dict[Any, Any]
) -> None:
    request = request_of(plugin.made("titles"))
    whole = request.getvalue()
    cut = whole[: -len(pickle.dumps((plugin.made("titles"), NoOptions(), None)))]
    pipe = io.BytesIO()
    answer(io.BytesIO(cut + pickle.dumps(Explosive())), pipe)
    failure = json.loads(frames_in(pipe)[-1][1])["failure"]
    assert failure["code"] == "plugin.isolation"
    assert "SystemExit: 3" in failure["reason"]


def test_the_child_of_a_killed_host_ends_quietly(plugin: Any, limits: dict[Any, Any]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb", buffering=0) as pipe:
        answer(request_of(plugin.made("seeks", needs_seek=True)), pipe)
