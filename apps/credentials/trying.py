"""Whether a key opens what it is for: asked once, at its owner's own service, when it is saved.

What is asked reads only, costs nothing and takes some seconds at most. Saving never depends on the answer.
"""

from collections.abc import Callable
from enum import StrEnum, auto

import httpx
import structlog
from django.conf import settings

from apps.core.crypto import Secret
from apps.core.http import client_open

TWILIO = "https://api.twilio.com"
# All its waits together are at most five seconds.
TIMEOUT = httpx.Timeout(connect=2, read=2, write=0.5, pool=0.5)
log = structlog.get_logger(__name__)


class Verdict(StrEnum):
    """UNKNOWN: the service could not be reached, or did not say."""

    WORKS = auto()
    REFUSED = auto()
    UNKNOWN = auto()


def twilio_account_try(*, account_sid: str, auth_token: Secret) -> Verdict:
    """An account that was closed or suspended is refused too."""

    def ask(client: httpx.Client) -> Verdict:
        address = f"{settings.TWILIO_API_BASE_URL or TWILIO}/2010-04-01/Accounts/{account_sid}.json"
        answer = client.get(address, auth=(account_sid, auth_token.reveal()))
        if answer.status_code != httpx.codes.OK:
            return _refused_by(answer, 401, 404)
        return Verdict.WORKS if answer.json().get("status") == "active" else Verdict.REFUSED

    return _verdict("twilio", ask)


def openai_key_try(*, api_key: Secret) -> Verdict:
    """A key may be limited to what calls need, and then not be allowed to say what it opens: UNKNOWN."""

    def ask(client: httpx.Client) -> Verdict:
        head = {"Authorization": f"Bearer {api_key.reveal()}"}
        answer = client.get(f"{settings.OPENAI_BASE_URL}/models", headers=head)
        return Verdict.WORKS if answer.status_code == httpx.codes.OK else _refused_by(answer, 401)

    return _verdict("openai", ask)


def _refused_by(answer: httpx.Response, *statuses: int) -> Verdict:
    return Verdict.REFUSED if answer.status_code in statuses else Verdict.UNKNOWN


def _verdict(name: str, ask: Callable[[httpx.Client], Verdict]) -> Verdict:
    try:
        with client_open(timeout=TIMEOUT) as client:
            verdict = ask(client)
    except (httpx.HTTPError, ValueError, AttributeError) as error:
        # What an error says may quote the request.
        log.info("key_not_tried", key=name, error=type(error).__name__)
        return Verdict.UNKNOWN
    log.info("key_tried", key=name, verdict=verdict)
    return verdict
