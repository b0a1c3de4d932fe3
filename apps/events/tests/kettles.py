"""Events that a test publishes, and what became of them."""

from apps.events.models import OutboxEvent
from apps.events.services import event_publish
from apps.events.tests.factories import KettleBoiled


def publish(*numbers: int) -> None:
    for number in numbers:
        event_publish(KettleBoiled(id=number))


def waiting() -> int:
    return OutboxEvent.objects.filter(delivered_at=None, given_up_at=None).count()
