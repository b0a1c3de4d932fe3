"""Events of the Realtime wire: making the server's, checking the client's.

Source: `openai.types.realtime` of the SDK. A client event that does not fit its type, or carries a field
the type does not know, is refused as the real server refuses it.
"""

import secrets
from typing import Any, get_args

import orjson
from openai.types.realtime import RealtimeClientEvent
from pydantic import BaseModel, ValidationError

Event = dict[str, Any]

_CLIENT_EVENTS: dict[str, type[BaseModel]] = {
    get_args(model.model_fields["type"].annotation)[0]: model
    for model in get_args(get_args(RealtimeClientEvent)[0])
}
_APPEND_FIELDS = {"type", "audio", "event_id"}


class ClientEventError(Exception):
    """What the server answers with an `error` event. `event_id` is the client's, when it gave one."""

    def __init__(
        self, code: str, message: str, *, param: str | None = None, type_: str = "invalid_request_error"
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.param = param
        self.type = type_
        self.event_id: str | None = None


def id_make(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(10)}"


def base64_bytes(encoded: str) -> int:
    """How many bytes it decodes to, without decoding."""
    return len(encoded) * 3 // 4 - encoded.count("=", -2)


def server_event(type_: str, **fields: Any) -> Event:
    return {"type": type_, "event_id": id_make("event"), **fields}


def error_event(error: ClientEventError) -> Event:
    return server_event(
        "error",
        error={
            "type": error.type,
            "code": error.code,
            "message": error.message,
            "param": error.param,
            "event_id": error.event_id,
        },
    )


def client_event_parse(raw: str | bytes) -> Event:
    """The event as sent. Raises ClientEventError."""
    try:
        event = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise ClientEventError("invalid_json", "We could not parse the JSON body of your message.") from error
    if not isinstance(event, dict):
        raise ClientEventError("invalid_json", "A client event must be a JSON object.")
    try:
        _event_check(event)
    except ClientEventError as error:
        error.event_id = event_id_of(event)
        raise
    return event


def event_id_of(event: Event) -> str | None:
    value = event.get("event_id")
    return value if isinstance(value, str) else None


def _event_check(event: Event) -> None:
    kind = event.get("type")
    # Audio is most of the traffic: its two fields are checked by hand (5 us saved a frame).
    if (
        kind == "input_audio_buffer.append"
        and isinstance(event.get("audio"), str)
        and event.keys() <= _APPEND_FIELDS
    ):
        return
    model = _CLIENT_EVENTS.get(kind) if isinstance(kind, str) else None
    if model is None:
        known = ", ".join(f"'{name}'" for name in _CLIENT_EVENTS)
        raise ClientEventError(
            "invalid_value", f"Invalid value: '{kind}'. Supported values are: {known}.", param="type"
        )
    try:
        parsed = model.model_validate(event)
    except ValidationError as error:
        raise _refusal(error) from error
    for unknown in _unknown_fields(parsed, ""):
        raise ClientEventError("unknown_parameter", f"Unknown parameter: '{unknown}'.", param=unknown)


def _refusal(error: ValidationError) -> ClientEventError:
    """The deepest complaint: of a union's branches, the one that fitted furthest."""
    worst = max(error.errors(), key=lambda item: len(item["loc"]))
    param = ".".join(str(part) for part in worst["loc"] if not str(part)[:1].isupper())
    if worst["type"] == "missing":
        return ClientEventError(
            "missing_required_parameter", f"Missing required parameter: '{param}'.", param=param
        )
    return ClientEventError("invalid_type", f"Invalid value for '{param}': {worst['msg']}.", param=param)


def _unknown_fields(value: Any, path: str) -> list[str]:
    if isinstance(value, BaseModel):
        unknown = [f"{path}{name}" for name in value.model_extra or {}]
        for name in type(value).model_fields:
            unknown += _unknown_fields(getattr(value, name), f"{path}{name}.")
        return unknown
    if isinstance(value, list):
        return [name for index, item in enumerate(value) for name in _unknown_fields(item, f"{path}{index}.")]
    return []
