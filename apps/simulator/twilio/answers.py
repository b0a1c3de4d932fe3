"""HTTP answers in Twilio's shapes, and who may ask."""

import asyncio
import base64
import binascii

from aiohttp import web

from apps.simulator.keys import STATE
from apps.simulator.openai.answers import json_answer
from apps.simulator.refusals import RefusalError
from apps.simulator.twilio.records import API_VERSION, Json, Record, TwilioState

SILENCE_SECONDS = 60


class TwilioError(RefusalError):
    """Answered as Twilio answers: JSON with code, message, more_info and status."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    def answer(self) -> web.Response:
        body = {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
        return json_answer(body, status=self.status)


def account_check(request: web.Request, on: str) -> tuple[TwilioState, str]:
    """The state and the account. Raises TwilioError: 20003 for wrong credentials, or an ordered error."""
    state, account_sid = request.app[STATE].twilio, request.match_info["account"]
    user, password = _credentials(request)
    expected = state.auth_tokens.get(account_sid)
    right_user = user == account_sid or user.startswith("SK")
    if not right_user or not password or (expected and user == account_sid and password != expected):
        raise TwilioError(401, 20003, "Authenticate")
    ordered = state.error_take(f"{request.method} {on}")
    if ordered:
        raise TwilioError(ordered.status, ordered.code, ordered.message)
    return state, account_sid


async def answer_lost(state: TwilioState, on: str) -> None:
    """An error ordered for what was done already: the work stands, and its answer is lost. Status 0 says
    nothing until the caller has gone.
    """
    ordered = state.error_take(on)
    if ordered and ordered.status:
        raise TwilioError(ordered.status, ordered.code, ordered.message)
    if ordered:
        await asyncio.sleep(SILENCE_SECONDS)


def _credentials(request: web.Request) -> tuple[str, str]:
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return user, password


def record_find(records: dict[str, Record], request: web.Request, account_sid: str) -> Record:
    """Raises TwilioError 20404 for one that is not there, or another account's."""
    record = records.get(request.match_info["sid"])
    if record is None or record.body["account_sid"] != account_sid:
        path = request.path.partition("/twilio")[2]
        raise TwilioError(404, 20404, f"The requested resource {path} was not found")
    return record


async def form_read(request: web.Request) -> dict[str, str]:
    """The form's fields; a field sent more than once keeps its last value."""
    return {name: str(value) for name, value in (await request.post()).items()}


def page_answer(request: web.Request, noun: str, bodies: list[Json]) -> web.Response:
    """A page of a list, newest first."""
    size = min(int(request.query.get("PageSize", "50")), 1000)
    page = int(request.query.get("Page", "0"))
    start = page * size
    path = f"/{API_VERSION}/Accounts/{request.match_info['account']}/{noun.capitalize()}.json"
    more = start + size < len(bodies)

    def uri(number: int) -> str:
        return f"{path}?PageSize={size}&Page={number}"

    return json_answer(
        {
            noun: bodies[start : start + size],
            "page": page,
            "page_size": size,
            "start": start,
            "end": min(start + size, len(bodies)) - 1,
            "uri": uri(page),
            "first_page_uri": uri(0),
            "next_page_uri": uri(page + 1) if more else None,
            "previous_page_uri": uri(page - 1) if page else None,
        }
    )
