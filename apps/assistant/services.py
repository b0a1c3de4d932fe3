"""What the business itself says about its assistant."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from apps.assistant.errors import FaqDatesError, FaqFullError
from apps.assistant.faq.events import FaqChanged
from apps.assistant.models import FaqEntry
from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core.errors import NotFoundError
from apps.events.services import event_publish

MOST_ENTRIES = 5_000


@transaction.atomic
def faq_entry_create(*, question: str, answer: str, actor: Actor, **more: Any) -> FaqEntry:
    """At the end of the order. `more`: other fields of FaqEntry. Raises FaqFullError, FaqDatesError."""
    _dates_check(more.get("valid_from"), more.get("valid_until"))
    if FaqEntry.objects.count() >= MOST_ENTRIES:
        raise FaqFullError
    last = FaqEntry.objects.aggregate(last=Max("order"))["last"]
    order = 0 if last is None else last + 1
    entry = FaqEntry.objects.create(question=question, answer=answer, order=order, **more)
    _record(entry, "created", actor)
    return entry


@transaction.atomic
def faq_entry_update(*, faq_entry_id: int, changes: Mapping[str, Any], actor: Actor) -> FaqEntry:
    """`changes`: any field a person writes. Raises NotFoundError, FaqDatesError."""
    entry = _locked(faq_entry_id)
    _dates_check(changes.get("valid_from", entry.valid_from), changes.get("valid_until", entry.valid_until))
    changed = sorted(name for name, value in changes.items() if getattr(entry, name) != value)
    for name in changed:
        setattr(entry, name, changes[name])
    if changed:
        entry.save(update_fields=[*changed, "updated_at"])
        _record(entry, "updated", actor, fields=changed)
    return entry


@transaction.atomic
def faq_entry_delete(*, faq_entry_id: int, actor: Actor) -> None:
    """Raises NotFoundError."""
    entry = _locked(faq_entry_id)
    _record(entry, "deleted", actor)
    entry.delete()


def _locked(faq_entry_id: int) -> FaqEntry:
    entry = FaqEntry.objects.select_for_update().filter(pk=faq_entry_id).first()
    if entry is None:
        raise NotFoundError
    return entry


def _dates_check(valid_from: date | None, valid_until: date | None) -> None:
    if valid_from is not None and valid_until is not None and valid_until < valid_from:
        raise FaqDatesError


def _record(entry: FaqEntry, change: str, actor: Actor, **data: Any) -> None:
    audit_record(
        actor=actor, action=f"faq_entry.{change}", target_kind="faq_entry", target_id=entry.pk, data=data
    )
    event_publish(FaqChanged(id=entry.pk))
