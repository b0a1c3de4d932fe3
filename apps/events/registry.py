"""Who wants to be told. Higher apps subscribe in apps.py; a subscriber only enqueues or pushes a hint."""

from collections import defaultdict
from collections.abc import Callable

from apps.core.jobs import send
from apps.events.models import OutboxEvent
from apps.tenants.context import current_schema

EVERYTHING = "*"
Subscriber = Callable[[OutboxEvent], None]
_subscribers: defaultdict[str, list[Subscriber]] = defaultdict(list)


def subscribe(event_type: str, subscriber: str | Subscriber) -> None:
    """Tells `subscriber` every event of the type ("*" for all), in order and at least once.

    A name is a job, which is sent with `event_id`. A function runs inside the business and must be quick; one
    that raises is asked again later and holds up the events behind it, so that order is kept.
    """
    told = _job_sender(subscriber) if isinstance(subscriber, str) else subscriber
    _subscribers[event_type].append(told)


def subscribers_of(event_type: str) -> list[Subscriber]:
    return [*_subscribers[event_type], *_subscribers[EVERYTHING]]


def _job_sender(name: str) -> Subscriber:
    def tell(event: OutboxEvent) -> None:
        send(current_schema(), name, event_id=event.id)

    return tell
