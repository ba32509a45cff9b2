"""The zip of a workbook: the same bytes on every day and machine, in the order of the schema."""

from __future__ import annotations

import datetime as dt
import re
from typing import BinaryIO, Self
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

CORE = "docProps/core.xml"
CONTENT_TYPES = "[Content_Types].xml"
_STYLES = "xl/styles.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# CT_Font is a sequence to the validator of the Open XML SDK, and openpyxl writes it in another
# order.
FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
"""Order of a font's parts in the schema."""


FIRST_TIME = (1980, 1, 1, 0, 0, 0)
"""The time that parts bear: the first that a zip can hold."""

_TIMES = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
# The properties of a file are kept as times since 1601 by Windows; a zip's begin in 1980.
_EARLIEST_STAMP = dt.datetime(*FIRST_TIME, tzinfo=dt.UTC)
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CHUNK_BYTES = 1 << 20
# Half of the speed of a run is compression: level 3 takes half the time of 6 for a tenth more
# bytes.
_LEVEL = 3
_UNIX = 3
# Above this a part may pass 2 GiB, where the older form of zip ends.
_BIG_CHARS = 1 << 30


def saved(workbook: Workbook, file: BinaryIO) -> ZipFile:
    """Return the parts of a workbook as openpyxl writes them to a scratch file."""
    workbook.save(file)
    return ZipFile(file)


def tidied(name: str, part: bytes, stamp: dt.datetime) -> bytes:
    """Return a part in its canonical form, the same whichever XML library openpyxl uses.

    Args:
        name: Name of the part.
        part: Its XML.
        stamp: What stands as the time of making and of the last change, UTC; 1980 at the earliest.
    """
    text = part.decode()
    if name == _STYLES:
        text = _with_ordered_fonts(text)
    canonical = ElementTree.canonicalize(text)
    if name == CORE:
        time = max(stamp, _EARLIEST_STAMP).replace(tzinfo=None).isoformat(timespec="seconds")
        canonical = _TIMES.sub(rf"\g<1>{time}Z", canonical)
    return _DECLARATION + canonical.encode()


def _with_ordered_fonts(styles_xml: str) -> str:
    root = ElementTree.fromstring(styles_xml)  # noqa: S314 - openpyxl has just written it
    for font in root.iter(f"{_MAIN}font"):
        font[:] = sorted(font, key=lambda child: FONT_ORDER.index(child.tag.removeprefix(_MAIN)))
    ElementTree.register_namespace("", _MAIN[1:-1])
    return ElementTree.tostring(root, encoding="unicode")


class Package:
    """A zip that is written part by part and holds no time but the first of 1980."""

    def __init__(self, stream: BinaryIO) -> None:
        self._zip = ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=_LEVEL)

    def add(self, name: str, part: bytes) -> None:
        """Write a whole part."""
        with self.open(name, len(part)) as target:
            target.write(part)

    def open(self, name: str, n_chars: int) -> BinaryIO:
        """Return a stream that takes a part.

        Args:
            name: Name of the part.
            n_chars: How long it may become.
        """
        return self._zip.open(name, "w", force_zip64=n_chars > _BIG_CHARS)  # type: ignore[return-value]

    def copy(self, name: str, source: ZipFile) -> None:
        """Write a part of another zip, in pieces."""
        with source.open(name) as part, self.open(name, source.getinfo(name).file_size) as target:
            while piece := part.read(_CHUNK_BYTES):
                target.write(piece)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Write the directory of the zip, unless something failed; the stream stays open."""
        if error is not None:
            # Else the finaliser writes to a stream that failed.
            self._zip.fp = None
            return
        for info in self._zip.infolist():
            info.create_system = _UNIX  # Python writes here on what system it runs
        self._zip.close()
