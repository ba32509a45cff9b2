"""XML of a stranger's workbook: no document type, so no entities, and no whole sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_CHUNK_BYTES = 1 << 14
_KEPT_UNTIL_USED = frozenset(f"{MAIN}{tag}" for tag in ("c", "is", "r", "t", "v", "f", "formula1"))


class UnsafeXMLError(ValueError):
    """XML with a document type, or too much of it."""


class _RootSeen(Exception):  # noqa: N818 - it ends a search, and is no error
    pass


def tree(part: IO[bytes]) -> Element:
    """Return the root of a small part; the stream is read to its end.

    Raises:
        UnsafeXMLError: It declares a document type.
        ParseError: It is not well-formed.
    """
    check_prolog(part)
    return ElementTree.parse(part).getroot()  # noqa: S314 - there is no document type


def elements(part: IO[bytes]) -> Iterator[Element]:
    """Yield each row of a sheet and each element around them, emptied after it was looked at.

    Raises:
        UnsafeXMLError: It declares a document type.
        ParseError: It is not well-formed.
    """
    check_prolog(part)
    for _, element in ElementTree.iterparse(part):  # noqa: S314 - there is no document type
        if element.tag not in _KEPT_UNTIL_USED:
            yield element
            element.clear()


def check_prolog(part: IO[bytes]) -> None:
    """Refuse a part that declares a document type, and go back to its start.

    A document type can only stand before the root element: no more than that is read.

    Raises:
        UnsafeXMLError: It declares a document type.
        ParseError: It is not well-formed up to the root element.
    """

    def refuse(*_: object) -> None:
        raise UnsafeXMLError("it declares a document type")

    def stop(*_: object) -> None:
        raise _RootSeen

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        while chunk := part.read(_CHUNK_BYTES):
            parser.Parse(chunk)
    except _RootSeen:
        pass
    except expat.ExpatError as error:
        raise ElementTree.ParseError(str(error)) from error
    part.seek(0)
