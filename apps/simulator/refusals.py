"""Errors that are HTTP answers, raised wherever they are found out."""

from aiohttp import web
from aiohttp.typedefs import Handler


class RefusalError(Exception):
    """Raised by a handler or anything it calls; the middleware answers with it."""

    def answer(self) -> web.Response:
        raise NotImplementedError


@web.middleware
async def refusals_answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except RefusalError as refusal:
        return refusal.answer()
