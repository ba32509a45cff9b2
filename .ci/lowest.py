"""Make an environment with the oldest versions that the metadata of the projects allows.

Usage: python .ci/lowest.py ENVIRONMENT PROJECT...
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
import venv
from pathlib import Path

from packaging.requirements import Requirement


def main(environment: Path, projects: list[Path]) -> None:
    """Install the projects, their oldest dependencies and the newest test tools."""
    venv.create(environment, clear=True, with_pip=True)
    constraints = environment / "lowest.txt"
    constraints.write_text("".join(f"{line}\n" for line in _lowest(projects)), encoding="utf-8")

    editable = [argument for project in projects for argument in ("-e", str(project))]
    _pip(environment, "--upgrade", "pip", "hatchling")
    _pip(environment, "-c", str(constraints), "--no-build-isolation", *editable)
    _pip(environment, "-c", str(constraints), "--group", "test")


def _lowest(projects: list[Path]) -> list[str]:
    tables = [
        tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        for project in projects
    ]
    ours = {table["name"] for table in tables}
    requirements = (Requirement(text) for table in tables for text in table["dependencies"])
    return sorted(
        {
            f"{requirement.name}=={bound.version}"
            for requirement in requirements
            if requirement.name not in ours
            for bound in requirement.specifier
            if bound.operator == ">="
        }
    )


def _pip(environment: Path, *arguments: str) -> None:
    pip = [environment / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--no-input"]
    subprocess.run([*pip, "--quiet", "install", *arguments], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
