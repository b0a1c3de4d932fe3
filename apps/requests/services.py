from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from apps.core import clock
from apps.requests.errors import KeyReusedError
from apps.requests.models import KeyedRequest

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Made:
    """What a request made, and the HTTP status it was answered with."""

    resource_id: int
    status: int


def request_once(
    *, user_id: int, endpoint: str, key: str, fingerprint: str, make: Callable[[], Made]
) -> Made:
    """Runs `make` unless this person sent the key here before; then what it made the first time.

    The key stands in the transaction of what is made: a request that was refused or broke may come again,
    and one that comes twice at once waits for itself. Raises KeyReusedError when the key came with another
    content.
    """
    with transaction.atomic():
        request, is_first = KeyedRequest.objects.get_or_create(
            user_id=user_id,
            endpoint=endpoint,
            key=key,
            defaults={"fingerprint": fingerprint, "created_at": clock.now()},
        )
        if request.fingerprint != fingerprint:
            raise KeyReusedError
        if not is_first and request.resource_id is not None and request.status is not None:
            return Made(request.resource_id, request.status)
        made = make()
        request.resource_id, request.status = made.resource_id, made.status
        request.save(update_fields=["resource_id", "status"])
        return made


def requests_forget() -> int:
    """Keys older than KEPT may be used anew; returns how many were forgotten."""
    forgotten, _ = KeyedRequest.objects.filter(created_at__lt=clock.now() - KEPT).delete()
    return forgotten
