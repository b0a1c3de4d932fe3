from collections.abc import Mapping

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
    duplicates_suggest({(first, second): reason})
    written = MergeSuggestion.objects.get(first_id=first, second_id=second)
    event_publish(DuplicateSuggested(id=written.pk, first_id=first, second_id=second))


def duplicates_suggest(reasons: Mapping[tuple[int, int], str]) -> None:
    """As `duplicate_suggest` for many pairs of ids, the older one first; tells nobody."""
    names = dict(
        Lead.objects.filter(pk__in={each for pair in reasons for each in pair}).values_list("pk", "name")
    )
    MergeSuggestion.objects.bulk_create(
        [
            MergeSuggestion(
                first_id=first,
                second_id=second,
                reason=reason,
                score=duplicate_score(reason=reason, first=names[first], second=names[second]),
                created_at=clock.now(),
            )
            for (first, second), reason in sorted(reasons.items())
            if first in names and second in names
        ],
        ignore_conflicts=True,
    )


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
