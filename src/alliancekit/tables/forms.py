"""How a file writes a table down.

Types of fields are imported at run time, since mappings are structured from files.
"""

import codecs

import attrs

from alliancekit import _checks as checks
from alliancekit.errors import quoted

MAX_COLUMNS = 16_384
"""Most columns of a table, which is what a worksheet holds."""

MAX_PREAMBLE_ROWS = 100
"""Most rows that may stand above and in the header."""


@attrs.frozen(kw_only=True)
class TableForm:
    """How a file writes a table down.

    Attributes:
        delimiter: Between the cells of a CSV file; RFC 4180 says a comma.
        encoding: Of a CSV file, by its Python name.
        header_within: In how many of the first rows the header is looked for, 1 to 100: it is the
            first row that holds all required columns. What stands above it is kept.
        unnamed: Whether columns may have no name; they are called ``#3`` by their place, from 1.
        sheet: Worksheet of an XLSX file, or ``""`` for the first.
    """

    delimiter: str = attrs.field(default=",")
    encoding: str = attrs.field(default="utf-8")
    header_within: int = attrs.field(default=1, validator=checks.whole(1, MAX_PREAMBLE_ROWS))
    unnamed: bool = False
    sheet: str = ""

    @delimiter.validator
    def _check_delimiter(self, _attribute: object, value: str) -> None:
        if len(value) != 1 or value in '"\r\n\0':
            message = f"{quoted(value)} cannot stand between cells: give one character"
            raise checks.model_error("value", "delimiter", message)

    @encoding.validator
    def _check_encoding(self, _attribute: object, value: str) -> None:
        # Codecs such as "hex" make bytes of bytes, which is no text.
        try:
            is_text = isinstance(codecs.decode(b"", value), str)
        except (LookupError, ValueError, TypeError):
            is_text = False
        if not is_text:
            message = f"{quoted(value)} is not an encoding: write one such as utf-8 or latin-1"
            raise checks.model_error("value", "encoding", message)
