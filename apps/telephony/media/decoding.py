"""The model's messages -> the dataclasses of `realtime.py`. Pure.

Every field is held against its type here, so that behind this file nothing has to ask what it was given.
Source: the openai SDK 3.54, `openai.types.realtime`; the beta names (`response.audio.delta`) are gone.
"""

import base64
import math
from collections.abc import Iterator
from typing import Any

import orjson

from . import realtime
from .realtime import Event, ToolCall
from .retries import asked_pause_ms

# As long as the ids that the database takes. OpenAI's have some 30 characters.
LONGEST_ID = 128


def decode(data: bytes | str) -> Event:
    """Read one server event. One that is not what it should be is Unreadable: the call goes on without it."""
    try:
        event = orjson.loads(data)
        return _READERS.get(event["type"], _ignored)(event)
    except (ValueError, KeyError, TypeError, AttributeError):
        return realtime.Unreadable()


# --- fields -----------------------------------------------------------------------------------------


def _text(event: dict[str, Any], name: str) -> str:
    value = event[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _id(event: dict[str, Any], name: str) -> str:
    value = _text(event, name)
    if not 0 < len(value) <= LONGEST_ID or "\0" in value:
        raise ValueError(name)
    return value


def _id_if_any(event: dict[str, Any], name: str) -> str:
    return _id(event, name) if event.get(name) else ""


def _content_index(event: dict[str, Any]) -> int:
    index = event.get("content_index", 0)
    if type(index) is not int or index < 0:
        raise TypeError("content_index")
    return index


def _word(value: Any) -> str:
    """A word that only tells more, such as a code: what is none tells nothing. As the database takes it."""
    return value.replace("\0", "")[:LONGEST_ID] if isinstance(value, str) else ""


def _object(value: Any) -> dict[str, Any]:
    """A part that may be missing: what is no object tells nothing."""
    return value if isinstance(value, dict) else {}


# --- events -----------------------------------------------------------------------------------------


def _ignored(event: dict[str, Any]) -> Event:
    return realtime.Ignored(_text(event, "type"))


def _session_created(event: dict[str, Any]) -> Event:
    return realtime.SessionCreated(_id_if_any(event["session"], "id"))


def _session_updated(event: dict[str, Any]) -> Event:
    session = event["session"]
    audio = session.get("audio") or {}
    return realtime.SessionUpdated(
        input_format=_format((audio.get("input") or {}).get("format")),
        output_format=_format((audio.get("output") or {}).get("format")),
        tool_names=tuple(_text(tool, "name") for tool in session.get("tools") or () if tool.get("name")),
    )


def _format(value: Any) -> str:
    """The GA name of a format stands in an object, the beta's stood alone."""
    if isinstance(value, dict):
        return _text(value, "type") if value.get("type") else ""
    return _word(value)


def _speech_started(event: dict[str, Any]) -> Event:
    return realtime.SpeechStarted(_id_if_any(event, "item_id"))


def _speech_stopped(event: dict[str, Any]) -> Event:
    return realtime.SpeechStopped(_id_if_any(event, "item_id"))


def _committed(event: dict[str, Any]) -> Event:
    return realtime.InputCommitted(_id(event, "item_id"))


def _input_transcribed(event: dict[str, Any]) -> Event:
    return realtime.InputTranscribed(
        _id(event, "item_id"),
        _text(event, "transcript"),
        _object(event.get("usage")),
        _confidence(event.get("logprobs")),
    )


def _confidence(logprobs: Any) -> int | None:
    """Of tokens that are not as they should be nothing is known, and the words count all the same."""
    try:
        chances = [math.exp(min(0.0, token["logprob"])) for token in logprobs]
        return round(100 * sum(chances) / len(chances))
    except (ValueError, KeyError, TypeError, ZeroDivisionError):
        return None


def _input_not_transcribed(event: dict[str, Any]) -> Event:
    return realtime.InputNotTranscribed(_id(event, "item_id"), _word(_object(event.get("error")).get("code")))


def _response_created(event: dict[str, Any]) -> Event:
    return realtime.ResponseCreated(_id(event["response"], "id"))


def _audio_delta(event: dict[str, Any]) -> Event:
    audio = base64.b64decode(_text(event, "delta"), validate=True)
    return realtime.AudioDelta(_id(event, "response_id"), _id(event, "item_id"), _content_index(event), audio)


def _audio_done(event: dict[str, Any]) -> Event:
    return realtime.AudioDone(_id(event, "response_id"), _id(event, "item_id"), _content_index(event))


def _transcript_delta(event: dict[str, Any]) -> Event:
    return realtime.TranscriptDelta(_id(event, "response_id"), _id(event, "item_id"), _text(event, "delta"))


def _transcript_done(event: dict[str, Any]) -> Event:
    return realtime.TranscriptDone(
        _id(event, "response_id"), _id(event, "item_id"), _text(event, "transcript")
    )


def _item_done(event: dict[str, Any]) -> Event:
    call = _tool_call(event["item"])
    if call is None:
        return realtime.Ignored(_text(event, "type"))
    return realtime.ToolCallItem(_id(event, "response_id"), call)


def _item_added(event: dict[str, Any]) -> Event:
    item = event["item"]
    if item["type"] == "function_call_output":
        return realtime.ToolOutputSeen(_id(item, "call_id"))
    return realtime.Ignored(_text(event, "type"))


def _response_done(event: dict[str, Any]) -> Event:
    """Only whose end it is must be right: a response that never ends would block all that follow."""
    response = event["response"]
    details = _object(response.get("status_details"))
    error = _object(details.get("error"))
    status = _word(response.get("status")) or "completed"
    output = response.get("output")
    return realtime.ResponseDone(
        response_id=_id(response, "id"),
        status=status,
        reason=_word(details.get("reason")),
        error_code=_word(error.get("code")),
        usage=_object(response.get("usage")),
        calls=tuple(_tool_calls(output if isinstance(output, list) else [], are_done=status == "completed")),
        retry_after_ms=asked_pause_ms(error.get("message")),
    )


def _tool_calls(output: list[Any], *, are_done: bool) -> Iterator[ToolCall]:
    for item in output:
        try:
            call = _tool_call(item, silent_is_done=are_done)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        if call is not None:
            yield call


def _output_added(event: dict[str, Any]) -> Event:
    if event["item"]["type"] == "function_call":
        return realtime.ToolCallComing(_id(event, "response_id"))
    return realtime.Ignored(_text(event, "type"))


def _tool_writing(event: dict[str, Any]) -> Event:
    return realtime.ToolCallComing(_id(event, "response_id"))


def _tool_arguments(event: dict[str, Any]) -> Event:
    return realtime.ToolArguments(_id(event, "response_id"), _called(event))


def _tool_call(item: dict[str, Any], *, silent_is_done: bool = False) -> ToolCall | None:
    """Only a completed call. The status is optional: `silent_is_done` says what its absence means."""
    status = item.get("status") or ("completed" if silent_is_done else "")
    if item.get("type") != "function_call" or status != "completed":
        return None
    return _called(item)


def _called(where: dict[str, Any]) -> ToolCall:
    arguments = _text(where, "arguments") if where.get("arguments") else "{}"
    return ToolCall(_id(where, "call_id"), _id(where, "name"), arguments)


def _error(event: dict[str, Any]) -> Event:
    error = event["error"]
    return realtime.ServerError(
        _word(error.get("code")), _word(error.get("type")), _word(error.get("event_id"))
    )


_READERS = {
    "session.created": _session_created,
    "session.updated": _session_updated,
    "input_audio_buffer.speech_started": _speech_started,
    "input_audio_buffer.speech_stopped": _speech_stopped,
    "input_audio_buffer.committed": _committed,
    "conversation.item.input_audio_transcription.completed": _input_transcribed,
    "conversation.item.input_audio_transcription.failed": _input_not_transcribed,
    "response.created": _response_created,
    "response.output_audio.delta": _audio_delta,
    "response.output_audio.done": _audio_done,
    "response.output_audio_transcript.delta": _transcript_delta,
    "response.output_audio_transcript.done": _transcript_done,
    "response.output_item.added": _output_added,
    "response.output_item.done": _item_done,
    "response.function_call_arguments.delta": _tool_writing,
    "response.function_call_arguments.done": _tool_arguments,
    "conversation.item.added": _item_added,
    "response.done": _response_done,
    "error": _error,
}
