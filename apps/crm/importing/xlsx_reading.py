"""Rows of the first sheet of an Excel file, as text, one at a time.

A file is small packed and endless unpacked, so every part is measured before one is read. Python's zipfile
gives no more of a part than the file's directory says there is.
"""

import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import IO, Any

from openpyxl import load_workbook

from apps.core.errors import AppError
from apps.core.jobs import JobInterruptedError
from apps.crm.errors.imports import ImportNotTableError, ImportUnreadableError
from apps.crm.importing.limits import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_PARTS,
    MOST_SHARED_BYTES,
    MOST_UNPACKED_BYTES,
)

SHARED = "xl/sharedStrings.xml"
BOOK = "xl/"
OTHERS = {"word/document.xml": "document", "ppt/presentation.xml": "document", "mimetype": "opendocument"}
"""What other programs pack as Excel packs its files, by a part of theirs."""
PIECE = 1 << 20


def sheet_rows(file: IO[bytes]) -> Iterator[list[str]]:
    """Every row, empty ones too, cut after the widest that is allowed. Raises as `parts_check`."""
    parts_check(file)
    try:
        with warnings.catch_warnings():
            # About styles and extensions it does not know.
            warnings.simplefilter("ignore")
            yield from _rows(file)
    except (AppError, JobInterruptedError):
        raise
    # A broken file makes the reader stumble in any of its places, with any kind of error.
    except Exception as error:
        raise _unreadable() from error


def parts_check(file: IO[bytes]) -> None:
    """Raises ImportNotTableError for another kind of archive, ImportUnreadableError for one that is broken or
    grows too large.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            sizes = {part.filename: part.file_size for part in parts}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _unreadable() from error
    if not any(name.startswith(BOOK) for name in names):
        raise ImportNotTableError(kind=next((OTHERS[name] for name in names & OTHERS.keys()), "archive"))
    is_bomb = len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES
    if is_bomb or len(names) < len(parts) or sizes.get(SHARED, 0) > MOST_SHARED_BYTES:
        raise _too_large()


def rows_about(file: IO[bytes]) -> int:
    """How many rows the largest sheet has at most, counted without reading them. After `parts_check`."""
    most = 0
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                most = max(most, _starts_of_rows(archive, name))
    return most


def _starts_of_rows(archive: zipfile.ZipFile, name: str) -> int:
    found, tail = 0, b""
    try:
        with archive.open(name) as part:
            while piece := part.read(PIECE):
                found += (tail + piece).count(b"<row ")
                tail = piece[-4:]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _unreadable() from error
    return found


def _rows(file: IO[bytes]) -> Iterator[list[str]]:
    book: Any = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        sheet = next((each for each in book.worksheets if each.sheet_state == "visible"), None)
        if sheet is None:
            raise _unreadable()
        # Some programs write a wrong size.
        sheet.reset_dimensions()
        cells = 0
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            # A cell far out at the side fills its row up to there.
            cells += len(row)
            if cells > MOST_CELLS:
                raise _too_large()
            yield [_text(value, number) for value in row[: MOST_COLUMNS + 1]]
    finally:
        book.close()


def _text(value: Any, number: int) -> str:
    match value:
        case None:
            return ""
        case str():
            if len(value) > LONGEST_CELL:
                raise ImportUnreadableError("תא ארוך מדי.", "A cell is too long.", row=number)
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 10**15:
            # Excel keeps a number without its leading zero, and every number as a fraction.
            return str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
    return str(value)


def _too_large() -> ImportUnreadableError:
    return ImportUnreadableError(
        "קובץ ה-Excel גדול מדי כשהוא נפרס. יש לשמור אותו כ-CSV או לחלק אותו.",
        "The Excel file is too large when unpacked. Save it as CSV or divide it.",
    )


def _unreadable() -> ImportUnreadableError:
    return ImportUnreadableError(
        "אי אפשר לקרוא את הקובץ. יש לשמור אותו שוב כקובץ CSV או Excel.",
        "The file cannot be read. Save it again as an Excel file (xlsx) or CSV.",
    )
