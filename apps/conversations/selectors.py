from django.db.models import QuerySet

from apps.conversations.models import Message


def messages_of(*, source_kind: str, source_id: int) -> QuerySet[Message]:
    """The turns of one call or thread in the order they were spoken or written."""
    turns = Message.objects.filter(source_kind=source_kind, source_id=source_id)
    return turns.defer("search_text").order_by("position", "pk")


def confidence_by_turn(*, source_kind: str, source_id: int) -> dict[str, int]:
    """How sure the turns were understood, in percent, by their ids; without those not measured."""
    turns = Message.objects.filter(source_kind=source_kind, source_id=source_id, confidence__isnull=False)
    return {turn: sure for turn, sure in turns.values_list("external_id", "confidence") if sure is not None}
