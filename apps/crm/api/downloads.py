"""Files that are made while they are sent, so that their size costs no memory."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

from apps.tenants.context import current_schema, run_in_tenant, working_in


class AlwaysJson(DefaultContentNegotiation):
    """Refusals are JSON whatever the browser expected; `?format=` is ours and names no renderer."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


def download(
    request: Request, pieces: Iterator[bytes], *, name: str, content_type: str
) -> StreamingHttpResponse:
    """Sends the pieces as a file of that name. `pieces` may ask the database between one and the next: each
    is made inside the business that is entered now.
    """
    # Only a request of an asynchronous server has one; such a server would collect plain pieces in memory.
    is_async = hasattr(request, "scope")
    schema = current_schema()
    streamed = _awaited(schema, pieces) if is_async else _inside(schema, pieces)
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return StreamingHttpResponse(streamed, content_type=content_type, headers=headers)


def _inside(schema: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """They are asked for when the request is over and has left the business."""
    while True:
        with working_in(schema):
            piece = _next(pieces)
        if piece is None:
            return
        yield piece


async def _awaited(schema: str, pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    while (piece := await run_in_tenant(schema, _next, pieces)) is not None:
        yield piece


def _next(pieces: Iterator[bytes]) -> bytes | None:
    return next(pieces, None)
