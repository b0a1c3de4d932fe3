"""SMS through Twilio's Messages API.

That API knows no idempotency key and no reference of ours. What is unclear is looked up instead: in the list
of messages between the two numbers, by its exact text.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import structlog
from django.conf import settings

from apps.core.http import client_open
from apps.credentials.selectors import TwilioAccount
from apps.messaging.channels import OPTED_OUT, Delivery, Outcome, OutgoingMessage

TWILIO = "https://api.twilio.com"
TIMEOUT = httpx.Timeout(connect=5, read=10, write=5, pool=5)
PAGE, PAGES = 100, 5
UNSUBSCRIBED = 21610
# Twilio refuses a longer one; nothing is ever cut.
LONGEST_TEXT = 1600
# Their clock and ours.
CLOCKS_DIFFER = timedelta(minutes=5)
log = structlog.get_logger(__name__)


class TwilioSms:
    """From a number of the business, with its own account or the platform's; or from the platform's number,
    where an answer cannot say whom it is for.
    """

    def __init__(
        self, *, account: TwilioAccount, number: str, is_answerable: bool, callback_url: str = ""
    ) -> None:
        self.is_answerable = is_answerable
        self.sender = number
        self._callback_url = callback_url
        self._token = account.auth_token
        self._sid = account.sid
        base = settings.TWILIO_API_BASE_URL or TWILIO
        self._address = f"{base}/2010-04-01/Accounts/{account.sid}/Messages.json"
        self._client = client_open(timeout=TIMEOUT)

    def send(self, message: OutgoingMessage) -> Delivery:
        if len(message.text) > LONGEST_TEXT:
            return Delivery(Outcome.REFUSED, reason="text_too_long")
        form = {"To": message.to, "From": self.sender, "Body": message.text}
        if self._callback_url:
            form["StatusCallback"] = f"{self._callback_url}?reference={message.reference}"
        try:
            answer = self._client.post(self._address, data=form, auth=self._auth())
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            return Delivery(Outcome.NOT_SENT, reason=type(error).__name__)
        except httpx.HTTPError as error:
            return Delivery(Outcome.UNCLEAR, reason=type(error).__name__)
        return _delivery_of(answer)

    def find(self, message: OutgoingMessage, *, since: datetime, without: Collection[str]) -> Delivery:
        earliest = since - CLOCKS_DIFFER
        asked: dict[str, str | int] = {"To": message.to, "From": self.sender, "PageSize": PAGE}
        for page in range(PAGES):
            try:
                answer = self._client.get(self._address, params={**asked, "Page": page}, auth=self._auth())
                found = answer.raise_for_status().json()
            except (httpx.HTTPError, ValueError) as error:
                return Delivery(Outcome.UNCLEAR, reason=type(error).__name__)
            rows: list[dict[str, Any]] = found["messages"]
            for row in rows:
                if row["body"] == message.text and row["sid"] not in without and _made(row) >= earliest:
                    return Delivery(Outcome.SENT, provider_id=row["sid"])
            if not found.get("next_page_uri") or (rows and _made(rows[-1]) < earliest):
                return Delivery(Outcome.NOT_SENT, reason="not_found")
        return Delivery(Outcome.UNCLEAR, reason="too_many_messages")

    def _auth(self) -> tuple[str, str]:
        return self._sid, self._token.reveal()


def _delivery_of(answer: httpx.Response) -> Delivery:
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        return Delivery(Outcome.NOT_SENT, reason="twilio_429")
    if answer.is_server_error:
        return Delivery(Outcome.UNCLEAR, reason=f"twilio_{answer.status_code}")
    try:
        body = answer.json()
        if answer.is_success:
            return Delivery(Outcome.SENT, provider_id=str(body["sid"]))
        code = body.get("code", answer.status_code)
    except (ValueError, KeyError, AttributeError):
        if answer.is_success:
            return Delivery(Outcome.UNCLEAR, reason="unreadable")
        code = answer.status_code
    log.info("sms_refused", code=code)
    return Delivery(Outcome.REFUSED, reason=OPTED_OUT if code == UNSUBSCRIBED else f"twilio_{code}")


def _made(row: dict[str, Any]) -> datetime:
    return parsedate_to_datetime(row["date_created"]).astimezone(UTC)
