"""The linter of pages: each seeded fault is found, and a page of ours has none."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.exporting import export
from alliancekit.testing import hostile_timeline, sample_timeline
from alliancekit_html import HTMLOptions, html, lint
from alliancekit_html._lint import page_findings


def written() -> str:
    stream = io.BytesIO()
    export(sample_timeline(), stream, html)
    return stream.getvalue().decode()


def codes(text: str) -> set[str]:
    return {finding.code for finding in page_findings(text.encode())}


@pytest.mark.parametrize("timeline", [sample_timeline(), hostile_timeline()])
def test_a_page_of_ours_has_no_fault(timeline: object, tmp_path: Path) -> None:
    export(timeline, tmp_path / "page.html", html)  # type: ignore[arg-type]
    assert lint(tmp_path / "page.html") == ()


@pytest.mark.parametrize("title", ["", " ", "\n"])
def test_a_page_without_a_title_of_its_own_gets_one(title: str, tmp_path: Path) -> None:
    export(sample_timeline(), tmp_path / "page.html", html, HTMLOptions(title=title))
    assert lint(tmp_path / "page.html") == ()
    assert "<title>Timeline</title>" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<!DOCTYPE html>", "", "doctype"),
        ('<meta charset="utf-8">', "", "charset"),
        ('<html lang="en">', "<html>", "language"),
        ("<title>Alliance timeline", "<title>", "title"),
        ("<title>Alliance timeline</title>", "", "title"),
        ("default-src 'none'", "default-src *", "policy"),
        ("script-src '", "script-src 'unsafe-inline' '", "policy"),
        ('http-equiv="Content-Security-Policy"', 'name="policy"', "policy"),
        ('"use strict";', '"use strict"; alert(1);', "policy.digest"),
        ("<style>", "<style>@import url(http://example.org/x.css);", "fetched"),
        ("<style>", "<style>body { background: url(//example.org/x.png) }", "fetched"),
        ("<main>", '<main><script src="https://example.org/x.js"></script>', "fetched"),
        ("<main>", '<main><img src="x.png" alt="">', "fetched"),
        ("<main>", '<main><img src="data:,">', "alternative"),
        ("<main>", '<link rel="stylesheet" href="x.css"><main>', "fetched"),
        ("<main>", '<main><iframe title="x"></iframe>', "embedded"),
        ("<main>", '<main><a href="javascript:alert(1)">x</a>', "scheme"),
        ("<main>", '<main><a href=" JavaScript:alert(1)">x</a>', "scheme"),
        ("<main>", '<main><a href="https://example.org/"> </a>', "label"),
        ("<main>", '<main><a href="#nowhere">x</a>', "reference"),
        ("<main>", '<main><label for="nothing">x</label>', "reference"),
        ("<main>", '<main onclick="x()">', "handler"),
        ("<main>", '<main style="color: red">', "handler"),
        ("<main>", '<main><meta http-equiv="refresh" content="0; url=https://e.org">', "refresh"),
        ("<main>", '<main id="list">', "id.twice"),
        ("<main>", '<main id="a" id="b">', "attribute.twice"),
        ("<main>", "<main><section>", "nesting"),
        ("<main>", "<main></section>", "nesting"),
        ("</html>", "", "cut"),
    ],
)
def test_each_seeded_fault_is_found(old: str, new: str, code: str) -> None:
    page = written()
    assert old in page
    assert code in codes(page.replace(old, new, 1))


def test_a_page_that_stops_in_its_middle_is_found() -> None:
    page = written()
    found = codes(page[: page.index('<section id="sources">')])
    assert {"cut", "nesting"} <= found


def test_what_is_no_text_is_told_with_its_line() -> None:
    (finding,) = page_findings(b"<!DOCTYPE html>\n\xff")
    assert (finding.code, finding.where) == ("encoding", "line 2")


def test_an_empty_page_lacks_everything() -> None:
    assert codes("") >= {"doctype", "charset", "title", "language", "policy", "cut"}
    assert "nesting" in codes("<div>")


@given(st.text())
def test_any_text_is_linted_without_an_exception(text: str) -> None:
    assert page_findings(text.encode("utf-8", "surrogatepass")) != ()
