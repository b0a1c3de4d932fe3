from apps.events.models import OutboxEvent


def event_get(*, event_id: int) -> OutboxEvent:
    return OutboxEvent.objects.get(id=event_id)
