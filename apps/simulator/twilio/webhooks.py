"""The HTTP requests Twilio makes for a call, signed."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from apps.simulator.twilio.signing import HEADER, signature_make, url_dial


@dataclass(frozen=True)
class Account:
    """`base_url`: where the server really listens.

    `public_base_url`: the address it is known, and signed, by.
    """

    base_url: str
    public_base_url: str
    account_sid: str
    auth_token: str

    def public(self, path_or_url: str) -> str:
        """A full public address for a path; a full address stays."""
        if "://" in path_or_url:
            return path_or_url
        return self.public_base_url.rstrip("/") + path_or_url


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: str


def call_form(
    account: Account,
    *,
    call_sid: str,
    from_: str,
    to: str,
    status: str,
    direction: str = "inbound",
    **extra: str,
) -> dict[str, str]:
    """The fields of a voice webhook."""
    return {
        "CallSid": call_sid,
        "AccountSid": account.account_sid,
        "From": from_,
        "To": to,
        "Caller": from_,
        "Called": to,
        "CallStatus": status,
        "ApiVersion": "2010-04-01",
        "Direction": direction,
        "FromCountry": "IL",
        "ToCountry": "IL",
        **extra,
    }


async def webhook_post(
    session: aiohttp.ClientSession,
    account: Account,
    path_or_url: str,
    form: dict[str, str],
    *,
    signature: str | None = "",
) -> Answer:
    """`signature`: empty for the right one, None for no header, else the header's value."""
    url = account.public(path_or_url)
    if signature == "":
        signature = signature_make(url, form, auth_token=account.auth_token)
    headers: dict[str, str] = {} if signature is None else {HEADER: signature}
    headers["User-Agent"] = "TwilioProxy/1.1"
    host = url.partition("://")[2].partition("/")[0]
    async with session.post(
        url_dial(url, base_url=account.base_url), data=form, headers={**headers, "Host": host}
    ) as response:
        return Answer(response.status, response.content_type, await response.text())


def answer_note(what: str, answer: Answer) -> dict[str, Any]:
    return {"what": what, "status": answer.status}
