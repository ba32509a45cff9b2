"""What the metadata of the core and of the plugins promises, checked against what is installed."""

import ast
import functools
import re
import sys
import tomllib
from importlib import metadata, resources
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PLUGINS = sorted((ROOT / "plugins").glob("*/pyproject.toml"))
PROJECTS = [ROOT / "pyproject.toml", *PLUGINS]


def _name(path):
    return path.parent.name if path.parent != ROOT else "alliancekit"


every_project = pytest.mark.parametrize("path", PROJECTS, ids=_name)
every_plugin = pytest.mark.parametrize("path", PLUGINS, ids=_name)


def _project(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))["project"]


def _package(path):
    return _project(path)["name"].replace("-", "_")


def _requirements(path):
    return [Requirement(text) for text in _project(path)["dependencies"]]


@functools.cache
def _imported_packages(path):
    """Return the top-level packages that the sources import, their own and Python's left out."""
    found = set()
    for source in (path.parent / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_bytes())):
            match node:
                case ast.Import(names=names):
                    found |= {alias.name.split(".")[0] for alias in names}
                case ast.ImportFrom(module=str(module), level=0):
                    found.add(module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {_package(path)}


# It reads the list of files of everything that is installed.
_packages_distributions = functools.cache(metadata.packages_distributions)


def _providers(package):
    """Return the distributions that hold a package; an editable install does not list its own."""
    names = _packages_distributions().get(package, [package.replace("_", "-")])
    return {canonicalize_name(name) for name in names}


@every_project
def test_the_installed_version_is_the_one_in_the_tree(path):
    project = _project(path)
    assert metadata.version(project["name"]) == project["version"]


@every_project
def test_every_package_says_that_it_is_typed(path):
    assert (resources.files(_package(path)) / "py.typed").is_file()


@every_project
def test_every_imported_package_is_declared(path):
    declared = {canonicalize_name(requirement.name) for requirement in _requirements(path)}
    if path.parent == ROOT:
        extras = _project(path)["optional-dependencies"]["test"]
        declared |= {canonicalize_name(Requirement(text).name) for text in extras}

    undeclared = {
        package for package in _imported_packages(path) if declared.isdisjoint(_providers(package))
    }

    assert undeclared == set()


@every_project
def test_every_declared_dependency_is_imported(path):
    used = {name for package in _imported_packages(path) for name in _providers(package)}
    assert {canonicalize_name(requirement.name) for requirement in _requirements(path)} <= used


@every_plugin
def test_a_plugin_accepts_the_core_of_this_tree(path):
    (core,) = (item for item in _requirements(path) if item.name == "alliancekit")
    assert core.specifier.contains(_project(ROOT / "pyproject.toml")["version"])
    # The next minor version may change the contract before 1.0.
    assert {each.operator for each in core.specifier} == {">=", "<"}


@every_plugin
def test_the_entry_point_of_a_plugin_is_found_and_loads(path):
    project = _project(path)
    promised = project["entry-points"]["alliancekit"]
    found = {
        point.name: point
        for point in metadata.distribution(project["name"]).entry_points
        if point.group == "alliancekit"
    }

    assert {name: point.value for name, point in found.items()} == promised
    assert {point.load().__name__ for point in found.values()} == {_package(path)}


@every_plugin
def test_a_plugin_has_the_licence_of_the_core(path):
    assert (path.parent / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_the_command_is_installed():
    (command,) = metadata.entry_points(group="console_scripts", name="alliancekit")
    assert callable(command.load())


def test_the_changelog_tells_of_this_version():
    version = _project(ROOT / "pyproject.toml")["version"]
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert headings[:2] == ["Unreleased", version]


def test_constraints_are_bare_versions_in_order():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [
        line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)
    ] == []
    assert lines == sorted(lines, key=lambda line: line.upper())


def test_everything_that_is_installed_by_name_is_constrained():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    constrained = {canonicalize_name(line.split("==")[0]) for line in lines}
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    wanted = {
        canonicalize_name(Requirement(text).name)
        for texts in [*groups.values(), *(_project(path)["dependencies"] for path in PROJECTS)]
        for text in texts
        if isinstance(text, str)
    }
    assert wanted - {"alliancekit"} <= constrained


# The documentation is not part of the sdist.
has_pages = pytest.mark.skipif(not (ROOT / "docs").is_dir(), reason="the pages are not here")


@has_pages
def test_every_public_module_has_a_page():
    package = ROOT / "src" / "alliancekit"
    modules = {
        path.stem
        for path in package.iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").is_file()) and path.stem[0] != "_"
    }
    pages = "".join(
        page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "reference").glob("*.md")
    )
    shown = set(re.findall(r"auto(?:module|class|function)::\s+alliancekit\.(\w+)", pages))
    assert modules - shown == set()


@has_pages
def test_every_example_with_a_prompt_in_the_pages_is_run():
    unrun = []
    for page in sorted((ROOT / "docs").rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        run = re.sub(r"^(`{3,}|:{3,})\{doctest\}.*?^\1\s*$", "", text, flags=re.M | re.S)
        unrun += [
            f"{page.relative_to(ROOT)}: {line}" for line in re.findall(r"^\s*>>> .*", run, re.M)
        ]
    assert unrun == []
