"""What is kept of a file while its import goes on, and no longer.

An Excel file is read once: its rows are then kept as text, so that a job that goes on in the middle need not
unpack all that is before it.
"""

import secrets
import tempfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import PurePosixPath
from typing import IO, cast

import orjson
from django.core.files import File
from django.core.files.storage import default_storage

from apps.core import clock
from apps.crm.errors.imports import ImportUnreadableError
from apps.crm.importing.tables import table_rows
from apps.crm.models import LeadImport
from apps.tenants.context import current_schema

FILE_KEPT = timedelta(hours=24)
ROWS = "rows"
NumberedRow = tuple[int, list[str]]


def file_keep(file: IO[bytes], *, kind: str) -> str:
    """The name it is kept under, which nobody can guess; it starts with the business's own folder."""
    return str(default_storage.save(f"{_folder()}/{secrets.token_urlsafe(16)}.{kind}", File(file)))


def file_rows(lead_import: LeadImport) -> Iterator[NumberedRow]:
    """Every row with its number. Raises ImportUnreadableError and what `table_rows` raises."""
    try:
        file = default_storage.open(lead_import.file)
    except OSError as error:
        raise file_gone() from error
    with file:
        content = cast("IO[bytes]", file.file)
        if _is_rows(lead_import.file):
            yield from map(orjson.loads, content)
        else:
            yield from table_rows(content, kind=lead_import.kind, delimiter=lead_import.delimiter)


def excel_unpack(lead_import: LeadImport) -> None:
    """Keeps the rows in place of the Excel file. Raises as `file_rows`; nothing happens to other files."""
    if lead_import.kind != LeadImport.Kind.XLSX or _is_rows(lead_import.file):
        return
    with tempfile.TemporaryFile() as rows:
        rows.writelines(_lines(file_rows(lead_import)))
        rows.seek(0)
        name = file_keep(cast("IO[bytes]", rows), kind=ROWS)
    packed = lead_import.file
    is_first = LeadImport.objects.filter(pk=lead_import.pk, file=packed).update(file=name)
    default_storage.delete(packed if is_first else name)
    lead_import.refresh_from_db(fields=["file"])


def files_forget_lost() -> None:
    """A file that no import names, because what named it never came to be, goes after a day."""
    if not default_storage.exists(_folder()):
        return
    _, names = default_storage.listdir(_folder())
    kept = {PurePosixPath(name).name for name in LeadImport.objects.values_list("file", flat=True)}
    for name in set(names) - kept:
        path = f"{_folder()}/{name}"
        if default_storage.get_modified_time(path) < clock.now() - FILE_KEPT:
            default_storage.delete(path)


def file_gone() -> ImportUnreadableError:
    return ImportUnreadableError(
        "הקובץ כבר לא שמור. יש להעלות אותו שוב.", "The file is no longer kept. Upload it again."
    )


def _lines(rows: Iterable[NumberedRow]) -> Iterator[bytes]:
    # Half a letter, which only a broken file holds, cannot be written; its row is refused later all the same.
    for number, cells in rows:
        clean = [cell.encode("utf-8", "replace").decode() for cell in cells]
        yield orjson.dumps([number, clean], option=orjson.OPT_APPEND_NEWLINE)


def _folder() -> str:
    return f"{current_schema()}/imports"


def _is_rows(name: str) -> bool:
    return name.endswith(f".{ROWS}")
