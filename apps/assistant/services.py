"""What the business itself says about its assistant."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from apps.assistant.errors import FaqFullError
from apps.assistant.models import FaqEntry
from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core.errors import NotFoundError

MOST_ENTRIES = 200


@transaction.atomic
def faq_entry_create(*, question: str, answer: str, is_active: bool = True, actor: Actor) -> FaqEntry:
    """At the end of the order. Raises FaqFullError."""
    if FaqEntry.objects.count() >= MOST_ENTRIES:
        raise FaqFullError
    last = FaqEntry.objects.aggregate(last=Max("order"))["last"]
    entry = FaqEntry.objects.create(
        question=question, answer=answer, is_active=is_active, order=0 if last is None else last + 1
    )
    _record(entry, "created", actor)
    return entry


@transaction.atomic
def faq_entry_update(*, faq_entry_id: int, changes: Mapping[str, Any], actor: Actor) -> FaqEntry:
    """`changes`: question, answer, is_active, order. Raises NotFoundError."""
    entry = _locked(faq_entry_id)
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


def _record(entry: FaqEntry, change: str, actor: Actor, **data: Any) -> None:
    audit_record(
        actor=actor, action=f"faq_entry.{change}", target_kind="faq_entry", target_id=entry.pk, data=data
    )
