"""Rows of a CSV text. Pure."""

import csv
import io
from collections.abc import Iterator

from apps.crm.errors.imports import ImportUnreadableError
from apps.crm.importing.limits import LONGEST_CELL

DELIMITERS = ",;\t|"
LOOKED_AT_LINES = 20
SAID = "sep="
"""How a first line for Excel names the delimiter."""


def delimiter_of(text: str) -> str:
    """The sign that divides the first rows into the most columns, and into equally many."""
    if text[: len(SAID)].lower() == SAID and text[len(SAID) : len(SAID) + 1] in DELIMITERS:
        return text[len(SAID)]
    head = "\n".join(text[:65_536].splitlines()[:LOOKED_AT_LINES])
    return max(DELIMITERS, key=lambda sign: _fitness(head, sign))


def rows_of(text: str, delimiter: str) -> Iterator[list[str]]:
    """Every row, empty ones too. Raises ImportUnreadableError."""
    lines = io.StringIO(text, newline="")
    if text[: len(SAID)].lower() == SAID:
        lines.readline()
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise _too_long(number)
            yield row
    except csv.Error as error:
        raise _too_long(number + 1) from error


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
