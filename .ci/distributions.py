"""Build every distribution twice, from two places, and check what is inside.

Usage: python .ci/distributions.py OUTPUT PROJECT...
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path

# Any fixed moment: an archive that holds the time of its making cannot be made again.
_EPOCH = "1767225600"
_NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "build", "__pycache__", ".*_cache", ".hypothesis"
)
# What a package may hold; a stray editor backup or notebook stops the build.
_PACKAGE_SUFFIXES = {".css", ".csv", ".js", ".json", ".jsonl", ".md", ".py", ".tsv", ".txt"} | {
    ".typed",
    ".yaml",
}
_METADATA_FILES = {"METADATA", "RECORD", "WHEEL", "entry_points.txt"}
_SDIST_FILES = {".gitignore", "PKG-INFO", "README.md", "pyproject.toml"}


def main(output: Path, projects: list[Path]) -> int:
    """Return 0 if every archive holds what it should and is the same from both places."""
    shutil.rmtree(output, ignore_errors=True)
    problems: list[str] = []

    with tempfile.TemporaryDirectory() as elsewhere:
        copy = Path(elsewhere, "copy")
        shutil.copytree(Path.cwd(), copy, ignore=_NOT_COPIED, copy_function=shutil.copyfile)

        for project in projects:
            _build(project, output)
            _build(copy / project, Path(elsewhere, "dist"))
            problems += _problems_inside(project, output)

        first, second = _digests(output), _digests(Path(elsewhere, "dist"))
        problems += [
            f"{name}: another place gives other bytes"
            for name in sorted(first.keys() | second.keys())
            if first.get(name) != second.get(name)
        ]

    for name, digest in sorted(first.items()):
        print(f"{digest[:16]}  {(output / name).stat().st_size:>9,}  {name}")
    for problem in problems:
        print(problem, file=sys.stderr)
    return bool(problems)


def _build(project: Path, output: Path) -> None:
    # The wheel is built from the sdist, which proves that the sdist is whole.
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", output, project],
        check=True,
        stdout=subprocess.DEVNULL,
        env={"SOURCE_DATE_EPOCH": _EPOCH, **os.environ},
    )


def _problems_inside(project: Path, output: Path) -> list[str]:
    metadata = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stem = f"{metadata['name'].replace('-', '_')}-{metadata['version']}"
    licences = {
        path.relative_to(project).as_posix()
        for pattern in metadata["license-files"]
        for path in project.glob(pattern)
    }
    sources = {
        path.relative_to(project).as_posix()
        for path in (project / "src").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    strays = {name for name in sources if Path(name).suffix not in _PACKAGE_SUFFIXES}

    with zipfile.ZipFile(output / f"{stem}-py3-none-any.whl") as wheel:
        in_wheel = set(wheel.namelist())
    wanted_in_wheel = {name.removeprefix("src/") for name in sources - strays} | {
        f"{stem}.dist-info/{name}"
        for name in _METADATA_FILES | {f"licenses/{licence}" for licence in licences}
    }

    with tarfile.open(output / f"{stem}.tar.gz") as sdist:
        in_sdist = {
            member.name.removeprefix(f"{stem}/") for member in sdist.getmembers() if member.isfile()
        }
    wanted_in_sdist = (sources - strays) | licences | (_SDIST_FILES - {".gitignore"})
    allowed_roots = _allowed_roots(project)
    unwanted_in_sdist = {
        name
        for name in in_sdist - wanted_in_sdist - _SDIST_FILES
        if not any(name == root or name.startswith(f"{root}/") for root in allowed_roots)
    }

    return [
        f"{stem}: {where} {name}"
        for where, names in (
            ("a package may not hold", strays),
            ("the wheel lacks", wanted_in_wheel - in_wheel),
            ("the wheel may not hold", in_wheel - wanted_in_wheel),
            ("the sdist lacks", wanted_in_sdist - in_sdist),
            ("the sdist may not hold", unwanted_in_sdist),
            ("the sdist may not hold", {name for name in in_sdist if name.endswith(".pyc")}),
        )
        for name in sorted(names)
    ]


def _allowed_roots(project: Path) -> list[str]:
    # Tests and examples are named by folder: their files may be of any kind.
    targets = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    named: list[str] = targets["tool"]["hatch"]["build"]["targets"]["sdist"]["only-include"]
    return [name for name in named if not name.startswith("src/")]


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]]))
