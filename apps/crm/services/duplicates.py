from django.db import transaction

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core import clock
from apps.crm.duplicates import duplicate_score
from apps.crm.errors.merging import SuggestionNotFoundError
from apps.crm.events import DuplicateSuggested
from apps.crm.models import Lead, MergeSuggestion
from apps.events.services import event_publish

Status = MergeSuggestion.Status


def duplicate_suggest(*, lead_ids: tuple[int, int], reason: str) -> None:
    """Asks the business whether the two are one person, once ever."""
    first, second = sorted(lead_ids)
    if MergeSuggestion.objects.filter(first_id=first, second_id=second).exists():
        return
    names = dict(Lead.objects.filter(pk__in=(first, second)).values_list("pk", "name"))
    suggestion = MergeSuggestion(
        first_id=first,
        second_id=second,
        reason=reason,
        score=duplicate_score(reason=reason, first=names.get(first, ""), second=names.get(second, "")),
        created_at=clock.now(),
    )
    MergeSuggestion.objects.bulk_create([suggestion], ignore_conflicts=True)
    written = MergeSuggestion.objects.get(first_id=first, second_id=second)
    event_publish(DuplicateSuggested(id=written.pk, first_id=first, second_id=second))


def duplicate_dismiss(*, suggestion_id: int, actor: Actor) -> None:
    """They are two people; nobody is asked again, and nothing merges them by itself."""
    with transaction.atomic():
        suggestion = MergeSuggestion.objects.select_for_update(no_key=True).filter(pk=suggestion_id).first()
        if suggestion is None:
            raise SuggestionNotFoundError
        if suggestion.status != Status.OPEN:
            return
        suggestion.status = Status.DISMISSED
        suggestion.save(update_fields=["status"])
        audit_record(
            actor=actor,
            action="lead_duplicate.dismissed",
            target_kind="lead",
            target_id=suggestion.first_id,
            data={"second_id": suggestion.second_id},
        )
