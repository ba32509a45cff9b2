"""The contract of exporters, with a parser that is not what wrote the page."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

from alliancekit.testing import ExporterConformance
from alliancekit_html import html

_VOID = {"meta", "link", "input", "br", "img", "hr"}
_ALLOWED = {
    *("html", "head", "meta", "link", "title", "style", "script", "body", "header", "main"),
    *(
        "footer",
        "section",
        "aside",
        "nav",
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "div",
        "span",
        "small",
        "em",
        "code",
    ),
    *("bdi", "i", "a", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th"),
    *("td", "form", "label", "input", "select", "option", "button", "output", "canvas"),
    *("details", "summary"),
}


class _Page(HTMLParser):
    """The page as a tree of open elements; every element must be closed in its order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.entries: dict[str, str] = {}
        self.ids: list[str] = []
        self._entry = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _ALLOWED, f"<{tag}> is no element of ours"
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag == "li" and "data-entry" in values:
            self._entry = values["data-entry"] or ""
        if tag == "bdi" and values.get("class") == "title" and self._entry:
            self._in_title = True
            self.entries[self._entry] = ""
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "bdi" and self._in_title:
            self._in_title = False
            self._entry = ""

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.entries[self._entry] += data


def _read(data: bytes) -> _Page:
    page = _Page()
    page.feed(data.decode())
    page.close()
    return page


class TestHTML(ExporterConformance):
    exporter = html
    heavy = ("alliancekit_html._write",)

    def read_back(self, data: bytes) -> Mapping[str, str]:
        return _read(data).entries

    def check_format(self, data: bytes) -> None:
        page = _read(data)
        assert page.open == []
        assert len(set(page.ids)) == len(page.ids)
        assert data.startswith(b"<!DOCTYPE html>\n")
