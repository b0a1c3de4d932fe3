"""Rows of a CSV text. Pure."""

import csv
import io
from collections.abc import Iterator

from apps.core.phone import e164_parse
from apps.crm.errors.imports import ImportUnreadableError
from apps.crm.importing.limits import LONGEST_CELL

DELIMITERS = ",;\t|"
LOOKED_AT_LINES = 20
SHORTEST_PHONE = 6
END = "\x1e"
SAID = "sep="
"""How a first line for Excel names the delimiter."""


def delimiter_of(text: str) -> str:
    """The sign that divides the first rows into the most columns, and into equally many."""
    if text[: len(SAID)].lower() == SAID and text[len(SAID) : len(SAID) + 1] in DELIMITERS:
        return text[len(SAID)]
    head = "\n".join(text[:65_536].splitlines()[:LOOKED_AT_LINES])
    return max(DELIMITERS, key=lambda sign: _fitness(head, sign))


def rows_of(text: str, delimiter: str) -> Iterator[list[str]]:
    """Every row, empty ones too. Raises ImportUnreadableError, also where an open quote swallowed rows."""
    lines = _Lines(text)
    if text[: len(SAID)].lower() == SAID:
        next(lines)
    reader = csv.reader(lines, delimiter=delimiter)
    number = width = 0
    try:
        for number, row in enumerate(reader, start=1):
            if lines.are_over:
                if row != [END]:
                    raise _left_open(lines.begins)
                return
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise _too_long(number)
            width = width or (len(row) if len(row) > 1 else 0)
            if len(lines.read) > 1 and _swallowed(row, lines.read, delimiter, width):
                raise _left_open(lines.begins)
            lines.read.clear()
            yield row
    except csv.Error as error:
        raise _too_long(number + 1) from error


class _Lines:
    """The lines of a text and one more behind them: a quote that is open at the end swallows that too."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._number = 0
        self.read: list[str] = []
        self.are_over = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.are_over:
            raise StopIteration
        line = self._lines.readline()
        self._number += 1
        self.are_over = not line
        self.read.append(line or END)
        return self.read[-1]

    @property
    def begins(self) -> int:
        """The number of the line in which the row that is being read began."""
        return self._number - len(self.read) + 1


def _swallowed(row: list[str], lines: list[str], delimiter: str, width: int) -> bool:
    """Whether a value of several lines is rows: its quote ends in the middle of a value, or each of its lines
    is, with what stands beside it, as wide as a row and one holds a telephone number or an address.
    """
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return True
    return width > 1 and any(_is_rows(row, place, delimiter, width) for place in range(len(row)))


def _is_rows(row: list[str], place: int, delimiter: str, width: int) -> bool:
    parts = [line.split(delimiter) for line in row[place].splitlines()]
    widths = [len(each) for each in parts]
    if len(parts) < 2:
        return False
    widths[0] += place
    widths[-1] += len(row) - place - 1
    return set(widths) == {width} and any(_is_address(part) for each in parts[:-1] for part in each)


def _is_address(text: str) -> bool:
    return "@" in text or (len(text.strip()) > SHORTEST_PHONE and e164_parse(text) is not None)


def _left_open(line: int) -> ImportUnreadableError:
    return ImportUnreadableError(
        "נפתחו כאן מירכאות ולא נסגרו, והשורות שאחריהן נבלעו בתא אחד. יש לסגור או למחוק אותן.",
        "A quote was opened here and not closed: the rows behind it went into one cell. Close or delete it.",
        row=line,
    )


def _too_long(number: int) -> ImportUnreadableError:
    return ImportUnreadableError(
        f"תא ארוך מ-{LONGEST_CELL} תווים. כנראה נפתחו מירכאות ולא נסגרו.",
        f"A cell is longer than {LONGEST_CELL} characters. A quote may have been left open.",
        row=number,
    )


def _fitness(head: str, delimiter: str) -> tuple[float, int]:
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(head), delimiter=delimiter) if row]
    except csv.Error:
        return (0, 0)
    if not widths or widths[0] < 2:
        return (0, 0)
    return (widths.count(widths[0]) / len(widths), widths[0])
