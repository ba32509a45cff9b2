"""Discovery: each plugin by itself, nothing shadowed in silence, every failure listed."""

from __future__ import annotations

import io
import itertools
import json
import os
import pickle
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.errors import (
    AmbiguousExporterError,
    ExportError,
    OptionsError,
    PluginError,
    PluginWarning,
    UnknownExporterError,
)
from alliancekit.exporting import Exporter
from alliancekit.options import NoOptions
from alliancekit.plugins import (
    PluginFailure,
    PluginStage,
    ProvidedExporter,
    Registry,
    discover_plugins,
    export,
    load_plugins,
)
from alliancekit.testing import sample_timeline

GOOD = """
    import attrs
    from alliancekit.exporting import Exporter
    from alliancekit.options import option
    from alliancekit.plugins import hookimpl

    @attrs.frozen(kw_only=True)
    class Options:
        prefix: str = option("", help="What each line starts with.")

    def write(timeline, stream, options, context):
        for entry in timeline:
            stream.write(f"{options.prefix}{entry.title}\\n".encode())

    def made(name="demo", suffixes=(".demo",), **changes):
        fields = dict(name=name, summary="Titles.", suffixes=suffixes, media_type="text/plain",
            options=Options, write=write, handles={"event", "agreement", "link"}, api=1)
        return Exporter(**{**fields, **changes})

    @hookimpl
    def alliancekit_exporters():
        return [made()]
"""

Install = Callable[..., str]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Lay distributions on the disk as an installer does; no other is seen."""
    numbers = itertools.count()
    made: list[str] = []
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.delenv("ALLIANCEKIT_PLUGINS", raising=False)
    monkeypatch.delenv("ALLIANCEKIT_STRICT_PLUGINS", raising=False)
    load_plugins.cache_clear()

    def add(
        source: str, *, name: str = "", version: str = "1.2", points: str = "demo = {module}"
    ) -> str:
        module = f"fake_plugin_{next(numbers)}_{tmp_path.name.replace('-', '_')}"
        name = name or f"dist-{module}"
        made.append(module)
        (tmp_path / f"{module}.py").write_text(textwrap.dedent(source), encoding="utf-8")
        info = tmp_path / f"{name.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        text = f"[alliancekit]\n{points.format(module=module)}\n"
        (info / "entry_points.txt").write_text(text, encoding="utf-8")
        return name

    yield add
    load_plugins.cache_clear()
    for module in made:
        sys.modules.pop(module, None)


def found_in(tmp_path: Path) -> Registry:
    return discover_plugins([str(tmp_path)])


def only_failure(tmp_path: Path) -> PluginFailure:
    registry = found_in(tmp_path)
    assert registry.exporters == ()
    (failure,) = registry.failures
    assert "\n" not in str(failure)
    return failure


def print_nothing(_n_done: int, _n_all: int) -> None:
    return


def provided(name: str, distribution: str, *suffixes: str) -> ProvidedExporter:
    exporter = Exporter(
        name=name,
        summary="One.",
        suffixes=suffixes or (f".{name}",),
        media_type="text/plain",
        options=NoOptions,
        write=print,
        handles={"event"},
        api=1,
    )
    return ProvidedExporter(
        exporter=exporter, distribution=distribution, version="1", entry_point=name
    )


_some_provided = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["one", "two", "three"])), unique=True
).map(lambda pairs: tuple(provided(*pair) for pair in pairs))


@given(_some_provided)
def test_a_long_name_finds_exactly_one_and_a_short_one_never_chooses(
    there: tuple[ProvidedExporter, ...],
) -> None:
    registry = Registry(exporters=there)
    for one in there:
        assert registry.find(one.long_name) is one
    for name in "abc":
        same = [one for one in there if one.exporter.name == name]
        if len(same) == 1:
            assert registry.find(name) is same[0]
            assert registry.find_by_suffix(f"dir.x/file.{name.upper()}") is same[0]
            continue
        error = AmbiguousExporterError if same else UnknownExporterError
        with pytest.raises(error) as caught:
            registry.find(name)
        assert all(one.long_name in str(caught.value) for one in same)
        with pytest.raises(error):
            registry.find_by_suffix(f"file.{name}")


def test_the_longest_suffix_counts() -> None:
    short = provided("json", "one", ".json")
    long = provided("geo", "one", ".geo.json", ".json5")
    registry = Registry(exporters=(short, long))
    assert registry.find_by_suffix(Path("x.geo.json")) is long
    assert registry.find_by_suffix("geo.json") is short
    with pytest.raises(UnknownExporterError, match="name one of these"):
        registry.find_by_suffix("json")


@pytest.mark.parametrize("asked", ["excel", "alliancekit-excel:excel"])
def test_a_known_format_that_is_missing_names_what_to_install(asked: str) -> None:
    with pytest.raises(UnknownExporterError, match="pip install alliancekit-excel"):
        Registry().find(asked)
    with pytest.raises(UnknownExporterError, match="pip install alliancekit-icalendar") as caught:
        Registry().find_by_suffix("x.ICS")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_good_plugin_is_found_and_writes(install: Install, tmp_path: Path) -> None:
    name = install(GOOD)
    (one,) = found_in(tmp_path).exporters
    assert (one.distribution, one.version, one.entry_point) == (name, "1.2", "demo")
    assert one.long_name == f"{name}:demo"


def test_export_finds_by_suffix_and_by_name(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = install(GOOD)
    monkeypatch.setenv("ALLIANCEKIT_PLUGINS", name)
    target = tmp_path / "x.demo"
    report = export(sample_timeline(), target, options={"prefix": "- "})
    assert report.distribution == f"{name} 1.2"
    assert target.read_bytes().startswith(b"- ")

    for asked in ("demo", f"{name}:demo", f"{name.upper().replace('-', '_')}:demo"):
        stream = io.BytesIO()
        export(sample_timeline(), stream, asked, strict=True, progress=print_nothing)
        assert stream.getvalue()
    with pytest.raises(OptionsError, match="prefx: no such option; did you mean 'prefix'"):
        export(sample_timeline(), target, options={"prefx": ""})
    with pytest.raises(UnknownExporterError, match="a stream has no suffix: name the exporter"):
        export(sample_timeline(), io.BytesIO())
    with pytest.raises(ExportError, match=f"{name} 1.2"):
        export(sample_timeline(), tmp_path, "demo")


def test_export_takes_an_exporter_that_is_at_hand_and_says_who_provides_it(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = install(GOOD)
    (one,) = found_in(tmp_path).exporters
    monkeypatch.setenv("ALLIANCEKIT_PLUGINS", "")  # it is not asked for by name: none is loaded
    target = tmp_path / "x.other"
    report = export(sample_timeline(), target, one.exporter, {"prefix": "- "})
    assert report.distribution == f"{name} 1.2"
    assert target.read_bytes().startswith(b"- ")
    assert export(sample_timeline(), target, one.exporter, one.exporter.options(prefix="- ")) == (
        report
    )
    own = attrs.evolve(one.exporter, write=lambda *_: None)
    assert export(sample_timeline(), io.BytesIO(), own).distribution == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("reports/", "x.demo", None), "a Timeline is exported, not 'reports/'"),
        ((None, io.BytesIO(), provided("a", "one").exporter), "a Timeline is exported, not None"),
        ((sample_timeline(), "x.demo", {"prefix": ""}), "{'prefix': ''} is neither an exporter"),
    ],
)
def test_export_refuses_what_is_no_timeline_and_no_exporter(
    arguments: tuple[Any, Any, Any],
    message: str,
    install: Install,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALLIANCEKIT_PLUGINS", install(GOOD))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TypeError, match=re.escape(message)):
        export(*arguments)
    assert not Path("x.demo").exists()


@pytest.mark.parametrize(
    ("source", "stage", "error"),
    [
        ("raise ValueError('two\\nlines')", "import", "two"),
        ("raise SystemExit(0)", "import", "SystemExit"),
        ("import nothing_of_this_name", "import", "nothing_of_this_name"),
        ("def (", "import", "SyntaxError"),
        (
            "class Odd(BaseException):\n    def __str__(self): raise ValueError\nraise Odd",
            "import",
            "Odd",
        ),
        (
            "class I(KeyboardInterrupt): pass\nraise I",
            "import",
            "I",
        ),
        ("", "register", "defines no alliancekit_exporters"),
        ("def alliancekit_exporters(): return []", "register", "mark it with"),
        (
            "from alliancekit.plugins import hookimpl\n@hookimpl\ndef alliancekit_exporter(): ...",
            "register",
            "unknown hook",
        ),
        (
            (
                "from alliancekit.plugins import hookimpl\n"
                "@hookimpl\ndef alliancekit_exporters(config): ..."
            ),
            "register",
            "config",
        ),
        (
            (
                "from alliancekit.plugins import hookimpl\n"
                "@hookimpl(wrapper=True)\ndef alliancekit_exporters(): yield"
            ),
            "register",
            "wrapper",
        ),
        (
            (
                "from alliancekit.plugins import hookimpl\n"
                "@hookimpl\ndef alliancekit_exporters(): raise SystemExit(3)"
            ),
            "list",
            "SystemExit: 3",
        ),
        (
            "from alliancekit.plugins import hookimpl\n@hookimpl\ndef alliancekit_exporters(): ...",
            "list",
            "NoneType",
        ),
        (
            (
                "from alliancekit.plugins import hookimpl\n"
                "@hookimpl\ndef alliancekit_exporters(): return ['excel', 7]"
            ),
            "list",
            "lists 'excel', which is no Exporter",
        ),
        (
            (
                "from alliancekit.plugins import hookimpl\n"
                "@hookimpl\ndef alliancekit_exporters():\n    while True: yield 1"
            ),
            "list",
            "more than 1000",
        ),
        (f"{textwrap.dedent(GOOD)}\nmade = made(name='A')", "import", "name: 'A'"),
        (GOOD.replace("[made()]", "[made(), made()]"), "list", "listed twice"),
        (GOOD.replace("[made()]", "[made(api=2)]"), "list", "contract 2, this host speaks 1"),
        (GOOD.replace("attrs.frozen", "attrs.define"), "list", "is not frozen"),
    ],
)
def test_a_broken_plugin_is_listed_with_where_it_failed(
    install: Install, tmp_path: Path, source: str, stage: str, error: str
) -> None:
    name = install(source)
    failure = only_failure(tmp_path)
    assert (failure.distribution, failure.version, failure.entry_point) == (name, "1.2", "demo")
    assert failure.stage is PluginStage(stage)
    assert error in failure.error
    assert str(failure).startswith(f"plugin {name}:demo 1.2 failed at {stage}: ")


def test_the_users_own_interrupt_ends_the_search(install: Install, tmp_path: Path) -> None:
    install("raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        found_in(tmp_path)


def test_a_missing_attribute_of_an_entry_point_is_an_import_failure(
    install: Install, tmp_path: Path
) -> None:
    install(GOOD, points="demo = {module}:nothing")
    assert only_failure(tmp_path).stage is PluginStage.importing


def test_broken_plugins_take_nothing_from_the_good_ones(install: Install, tmp_path: Path) -> None:
    install("raise SystemExit", name="a-first")
    good = install(GOOD, name="b-good")
    install("raise ValueError", name="c-last")
    registry = found_in(tmp_path)
    assert [one.distribution for one in registry.exporters] == [good]
    assert [failure.distribution for failure in registry.failures] == ["a-first", "c-last"]


def test_two_providers_of_one_name_both_stay_and_neither_is_chosen(
    install: Install, tmp_path: Path
) -> None:
    one, two = install(GOOD, name="one"), install(GOOD, name="two")
    registry = found_in(tmp_path)
    assert [p.long_name for p in registry.exporters] == ["one:demo", "two:demo"]
    with pytest.raises(AmbiguousExporterError, match="one:demo, two:demo"):
        registry.find("demo")
    assert registry.find("two:demo").distribution == two
    assert registry.find("one:demo").distribution == one


def test_one_distribution_cannot_provide_a_name_twice(install: Install, tmp_path: Path) -> None:
    name = install(GOOD, points="a = {module}\nb = {module}")
    registry = found_in(tmp_path)
    assert [p.entry_point for p in registry.exporters] == ["a"]
    (failure,) = registry.failures
    assert (failure.distribution, failure.entry_point) == (name, "b")


def test_a_second_copy_of_a_distribution_is_not_the_one_that_is_imported(
    install: Install, tmp_path: Path
) -> None:
    install(GOOD, name="copy", version="1.0")
    install(GOOD, name="copy", version="2.0")
    assert len(found_in(tmp_path).exporters) == 1


def test_what_a_failed_removal_left_behind_is_no_plugin(install: Install, tmp_path: Path) -> None:
    install(GOOD, name="rest")
    (tmp_path / "rest-1.2.dist-info" / "METADATA").unlink()
    assert found_in(tmp_path) == Registry()


def test_a_plugin_that_prints_does_not_spoil_the_output(
    install: Install, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(f"print('hello')\n{textwrap.dedent(GOOD)}")
    assert found_in(tmp_path).exporters
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "hello\n")


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        ("", []),
        (" , ", []),
        ("one", ["one"]),
        ("Two , ONE", ["one", "two"]),
    ],
)
def test_the_allow_list_decides_what_is_imported(
    allowed: str,
    expected: list[str],
    install: Install,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install(GOOD, name="one")
    install(GOOD, name="two")
    install("raise AssertionError('imported')", name="three")
    monkeypatch.setenv("ALLIANCEKIT_PLUGINS", allowed)
    registry = found_in(tmp_path)
    assert [one.distribution for one in registry.exporters] == expected
    assert not registry.failures


def test_what_the_allow_list_names_and_is_not_there_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCEKIT_PLUGINS", "Not_There")
    failure = only_failure(tmp_path)
    assert failure.stage is PluginStage.finding
    assert str(failure).startswith("plugin not-there failed at find: ALLIANCEKIT_PLUGINS names it")


def test_failures_are_warnings_once_and_errors_where_asked(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = install("raise ValueError")
    monkeypatch.setenv("ALLIANCEKIT_PLUGINS", name)
    with pytest.warns(PluginWarning, match=f"plugin {name}:demo"):
        registry = load_plugins()
    assert load_plugins() is registry
    with pytest.raises(UnknownExporterError, match="failed to load: plugin"):
        registry.find("demo")

    load_plugins.cache_clear()
    monkeypatch.setenv("ALLIANCEKIT_STRICT_PLUGINS", "1")
    with pytest.raises(PluginError, match=name) as caught:
        load_plugins()
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_the_registry_can_be_written_as_json(install: Install, tmp_path: Path) -> None:
    install(GOOD, name="good")
    install("raise ValueError", name="bad")
    mapping = found_in(tmp_path).as_mapping()
    assert json.loads(json.dumps(mapping)) == mapping
    assert mapping["exporters"][0]["long_name"] == "good:demo"
    assert mapping["exporters"][0]["handles"] == ["agreement", "event", "link"]
    assert mapping["failures"][0]["stage"] == "import"


def test_importing_alliancekit_loads_no_plugin() -> None:
    code = (
        "import sys, alliancekit; print([m for m in sys.modules if m.startswith('alliancekit_')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_the_hook_returns_nothing_by_itself() -> None:
    from alliancekit.plugins.hooks import Hooks

    result: Any = Hooks().alliancekit_exporters()
    assert list(result) == []
