"""What the REST API keeps: calls, messages, recordings, in Twilio's JSON shapes. In memory, newest first."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Protocol

from apps.simulator.twilio.settings import sid_make
from apps.simulator.twilio.twiml import Step

Json = dict[str, Any]
API_VERSION = "2010-04-01"


class LiveCall(Protocol):
    """A call somebody is on: what REST can do to it."""

    def hang_up(self) -> None: ...

    def follow(self, steps: list[Step]) -> None: ...


@dataclass
class Record:
    """`body` is the JSON; `form` what the request asked for, as sent."""

    sid: str
    body: Json
    form: dict[str, str] = field(default_factory=dict)
    live: LiveCall | None = None
    media: bytes = b""

    def change(self, **values: Any) -> None:
        self.body.update(values, date_updated=rfc2822(datetime.now(UTC)))


@dataclass
class OrderedError:
    """The next request `on` (such as "POST Messages") is answered with it."""

    on: str
    status: int
    code: int
    message: str


@dataclass
class Callee:
    """Who answers the calls that the server places. `answer`: human, machine, busy, no-answer or failed."""

    answer: str = "human"
    scenario: str = "booking"
    speed: float = 1.0


@dataclass
class TwilioState:
    """`auth_tokens`: account to token; an account that is not in it may use any token."""

    auth_tokens: dict[str, str] = field(default_factory=dict)
    suspended: set[str] = field(default_factory=set)
    calls: dict[str, Record] = field(default_factory=dict)
    messages: dict[str, Record] = field(default_factory=dict)
    recordings: dict[str, Record] = field(default_factory=dict)
    errors: list[OrderedError] = field(default_factory=list)
    callee: Callee = field(default_factory=Callee)

    def error_take(self, on: str) -> OrderedError | None:
        found = next((error for error in self.errors if error.on == on), None)
        if found:
            self.errors.remove(found)
        return found


def rfc2822(moment: datetime) -> str:
    return format_datetime(moment)


def call_make(account_sid: str, *, sid: str, from_: str, to: str, direction: str, status: str) -> Json:
    now = rfc2822(datetime.now(UTC))
    base = f"/{API_VERSION}/Accounts/{account_sid}/Calls/{sid}"
    return {
        "sid": sid,
        "account_sid": account_sid,
        "api_version": API_VERSION,
        "from": from_,
        "from_formatted": from_,
        "to": to,
        "to_formatted": to,
        "status": status,
        "direction": direction,
        "date_created": now,
        "date_updated": now,
        "start_time": None,
        "end_time": None,
        "duration": None,
        "price": None,
        "price_unit": "USD",
        "answered_by": None,
        "parent_call_sid": None,
        "phone_number_sid": "",
        "queue_time": "0",
        "trunk_sid": None,
        "group_sid": None,
        "forwarded_from": None,
        "caller_name": None,
        "annotation": None,
        "uri": f"{base}.json",
        "subresource_uris": {"recordings": f"{base}/Recordings.json"},
    }


def message_make(account_sid: str, form: dict[str, str], media: int) -> Json:
    now, sid = rfc2822(datetime.now(UTC)), sid_make("MM" if media else "SM")
    body = form.get("Body", "")
    service = form.get("MessagingServiceSid")
    return {
        "sid": sid,
        "account_sid": account_sid,
        "api_version": API_VERSION,
        "from": form.get("From"),
        "to": form["To"],
        "messaging_service_sid": service,
        "body": body,
        "num_segments": str(max(1, -(-len(body) // 70))),
        "num_media": str(media),
        "direction": "outbound-api",
        "status": "accepted" if service else "queued",
        "error_code": None,
        "error_message": None,
        "price": None,
        "price_unit": "USD",
        "date_created": now,
        "date_updated": now,
        "date_sent": None,
        "uri": f"/{API_VERSION}/Accounts/{account_sid}/Messages/{sid}.json",
        "subresource_uris": {"media": f"/{API_VERSION}/Accounts/{account_sid}/Messages/{sid}/Media.json"},
    }


def recording_make(account_sid: str, call_sid: str, *, channels: int, base_url: str) -> Json:
    now, sid = rfc2822(datetime.now(UTC)), sid_make("RE")
    path = f"/{API_VERSION}/Accounts/{account_sid}/Recordings/{sid}"
    return {
        "sid": sid,
        "account_sid": account_sid,
        "api_version": API_VERSION,
        "call_sid": call_sid,
        "conference_sid": None,
        "status": "in-progress",
        "channels": channels,
        "source": "StartCallRecordingAPI",
        "track": "both",
        "start_time": now,
        "date_created": now,
        "date_updated": now,
        "duration": None,
        "price": None,
        "price_unit": "USD",
        "error_code": None,
        "encryption_details": None,
        "media_url": f"{base_url}{path}",
        "uri": f"{path}.json",
        "subresource_uris": {},
    }
