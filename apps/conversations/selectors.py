from django.db.models import QuerySet

from apps.conversations.models import Message


def messages_of(*, source_kind: str, source_id: int) -> QuerySet[Message]:
    """The turns of one call or thread in the order they were spoken or written."""
    turns = Message.objects.filter(source_kind=source_kind, source_id=source_id)
    return turns.defer("search_text").order_by("position", "pk")
