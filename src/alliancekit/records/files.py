"""Which files a reading takes in, their bytes and text within limits, and how one is written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from alliancekit._publishing import NotDurableError, UnpublishableError, draft
from alliancekit.errors import Problem, RecordError, quoted

YAML_SUFFIXES = frozenset({".yaml", ".yml"})
JSON_SUFFIXES = frozenset({".json"})
LINES_SUFFIXES = frozenset({".jsonl"})
SUFFIXES = YAML_SUFFIXES | JSON_SUFFIXES | LINES_SUFFIXES
"""Suffixes of the files that are read, in lower case."""

MAX_FILE_BYTES = 256 * 2**20
"""Largest JSON file. JSON Lines files have no limit but that of their lines."""

MAX_YAML_BYTES = 32 * 2**20
"""Largest YAML file: what is larger was not written by hand and is better kept as JSON Lines."""

MAX_LINE_BYTES = 16 * 2**20
"""Longest line of JSON Lines."""

# Opening a pipe must not wait for its writer: it is refused at once.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def file_error(code: str, source: str, message: str, line: int = 0) -> RecordError:
    """Return the error that names what is wrong with a whole file."""
    return RecordError([Problem(code=code, source=source, line=line, message=message)])


def files_of(path: str | os.PathLike[str]) -> list[Path]:
    """Return the files that a path stands for: itself, or all in the folder, by name.

    Hidden files and folders, and files of other suffixes, are left out of a folder.

    Raises:
        RecordError: There is no such file or folder, or the file's suffix is none that is read.
    """
    if not os.fspath(path):  # Path makes the working folder of it
        raise file_error("file", "", "the path is empty: name a file or folder")
    path = Path(path)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise file_error("file", str(path), f"cannot be read: {reason}") from error
    if stat.S_ISDIR(mode):
        return list(_files_in(path))
    if path.suffix.lower() not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        message = f"suffix {quoted(path.suffix)} is not read: use one of {known}"
        raise file_error("file.suffix", str(path), message)
    return [path]


def _files_in(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=_raise_unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith(".") and path.suffix.lower() in SUFFIXES:
                yield path


def _raise_unreadable(error: OSError) -> None:
    raise file_error("file", str(error.filename), f"cannot be read: {error.strerror}") from error


def open_regular(path: Path) -> BinaryIO:
    """Return a regular file, open for reading.

    Raises:
        RecordError: It cannot be opened, or is a pipe, a device or a socket.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        raise file_error("file", str(path), f"cannot be read: {error.strerror}") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise file_error("file.type", str(path), "is not a regular file: copy it into one")
    return open(descriptor, "rb")  # noqa: PTH123 - the path is open already


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """Return what a regular file holds.

    Raises:
        RecordError: It cannot be read, or holds more than ``max_bytes``.
    """
    with open_regular(path) as file:
        try:
            data = file.read(max_bytes + 1)
        except OSError as error:
            raise file_error("file", str(path), f"cannot be read: {error.strerror}") from error
    check_size(data, max_bytes, str(path))
    return data


def check_size(data: bytes, max_bytes: int, source: str) -> None:
    """Refuse what is longer than ``max_bytes``.

    Raises:
        RecordError: It is.
    """
    if len(data) > max_bytes:
        message = f"more than {max_bytes // 2**20} MiB: split it over several files"
        raise file_error("limit.file", source, message)


_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_OTHER_ENCODINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_WIDE = "looks like UTF-16 or UTF-32: save it as UTF-8"
# The three bytes of a surrogate, which UTF-8 rules out and json.loads lets pass.
_SURROGATE_START, _SURROGATE_SECOND = 0xED, range(0xA0, 0xC0)


def decoded(data: bytes, source: str, first_line: int = 1) -> str:
    """Return the text of UTF-8 bytes, without a leading byte order mark.

    Args:
        data: The bytes.
        source: Name of the file, for problems.
        first_line: Line on which the bytes start.

    Raises:
        RecordError: The bytes are not UTF-8.
    """
    content = without_mark(data) if first_line == 1 else data
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start + len(data) - len(content)
        raise _encoding_error(data, at, source, first_line) from error
    if _is_wide(data):
        raise file_error("encoding", source, _WIDE, first_line)
    return text


def _is_wide(data: bytes) -> bool:
    """Return whether each character seems to take two or four bytes."""
    return b"\x00" in data[:4]


def without_mark(data: bytes) -> bytes:
    """Return the bytes without one leading byte order mark of UTF-8."""
    return data.removeprefix(_BYTE_ORDER_MARK)


def _encoding_error(data: bytes, at: int, source: str, first_line: int) -> RecordError:
    line = first_line + data.count(b"\n", 0, at)
    where = f"byte 0x{data[at]:02X} at offset {at}"
    for mark, name in _OTHER_ENCODINGS:
        if data.startswith(mark):
            return file_error("encoding", source, f"is {name}: save it as UTF-8", line)
    if _is_wide(data):
        return file_error("encoding", source, _WIDE, first_line)
    if data[at] == _SURROGATE_START and at + 1 < len(data) and data[at + 1] in _SURROGATE_SECOND:
        message = f"{where} starts a lone surrogate, which no text can hold: remove it"
        return file_error("text.surrogate", source, message, line)
    return file_error("encoding", source, f"{where} is not UTF-8: save the file as UTF-8", line)


def lines_of(file: BinaryIO, source: str) -> Iterator[tuple[int, int, bytes | RecordError]]:
    """Yield number, offset in bytes and content of each line of JSON Lines that is not blank.

    Only a line feed ends a line.

    Yields:
        In place of a line of more than 16 MiB, the error that says so.
    """
    offset = 0
    number = 0
    while line := file.readline(MAX_LINE_BYTES + 1):
        number += 1
        start = offset
        offset += len(line)
        if len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            message = (
                f"line of more than {MAX_LINE_BYTES // 2**20} MiB: split its records over lines"
            )
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_LINE_BYTES)
                offset += len(line)
            yield number, start, file_error("limit.line", source, message, number)
            continue
        content = line.strip(b" \t\r\n")
        if content:
            yield number, start, content


def publish(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file whole or not at all.

    Another process sees the whole old file or the whole new one. The file keeps its mode, and a
    symbolic link stays: what it points to is replaced.

    Args:
        path: Of the file.
        chunks: What it is to hold; what making them raises leaves the old file in its place.

    Raises:
        RecordError: The disk refuses.
    """
    try:
        with draft(path) as temporary:
            with open(temporary.file.fileno(), "wb", closefd=False) as file:
                file.writelines(chunks)
            temporary.publish()
    except UnpublishableError as error:
        raise file_error("file", str(path), f"cannot be written: {error}") from error
    except NotDurableError as error:
        message = f"is written, and a loss of power may undo that: {error}"
        raise file_error("file", str(path), message) from error
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise file_error("file", str(path), message) from error
