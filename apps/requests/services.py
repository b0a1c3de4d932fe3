from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from apps.core import clock
from apps.core.contention import again_if_contended
from apps.core.crypto import LostSecret, Secret, decrypt, encrypt
from apps.requests.errors import AnswerForgottenError, KeyReusedError
from apps.requests.models import KeyedRequest

KEPT = timedelta(hours=24)
FORGOTTEN = ""
"""The fingerprint of a request of which nobody knows any more what it said."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered: the HTTP status, and what else it takes to answer so again."""

    status: int
    content: str


@again_if_contended
def request_once(
    *,
    user_id: int,
    endpoint: str,
    key: str,
    fingerprint: str,
    make: Callable[[], Answer],
    impersonation_id: int = 0,
    is_answer_kept: bool = True,
) -> Answer:
    """Runs `make` unless this person sent the key here before; then what it answered the first time.

    The key stands in the transaction of what is made: a request that was refused or broke may come again,
    and one that comes twice at once waits for itself. Raises KeyReusedError when the key came with another
    content, AnswerForgottenError when what was answered then is not kept, or not any more.
    """
    with transaction.atomic():
        request, is_first = KeyedRequest.objects.get_or_create(
            user_id=user_id,
            impersonation_id=impersonation_id,
            endpoint=endpoint,
            key=key,
            defaults={"fingerprint": fingerprint, "created_at": clock.now()},
        )
        if request.fingerprint not in (fingerprint, FORGOTTEN):
            raise KeyReusedError
        if not is_first:
            return _answered(request)
        answer = make()
        if is_answer_kept:
            request.status, request.answer = answer.status, encrypt(Secret(answer.content))
            request.save(update_fields=["status", "answer"])
        return answer


def _answered(request: KeyedRequest) -> Answer:
    content = decrypt(request.answer)
    if request.status is None or not request.answer or isinstance(content, LostSecret):
        raise AnswerForgottenError
    return Answer(request.status, content.reveal())


def answers_forget() -> None:
    """For a person who is erased: what was asked and answered today may name them. The keys stay: nothing is
    made again.
    """
    KeyedRequest.objects.update(answer="", fingerprint=FORGOTTEN)


def requests_forget() -> int:
    """Keys older than KEPT may be used anew; returns how many were forgotten."""
    forgotten, _ = KeyedRequest.objects.filter(created_at__lt=clock.now() - KEPT).delete()
    return forgotten
