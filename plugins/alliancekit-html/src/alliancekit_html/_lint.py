"""What keeps a page from standing by itself, or its readers from finding their way."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

import attrs

from alliancekit.exporting import Finding

# HTML, "void elements": they have no end tag.
_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905
)
# An end tag of these may be left out, so that a missing one is no fault.
_OPTIONAL_END = frozenset("li dt dd p tr td th thead tbody tfoot option html head body".split())  # noqa: SIM905
# What counts by its text: labels, and what may act.
_LABELLED = frozenset({"a", "button", "h1", "h2", "h3"})
_READ = _LABELLED | {"title", "style", "script"}
# Attributes that make a browser fetch something by itself.
_FETCHED = frozenset({"src", "srcset", "poster", "data", "background"})
_SAFE_SCHEMES = ("http:", "https:", "mailto:", "data:", "#")
_HASH = re.compile(r"'sha256-([A-Za-z0-9+/=]+)'")
_FETCHING_STYLE = re.compile(r"@import|url\(\s*['\"]?(?!data:|#)", re.IGNORECASE)


def page_findings(data: bytes) -> tuple[Finding, ...]:
    """Return the faults of a page, in the order of its lines.

    Args:
        data: The file.

    Returns:
        Faults of encoding, structure, references, and of what may run.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        where = f"line {data.count(10, 0, error.start) + 1}"
        return (Finding(code="encoding", message="The file is not in UTF-8.", where=where),)
    page = _Page()
    page.feed(text)
    page.close()
    page.end(text)
    return tuple(finding for _, finding in sorted(page.findings, key=lambda found: found[0]))


@attrs.define
class _Open:
    tag: str
    line: int
    name: str = ""
    texts: list[str] = attrs.field(factory=list)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.findings: list[tuple[int, Finding]] = []
        self._open: list[_Open] = []
        self._ids: Counter[str] = Counter()
        self._referred: list[tuple[str, int]] = []
        self._policy: str | None = None
        self._has: set[str] = set()

    def _tell(self, code: str, message: str, line: int | None = None) -> None:
        number = self.getpos()[0] if line is None else line
        self.findings.append((number, Finding(code=code, message=message, where=f"line {number}")))

    def handle_decl(self, decl: str) -> None:
        if decl.lower() == "doctype html":
            self._has.add("doctype")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._has.add(tag)
        if len(given) < len(attrs):
            self._tell("attribute.twice", f"An attribute of <{tag}> stands twice.")
        if tag == "html" and not given.get("lang"):
            self._tell("language", "The page does not say in what language it is.")
        if tag == "meta":
            self._take_meta(given)
        if tag in ("iframe", "object", "embed", "base", "frame"):
            self._tell("embedded", f"<{tag}> brings in what is not in the file.")
        if tag == "img" and "alt" not in given:
            self._tell("alternative", "A picture has no text in its place.")
        if id := given.get("id"):
            self._ids[id] += 1
            if self._ids[id] == 2:
                self._tell("id.twice", f"The id {id!r} stands twice.")
        for finding in _attribute_faults(tag, given):
            self._tell(*finding)
        for name in ("href", "for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for word in given.get(name, "").split():
                if name != "href" or word.startswith("#"):
                    self._referred.append((word.removeprefix("#"), self.getpos()[0]))
        if tag not in _VOID:
            label = given.get("aria-label", "")
            self._open.append(_Open(tag, self.getpos()[0], name=label))

    def _take_meta(self, given: dict[str, str]) -> None:
        kind = given.get("http-equiv", "").lower()
        if kind == "content-security-policy":
            self._policy = given.get("content", "")
        if kind == "refresh":
            self._tell("refresh", "The page goes elsewhere by itself.")
        if given.get("charset", "").lower() == "utf-8":
            self._has.add("charset")

    def handle_data(self, data: str) -> None:
        # A whole page has no text that anybody asks for.
        for element in self._open:
            if element.tag in _READ:
                element.texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        at = len(self._open) - 1
        while at >= 0 and self._open[at].tag != tag:
            at -= 1
        if at < 0:
            self._tell("nesting", f"</{tag}> ends nothing.")
            return
        for unclosed in self._open[at + 1 :]:
            if unclosed.tag not in _OPTIONAL_END:
                self._tell("nesting", f"<{unclosed.tag}> has no end.", unclosed.line)
        element = self._open[at]
        del self._open[at:]
        self._take_whole(element)

    def _take_whole(self, element: _Open) -> None:
        text = "".join(element.texts)
        if element.tag in _LABELLED and not (text + element.name).strip():
            self._tell("label", f"<{element.tag}> has no text.", element.line)
        if element.tag == "title" and not text.strip():
            self._tell("title", "The page has an empty title.", element.line)
        if element.tag == "style" and _FETCHING_STYLE.search(text):
            self._tell("fetched", "The style fetches what is not in the file.", element.line)
        if element.tag in ("script", "style") and self._policy is not None:
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            if digest not in _HASH.findall(self._policy):
                message = f"The policy of the page does not let this <{element.tag}> act."
                self._tell("policy.digest", message, element.line)

    def end(self, text: str) -> None:
        """Tell what the whole page lacks."""
        for element in self._open:
            if element.tag not in _OPTIONAL_END:
                self._tell("nesting", f"<{element.tag}> has no end.", element.line)
        for id, line in self._referred:
            if id and id not in self._ids:
                self._tell("reference", f"There is no element with the id {id!r}.", line)
        for code, message in self._lacking(text):
            self._tell(code, message, 1)

    def _lacking(self, text: str) -> Iterator[tuple[str, str]]:
        if "doctype" not in self._has:
            yield "doctype", "The page does not begin with <!DOCTYPE html>."
        if "charset" not in self._has:
            yield "charset", "The page does not say that it is in UTF-8."
        if "title" not in self._has:
            yield "title", "The page has no title."
        if "html" not in self._has:
            yield "language", "The page does not say in what language it is."
        if self._policy is None:
            yield "policy", "The page has no policy that keeps foreign scripts out."
        elif "default-src 'none'" not in self._policy or "unsafe" in self._policy:
            yield "policy", "The policy of the page lets more act than what is in it."
        if "</html>" not in text:
            yield "cut", "The page is cut: its end is missing."


def _attribute_faults(tag: str, given: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        bare = value.strip().lower()
        if name.startswith("on"):
            yield "handler", f"The attribute {name} of <{tag}> is a script."
        if name == "style":
            yield "handler", f"The attribute style of <{tag}> needs a laxer policy."
        is_fetched = name in _FETCHED or (tag == "link" and name == "href")
        if is_fetched and bare and not bare.startswith(("data:", "#")):
            yield "fetched", f"<{tag}> fetches what is not in the file."
        elif name in ("href", "action", "formaction") and not bare.startswith(_SAFE_SCHEMES):
            yield "scheme", f"The address of <{tag}> is no web address."
