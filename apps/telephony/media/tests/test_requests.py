"""What we send is what the openai SDK calls a Realtime client event, without a field of our own invention."""

import base64
from typing import Any

import orjson
import pytest
from openai.types.realtime import RealtimeClientEvent
from pydantic import TypeAdapter

from apps.telephony.media.requests import Requests, SessionSettings

EVENTS: TypeAdapter[Any] = TypeAdapter(RealtimeClientEvent)
SETTINGS = SessionSettings(
    model="gpt-realtime-2.1",
    voice="cedar",
    instructions="ענה בעברית",
    tools=[{"type": "function", "name": "save_lead", "description": "x", "parameters": {"type": "object"}}],
    transcription_model="gpt-transcribe",
    language="he",
)
BUILT = {
    "session.update": lambda build: build.session_update(SETTINGS),
    "input_audio_buffer.append": lambda build: build.audio_append(base64.b64encode(b"\xff" * 160).decode()),
    "response.create": lambda build: build.response_create(instructions="שלום"),
    "words only": lambda build: build.response_create(instructions="רגע", may_call=False),
    "response.cancel": lambda build: build.response_cancel("r1"),
    "conversation.item.truncate": lambda build: build.item_truncate(item_id="i", content_index=0, heard_ms=7),
    "conversation.item.delete": lambda build: build.item_delete("i"),
    "tool output": lambda build: build.tool_output(call_id="c", output="{}"),
    "tool call": lambda build: build.tool_call(call_id="c", name="save_lead", arguments="{}"),
    "user message": lambda build: build.message(role="user", text="היי"),
    "assistant message": lambda build: build.message(role="assistant", text="שלום"),
}


@pytest.mark.parametrize("name", BUILT)
def test_every_event_is_one_of_the_sdks(name: str) -> None:
    sent = orjson.loads(BUILT[name](Requests()))
    parsed = EVENTS.validate_python(sent)
    assert parsed.type == sent["type"]
    assert _unknown_fields(parsed) == []


def test_the_session_speaks_the_lines_own_audio_both_ways() -> None:
    session = orjson.loads(Requests().session_update(SETTINGS))["session"]
    assert (
        session["audio"]["input"]["format"] == session["audio"]["output"]["format"] == {"type": "audio/pcmu"}
    )
    assert session["audio"]["input"]["transcription"] == {"model": "gpt-transcribe", "language": "he"}
    assert [tool["name"] for tool in session["tools"]] == ["save_lead"]
    assert "temperature" not in session


def test_event_ids_are_unique_and_name_the_session_update() -> None:
    build = Requests()
    update = orjson.loads(build.session_update(SETTINGS))
    cancel = orjson.loads(build.response_cancel("r1"))
    assert update["event_id"] == build.session_update_id
    assert update["event_id"] != cancel["event_id"]


def _unknown_fields(model: Any, path: str = "") -> list[str]:
    found = [f"{path}{name}" for name in (getattr(model, "model_extra", None) or {})]
    for name in getattr(type(model), "model_fields", {}):
        value = getattr(model, name)
        for item in value if isinstance(value, list) else [value]:
            if hasattr(item, "model_extra"):
                found += _unknown_fields(item, f"{path}{name}.")
    return found
