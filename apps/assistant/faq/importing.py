"""Frequent questions from a file, CSV or Excel: a row a question, headings in Hebrew or English."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from django.db import transaction
from django.db.models import Max

from apps.assistant.errors import FaqFullError, FaqImportHeadingsError
from apps.assistant.faq.events import FaqChanged
from apps.assistant.models import FaqEntry
from apps.assistant.services import MOST_ENTRIES
from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.crm.importing.tables import preview_of, table_rows
from apps.crm.texts import is_storable
from apps.events.services import event_publish
from apps.hebrew.text import search_key

HEADINGS = {
    "question": ("שאלה", "השאלה", "question", "q"),
    "answer": ("תשובה", "התשובה", "answer", "a"),
    "phrasings": ("ניסוחים", "ניסוחים נוספים", "דרכים נוספות לשאול", "alternatives", "phrasings"),
    "whatsapp_answer": ("תשובה בוואטסאפ", "תשובה לוואטסאפ", "whatsapp answer"),
    "tags": ("תגיות", "תגית", "tags", "tag"),
}
LONGEST = {"question": 300, "answer": 2000, "whatsapp_answer": 2000, "phrasings": 300, "tags": 40}
_LISTS = {"phrasings": FaqEntry.MOST_PHRASINGS, "tags": FaqEntry.MOST_TAGS}
MOST_REFUSED_SHOWN = 50


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """`why`: unreadable (a sign that no text holds), missing, too_long or known (the question is there)."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class FaqImported:
    created: int
    refused: tuple[RefusedRow, ...]
    refused_in_all: int


def faq_import(*, file: IO[bytes], actor: Actor) -> FaqImported:
    """All rows that are right, in one transaction, at the end of the order; the others are told by number.

    Raises what `preview_of` raises, FaqImportHeadingsError and FaqFullError; then nothing is imported.
    """
    preview = preview_of(file)
    file.seek(0)
    columns = _columns(preview.headings)
    rows = table_rows(file, kind=preview.kind, delimiter=preview.delimiter)
    with transaction.atomic():
        questions = FaqEntry.objects.values_list("question", flat=True)
        entries, refused = _sorted_out(rows, columns, {search_key(each) for each in questions})
        if entries and len(questions) + len(entries) > MOST_ENTRIES:
            raise FaqFullError
        if entries:
            _keep(entries, actor)
    return FaqImported(len(entries), tuple(refused[:MOST_REFUSED_SHOWN]), len(refused))


def _columns(headings: Sequence[str]) -> dict[str, int]:
    known = {search_key(name): field for field, names in HEADINGS.items() for name in names}
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        field = known.get(search_key(heading))
        if field is not None:
            found.setdefault(field, place)
    if not {"question", "answer"} <= found.keys():
        raise FaqImportHeadingsError
    return found


def _sorted_out(
    rows: Iterator[tuple[int, list[str]]], columns: dict[str, int], known: set[str]
) -> tuple[list[FaqEntry], list[RefusedRow]]:
    entries, refused = [], []
    for number, row in rows:
        cells = {field: row[place].strip() if place < len(row) else "" for field, place in columns.items()}
        lists = {field: _listed(cells.pop(field, "")) for field in _LISTS}
        key = search_key(cells["question"])
        if not all(map(is_storable, row)):
            refused.append(RefusedRow(number, "unreadable"))
        elif not key or not cells["answer"]:
            refused.append(RefusedRow(number, "missing"))
        elif key in known:
            refused.append(RefusedRow(number, "known"))
        elif _is_too_long(cells, lists):
            refused.append(RefusedRow(number, "too_long"))
        else:
            known.add(key)
            entries.append(FaqEntry(**cells, **lists))
    return entries, refused


def _listed(cell: str) -> list[str]:
    """Several in one cell stand apart by a line, a bar or a semicolon."""
    parts = cell.replace("\n", "|").replace(";", "|").split("|")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _is_too_long(cells: dict[str, str], lists: dict[str, list[str]]) -> bool:
    texts = list(cells.items())
    texts += [(field, text) for field, listed in lists.items() for text in listed]
    too_many = any(len(listed) > _LISTS[field] for field, listed in lists.items())
    return too_many or any(len(text) > LONGEST[field] for field, text in texts)


def _keep(entries: list[FaqEntry], actor: Actor) -> None:
    last = FaqEntry.objects.aggregate(last=Max("order"))["last"]
    first = 0 if last is None else last + 1
    for order, entry in enumerate(entries, start=first):
        entry.order = order
    kept = FaqEntry.objects.bulk_create(entries, batch_size=500)
    audit_record(
        actor=actor,
        action="faq_entry.imported",
        target_kind="faq_entry",
        target_id=kept[-1].pk,
        data={"created": len(kept)},
    )
    event_publish(FaqChanged(id=kept[-1].pk))
