"""A file as a table: what it is, its headings, and its rows with their numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, Any

from apps.core.phone import e164_parse
from apps.crm.errors.imports import (
    ImportEmptyError,
    ImportTooManyColumnsError,
    ImportTooManyRowsError,
)
from apps.crm.importing.csv_reading import SHORTEST_PHONE, delimiter_of
from apps.crm.importing.csv_reading import rows_of as csv_rows
from apps.crm.importing.encodings import decoded
from apps.crm.importing.kinds import LOOKED_AT, XLSX, kind_of
from apps.crm.importing.limits import MOST_COLUMNS, MOST_ROWS, SAMPLE_ROWS
from apps.crm.importing.xlsx_reading import parts_check, rows_about, sheet_rows

LONGEST_SHOWN = 200
HEADINGS_WITHIN = 20
"""A table may begin below a title."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What can be said of a file without reading all of an Excel sheet; `rows_total` is then an estimate."""

    kind: str
    encoding: str
    delimiter: str
    has_headings: bool
    headings: list[str]
    sample: list[list[str]]
    rows_total: int


def preview_of(file: IO[bytes]) -> Preview:
    """Raises ImportUnreadableError, ImportEncodingError, ImportOldExcelError, ImportNotTableError,
    ImportEmptyError, ImportTooManyColumnsError, ImportTooManyRowsError.
    """
    kind = kind_of(file.read(LOOKED_AT))
    file.seek(0)
    encoding = delimiter = ""
    if kind == XLSX:
        rows = sheet_rows(file)
    else:
        text, encoding = decoded(file.read())
        delimiter = delimiter_of(text)
        rows = csv_rows(text, delimiter)
    head, has_headings, numbered = _table(rows)
    sample = [row for _, row in islice(numbered, SAMPLE_ROWS)]
    if not sample:
        raise ImportEmptyError
    # What follows is counted, in CSV by reading it to its end, so that a broken end is known before.
    total = _about(file) if kind == XLSX else len(sample) + sum(1 for _ in numbered)
    return Preview(kind, encoding, delimiter, has_headings, head, [_shown(row) for row in sample], total)


def table_rows(file: IO[bytes], *, kind: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every row below the headings that is not empty, with its number in the file. Raises as `preview_of`."""
    rows = sheet_rows(file) if kind == XLSX else csv_rows(decoded(file.read())[0], delimiter)
    _, _, numbered = _table(rows)
    return numbered


def phones_shown(sample: list[list[str]]) -> list[dict[str, Any]]:
    """How numbers of the sample are stored, for every column that has at least one."""
    shown_as: list[dict[str, Any]] = []
    for column in range(max(map(len, sample), default=0)):
        given = [row[column] for row in sample if column < len(row) and row[column].strip()]
        normalised = [e164_parse(cell) if len(cell) > SHORTEST_PHONE else None for cell in given]
        if any(normalised):
            pairs = zip(given, normalised, strict=True)
            shown_as += [{"column": column, "given": cell, "normalised": e164} for cell, e164 in pairs]
    return shown_as


def shown(text: str) -> str:
    """As it can be stored and shown: no NUL, no half characters, not endless."""
    clean = text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
    return clean[:LONGEST_SHOWN]


def _about(file: IO[bytes]) -> int:
    parts_check(file)
    total = max(rows_about(file) - 1, 1)
    if total > MOST_ROWS:
        raise ImportTooManyRowsError(most=MOST_ROWS)
    return total


def _table(rows: Iterator[list[str]]) -> tuple[list[str], bool, Iterator[tuple[int, list[str]]]]:
    numbered = enumerate(rows, start=1)
    filled = ((number, row) for number, row in islice(numbered, HEADINGS_WITHIN) if not _is_empty(row))
    number, row = next(filled, (0, []))
    if not row:
        raise ImportEmptyError
    width = max(place for place, cell in enumerate(row, start=1) if cell.strip())
    if width > MOST_COLUMNS:
        raise ImportTooManyColumnsError(most=MOST_COLUMNS)
    if _is_data(row):
        return [""] * width, False, _bounded(chain([(number, row)], numbered))
    return [shown(" ".join(cell.split())) for cell in row[:width]], True, _bounded(numbered)


def _bounded(numbered: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    count = 0
    for number, row in numbered:
        if _is_empty(row):
            continue
        count += 1
        if count > MOST_ROWS:
            raise ImportTooManyRowsError(most=MOST_ROWS)
        yield number, row


def _is_empty(row: list[str]) -> bool:
    return not any(cell.strip() for cell in row)


def _is_data(row: list[str]) -> bool:
    """A heading is no telephone number and no address."""
    return any("@" in cell or (len(cell) > SHORTEST_PHONE and e164_parse(cell) is not None) for cell in row)


def _shown(row: list[str]) -> list[str]:
    return [shown(cell) for cell in row[:MOST_COLUMNS]]
