"""Where text goes: a terminal with its width and colours, or a file or pipe without either.

Text from reports is data: what could move a cursor, change a colour or turn the direction of a line
is shown as its code point, and no text is read as markup.
"""

from __future__ import annotations

import contextlib
import io
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, TextIO

import attrs

# Where a terminal needs it, rich is imported: that takes as long as all else that --help loads.
if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

Span = tuple[str, str]
"""A piece of text and its style."""

Cell = str | Sequence[Span]
"""What stands in one cell; each piece has a line of its own."""

_GAP = "  "
_NO_WIDTHS: Mapping[int, int] = MappingProxyType({})
# Needed to write Persian, Indic scripts and joined emoji; neither moves anything.
_JOINERS = "\u200c\u200d"


@attrs.frozen(kw_only=True)
class Screen:
    """A stream of text.

    Attributes:
        stream: The stream.
        encoding: Its encoding.
        is_terminal: Whether a person reads it as it comes; tables then fit the width.
        has_color: Whether it takes colours.
        width: Columns of the terminal; anything else has lines as long as they need to be.
    """

    stream: TextIO
    encoding: str
    is_terminal: bool
    has_color: bool
    width: int

    def line(self, text: str = "", style: str = "") -> None:
        """Write one line of data."""
        shown = printable(text, self.encoding)
        self._write(self._styled(shown, style) if self.has_color and style else shown)

    def prose(self, text: str, style: str = "") -> None:
        """Write words of ours and of data, which a terminal breaks between words."""
        if self.is_terminal:
            self._write(self._styled(printable(text, self.encoding), style, breaks=True))
        else:
            self.line(text)

    def raw(self, text: str) -> None:
        """Write text whose lines are ours, such as JSON in ASCII."""
        self._write(text)

    def table(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        numbers: Sequence[int] = (),
        widths: Mapping[int, int] = _NO_WIDTHS,
    ) -> None:
        """Write a table.

        Args:
            headers: Of the columns; none where all are ``""``.
            rows: Each as long as the headers.
            numbers: Columns that are set flush right.
            widths: The most that columns take in a terminal.
        """
        cells = [[self._pieces(cell) for cell in row] for row in rows]
        if self.is_terminal:
            self._write(self._drawn(headers, cells, numbers, widths))
            return
        plain = [[" ".join(text for text, _ in pieces) for pieces in row] for row in cells]
        with_head = [list(headers), *plain] if any(headers) else plain
        for line in _aligned(with_head, numbers):
            self._write(line)

    def _pieces(self, cell: Cell) -> list[Span]:
        pieces = [(cell, "")] if isinstance(cell, str) else cell
        return [(printable(text, self.encoding), style) for text, style in pieces if text]

    def _drawn(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[Sequence[Span]]],
        numbers: Sequence[int],
        widths: Mapping[int, int],
    ) -> str:
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(
            box=box.SIMPLE_HEAD if any(headers) else None,
            show_header=any(headers),
            show_edge=False,
            pad_edge=False,
            header_style="bold",
        )
        for number, header in enumerate(headers):
            table.add_column(
                header,
                justify="right" if number in numbers else "left",
                overflow="fold",
                max_width=widths.get(number),
                no_wrap=number in numbers,
            )
        for row in rows:
            table.add_row(
                *(Text("\n").join(Text(text, style) for text, style in pieces) for pieces in row)
            )
        return self._rendered(table)

    def _styled(self, text: str, style: str, *, breaks: bool = False) -> str:
        from rich.text import Text

        if breaks:
            return self._rendered(Text(text, style))
        return self._rendered(Text(text, style, no_wrap=True, overflow="ignore"), soft_wrap=True)

    def _rendered(self, thing: Table | Text, *, soft_wrap: bool = False) -> str:
        from rich.console import Console

        # rich writes to a string and we to the stream: it would end the process on a broken pipe.
        console = Console(
            # Its encoding decides which lines boxes are drawn with.
            file=io.TextIOWrapper(io.BytesIO(), self.encoding),
            width=self.width,
            force_terminal=self.has_color,
            color_system="standard" if self.has_color else None,
            no_color=not self.has_color,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
            _environ={},
        )
        with console.capture() as capture:
            console.print(thing, crop=False, soft_wrap=soft_wrap)
        return "\n".join(line.rstrip(" ") for line in capture.get().splitlines())

    def _write(self, text: str) -> None:
        self.stream.write(f"{text}\n")

    @contextlib.contextmanager
    def working(self, what: str) -> Iterator[Callable[[int, int], None]]:
        """Show that work goes on, where a person can see it, and wipe that away at the end.

        Args:
            what: What is being done.

        Yields:
            A function of the number of things done and of things in all.
        """
        if not self.is_terminal:
            yield lambda done, total: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        console = Console(
            file=self.stream,
            width=self.width,
            no_color=not self.has_color,
            markup=False,
            emoji=False,
        )
        columns = (
            SpinnerColumn(spinner_name="line"),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TimeElapsedColumn(),
        )
        with Progress(
            *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
        ) as progress:
            task = progress.add_task(printable(what, self.encoding), total=None)
            yield lambda done, total: progress.update(task, completed=done, total=total)


def open_screen(stream: TextIO) -> Screen:
    """Return the screen of a stream.

    In the environment ``NO_COLOR`` and ``TERM=dumb`` take the colours away, ``COLUMNS`` sets the
    width.

    Args:
        stream: ``sys.stdout``, ``sys.stderr`` or the like. What its encoding lacks is written as
            code points.

    Source:
        https://no-color.org
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    is_terminal = stream.isatty()
    is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return Screen(
        stream=stream,
        encoding=stream.encoding or "utf-8",
        is_terminal=is_terminal,
        has_color=is_terminal and not is_plain,
        width=_terminal_width(stream) if is_terminal else _UNLIMITED,
    )


# Wider than any line that a person reads, and no table is stretched to it.
_UNLIMITED = 100_000
_LEAST_WIDTH = 40
_USUAL_WIDTH = 80


def _terminal_width(stream: TextIO) -> int:
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given) > 0:
        return max(_LEAST_WIDTH, min(int(given), _UNLIMITED))
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    return max(_LEAST_WIDTH, columns or _USUAL_WIDTH)


def printable(text: str, encoding: str = "utf-8") -> str:
    r"""Return text as one line that a terminal shows and does not obey.

    >>> printable("Nhật\x1b[2J\u202eBản\n") == "Nhật\\x1b[2J\\u202eBản "
    True

    Args:
        text: Any.
        encoding: What the terminal takes; other characters become code points.

    Returns:
        Controls, format characters, surrogates and unassigned code points are written as code
        points, line feeds and tabs as spaces.
    """
    shown = text if text.isprintable() else "".join(map(_shown, text))
    return shown.encode(encoding, "backslashreplace").decode(encoding)


def _shown(char: str) -> str:
    if char in "\n\t" or unicodedata.category(char) == "Zs":
        return " "
    if char.isprintable() or char in _JOINERS:
        return char
    return (
        char.encode("ascii", "backslashreplace").decode("ascii")
        if ord(char) > 0x7F
        else f"\\x{ord(char):02x}"
    )


def _aligned(rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> Iterator[str]:
    from rich.cells import cell_len

    widths = [max(map(cell_len, column), default=0) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = []
        for number, (text, width) in enumerate(zip(row, widths, strict=True)):
            room = " " * (width - cell_len(text))
            cells.append(f"{room}{text}" if number in numbers else f"{text}{room}")
        yield _GAP.join(cells).rstrip()


def counted(number: int, thing: str, things: str = "") -> str:
    """Return a number with what it counts.

    >>> counted(1, "entry", "entries"), counted(2000, "record")
    ('1 entry', '2,000 records')
    """
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"
