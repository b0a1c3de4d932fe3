"""A POST that comes again because nobody heard its answer makes nothing twice.

How that is known stands above this app: `apps.requests` registers it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="A name of the client's own for this request, such as a UUID. Sent again within a day, the"
    " request does nothing anew and is answered as the first time; with another content it is refused"
    " (422 idempotency_key_reused). A request that was refused may come again under its key. An answer that"
    " told a secret, or was forgotten since, is not given again (409 idempotency_answer_forgotten).",
)
Handler = Callable[..., Response]


class Once(Protocol):
    def __call__(self, request: Request, answer: Callable[[], Response], *, is_answer_kept: bool) -> Response:
        """Answers the request by calling the function, or as it was answered before if that is kept."""


_registered: list[Once] = []


def register_once(once: Once) -> None:
    """There is one way only; the last that is registered counts."""
    _registered[:] = [once]


def answered_once(post: Handler) -> Handler:
    """The method of a view, answered once for each key."""

    @wraps(post)
    def answer(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        (once,) = _registered
        return once(
            request, lambda: post(view, request, *args, **kwargs), is_answer_kept=not view.tells_a_secret
        )

    return answer
