"""Twilio Media Streams messages <-> dataclasses.

Audio payloads stay base64 strings: mu-law 8 kHz, 20 ms (160 bytes) a frame from Twilio, any size to Twilio.
Source: Twilio "Media Streams - WebSocket Messages".
"""

import re
from dataclasses import dataclass
from typing import Any

import orjson

MAX_MESSAGE_BYTES = 64 * 1024
MAX_TEXT = 256
MAX_TIMESTAMP_DIGITS = 12
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_DIGITS = frozenset("0123456789*#ABCD")


class CodecError(ValueError):
    """A message that breaks the protocol. `reason` is a stable word, safe to log, and why the call ends."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Connected:
    pass


@dataclass(frozen=True, slots=True)
class Start:
    stream_sid: str
    call_sid: str
    account_sid: str
    parameters: dict[str, str]


@dataclass(frozen=True, slots=True)
class Media:
    """One caller frame: `payload` is base64 mu-law, recorded at `timestamp_ms` of the stream, if known."""

    stream_sid: str
    payload: str
    timestamp_ms: int | None = None

    @property
    def length_ms(self) -> float:
        """Within half a millisecond: padding is not looked at."""
        return len(self.payload) * 3 / 4 / 8


@dataclass(frozen=True, slots=True)
class Dtmf:
    stream_sid: str
    digit: str


@dataclass(frozen=True, slots=True)
class Mark:
    stream_sid: str
    name: str


@dataclass(frozen=True, slots=True)
class Stop:
    stream_sid: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """An event this protocol version does not name: Twilio may add some, so it is not an error."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A message in order whose content means nothing: it is passed over. `reason` is safe to log."""

    stream_sid: str
    reason: str


Message = Connected | Start | Media | Dtmf | Mark | Stop | Unknown | Unusable


def decode(text: str) -> Message:
    """Read one message from Twilio. Raises CodecError."""
    if len(text) > MAX_MESSAGE_BYTES:
        raise CodecError("message_too_big")
    try:
        data = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise CodecError("not_json") from error
    if not isinstance(data, dict):
        raise CodecError("not_an_object")
    event = data.get("event")
    if event == "media":
        return _media(data)
    if event == "mark":
        return _mark(data)
    if event == "start":
        return _start(data)
    if event == "dtmf":
        return _dtmf(data)
    if event == "stop":
        return Stop(_stream_sid(data))
    if event == "connected":
        return Connected()
    if not isinstance(event, str):
        raise CodecError("no_event")
    return Unknown()


def encode_media(stream_sid: str, payload: str) -> str:
    return orjson.dumps({"event": "media", "streamSid": stream_sid, "media": {"payload": payload}}).decode()


def encode_mark(stream_sid: str, name: str) -> str:
    return orjson.dumps({"event": "mark", "streamSid": stream_sid, "mark": {"name": name}}).decode()


def encode_clear(stream_sid: str) -> str:
    return orjson.dumps({"event": "clear", "streamSid": stream_sid}).decode()


def _media(data: dict[str, Any]) -> Media | Unusable:
    media = _section(data, "media")
    payload = media.get("payload")
    if not isinstance(payload, str) or len(payload) % 4 or not _BASE64.fullmatch(payload):
        return Unusable(_stream_sid(data), "bad_payload")
    return Media(_stream_sid(data), payload, _timestamp(media.get("timestamp")))


def _timestamp(value: Any) -> int | None:
    """Milliseconds since the stream began, as a string of digits. What is none is as good as not there."""
    if isinstance(value, str) and value.isdecimal() and len(value) <= MAX_TIMESTAMP_DIGITS:
        return int(value)
    return value if isinstance(value, int) and 0 <= value < 10**MAX_TIMESTAMP_DIGITS else None


def _start(data: dict[str, Any]) -> Start:
    start = _section(data, "start")
    parameters = start.get("customParameters") or {}
    if not isinstance(parameters, dict):
        raise CodecError("bad_parameters")
    media_format = start.get("mediaFormat") or {}
    if not isinstance(media_format, dict) or media_format.get("encoding", "audio/x-mulaw") != "audio/x-mulaw":
        raise CodecError("bad_media_format")
    return Start(
        stream_sid=_stream_sid(data) or _text(start, "streamSid"),
        call_sid=_text(start, "callSid"),
        account_sid=str(start.get("accountSid", "")),
        parameters={str(name): str(value) for name, value in parameters.items()},
    )


def _dtmf(data: dict[str, Any]) -> Dtmf | Unusable:
    digit = _section(data, "dtmf").get("digit")
    if not isinstance(digit, str) or digit not in _DIGITS:
        return Unusable(_stream_sid(data), "bad_digit")
    return Dtmf(_stream_sid(data), digit)


def _mark(data: dict[str, Any]) -> Mark | Unusable:
    name = _section(data, "mark").get("name")
    if not isinstance(name, str) or not 0 < len(name) <= MAX_TEXT:
        return Unusable(_stream_sid(data), "bad_name")
    return Mark(_stream_sid(data), name)


def _stream_sid(data: dict[str, Any]) -> str:
    """Which stream a message is of; "" when it does not say, which can only mean the socket's own."""
    return _text(data, "streamSid") if "streamSid" in data else ""


def _section(data: dict[str, Any], name: str) -> dict[str, Any]:
    section = data.get(name)
    if not isinstance(section, dict):
        raise CodecError(f"no_{name}")
    return section


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value or len(value) > MAX_TEXT:
        raise CodecError(f"no_{name}")
    return value
