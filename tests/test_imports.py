"""What is loaded when: importing the library is light, and its names load what they need."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import alliancekit
from alliancekit import tables

HEAVY = (
    "numpy",
    "scipy",
    "babel",
    "yaml",
    "orjson",
    "cattrs",
    "attrs",
    "pluggy",
    "rich",
    "openpyxl",
)


def _loaded(statement: str) -> set[str]:
    """Return which modules a fresh interpreter has loaded after a statement."""
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_importing_the_package_loads_nothing_but_itself() -> None:
    loaded = _loaded("import alliancekit")
    assert loaded.isdisjoint(HEAVY)
    assert {name for name in loaded if name.startswith("alliancekit.")} == set()


@pytest.mark.parametrize(
    ("statement", "unused"),
    [
        ("from alliancekit import Event, FuzzyDate, Money, Party", HEAVY[:6]),
        ("import alliancekit.actors", HEAVY[:6]),
        ("from alliancekit import read, write", ("numpy", "scipy", "babel", "pluggy", "rich")),
        ("from alliancekit import read_table", ("numpy", "scipy", "babel", "pluggy", "openpyxl")),
        ("from alliancekit import merge", ("babel", "yaml", "orjson", "pluggy", "rich")),
    ],
)
def test_a_name_loads_only_what_it_needs(statement: str, unused: tuple[str, ...]) -> None:
    assert _loaded(statement).isdisjoint(unused)


def test_the_list_of_commands_loads_none_of_them() -> None:
    loaded = _loaded(
        "import contextlib, io\n"
        "from alliancekit.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    main(['--help'])"
    )
    assert loaded.isdisjoint({*HEAVY} - {"attrs"})


@pytest.mark.parametrize("name", alliancekit.__all__)
def test_every_public_name_is_the_one_of_its_module(name: str) -> None:
    value = getattr(alliancekit, name)
    home = alliancekit._MODULE_OF[name]
    assert value is getattr(importlib.import_module(f"alliancekit.{home}"), name)


def test_every_public_name_and_module_is_listed() -> None:
    assert set(alliancekit.__all__) == set(alliancekit._MODULE_OF)
    assert set(alliancekit.__all__) <= set(dir(alliancekit))
    assert {"actors", "dates", "tables", "timeline"} <= set(dir(alliancekit))


def test_modules_are_reached_through_the_package() -> None:
    loaded = _loaded("import alliancekit as ak\nak.dates.FuzzyDate('2024')\nak.actors.get('JPN')")
    assert "alliancekit.actors" in loaded
    assert "alliancekit.records" not in loaded
    assert alliancekit.__getattr__("tables") is tables  # type: ignore[operator]


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'alliancekit' has no attribute 'reed'"):
        _ = alliancekit.reed  # type: ignore[attr-defined]


@pytest.mark.parametrize("missing", ["hypothesis", "jsonschema", "pytest"])
def test_the_kit_without_its_extra_says_how_to_get_it(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("alliancekit.testing")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'alliancekit\[test\]'") as caught:
        importlib.import_module("alliancekit.testing")
    assert caught.value.name == missing
