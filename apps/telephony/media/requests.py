"""What we send to the OpenAI Realtime socket, as ready bytes.

Every event but the audio carries an `event_id`, so that a server error can be matched to its cause.
Tests hold each of them against the openai SDK's types.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

AUDIO_FORMAT = {"type": "audio/pcmu"}


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """How the model is asked to listen and speak in one call."""

    model: str
    voice: str
    instructions: str
    tools: Sequence[dict[str, Any]]
    transcription_model: str
    language: str
    vad_threshold: float = 0.5
    vad_prefix_ms: int = 300
    vad_silence_ms: int = 500
    # A minute of speech at 50 ms a token: no answer on the phone is longer. Every model takes up to 4,096.
    max_output_tokens: int = 1200
    # False: the server waits for us with each turn of the caller's, which may have an answer ready.
    answers_turns: bool = True


class Requests:
    """Builds client events. One per upstream socket: the event ids count from 1."""

    def __init__(self) -> None:
        self._ids = itertools.count(1)
        self.session_update_id = ""

    def session_update(self, settings: SessionSettings) -> bytes:
        session = {
            "type": "realtime",
            "model": settings.model,
            "output_modalities": ["audio"],
            "instructions": settings.instructions,
            "tools": list(settings.tools),
            "tool_choice": "auto",
            "max_output_tokens": settings.max_output_tokens,
            # How sure the transcription is of each of its tokens.
            "include": ["item.input_audio_transcription.logprobs"],
            "audio": {
                "input": {
                    "format": AUDIO_FORMAT,
                    # Without a language the transcript drifts into other scripts on short Hebrew.
                    "transcription": {"model": settings.transcription_model, "language": settings.language},
                    "turn_detection": {
                        "type": "server_vad",
                        "threshold": settings.vad_threshold,
                        "prefix_padding_ms": settings.vad_prefix_ms,
                        "silence_duration_ms": settings.vad_silence_ms,
                        "create_response": settings.answers_turns,
                        # Ours to decide: the server would stop for a click on the line (see turns.py).
                        "interrupt_response": False,
                    },
                },
                "output": {"format": AUDIO_FORMAT, "voice": settings.voice},
            },
        }
        self.session_update_id = f"c{next(self._ids)}"
        return orjson.dumps(
            {"type": "session.update", "event_id": self.session_update_id, "session": session}
        )

    def audio_append(self, payload: str) -> bytes:
        """The caller's frame as it came: base64 mu-law, checked by the codec to hold nothing but base64."""
        return b'{"type":"input_audio_buffer.append","audio":"' + payload.encode("ascii") + b'"}'

    def audio_commit(self) -> bytes:
        """What was heard of the caller up to now is a turn."""
        return self._event("input_audio_buffer.commit")

    def response_create(self, *, instructions: str = "", may_call: bool = True) -> bytes:
        """`may_call` False: it is words only."""
        response = {"instructions": instructions} if instructions else {}
        if not may_call:
            response["tool_choice"] = "none"
        return self._event("response.create", response=response)

    def response_cancel(self, response_id: str) -> bytes:
        return self._event("response.cancel", response_id=response_id)

    def item_truncate(self, *, item_id: str, content_index: int, heard_ms: int) -> bytes:
        return self._event(
            "conversation.item.truncate",
            item_id=item_id,
            content_index=content_index,
            audio_end_ms=heard_ms,
        )

    def item_delete(self, item_id: str) -> bytes:
        return self._event("conversation.item.delete", item_id=item_id)

    def tool_output(self, *, call_id: str, output: str, item_id: str = "") -> bytes:
        """`output`: JSON text."""
        item = {"type": "function_call_output", "call_id": call_id, "output": output}
        return self._item_create(item, item_id=item_id)

    def tool_call(self, *, call_id: str, name: str, arguments: str, item_id: str = "") -> bytes:
        """A call of an earlier session, told again to a new one."""
        item = {"type": "function_call", "call_id": call_id, "name": name, "arguments": arguments}
        return self._item_create(item, item_id=item_id)

    def message(self, *, role: str, text: str, item_id: str = "", after: str = "") -> bytes:
        """`role`: user, assistant or system. `after`: the item it follows, or "root"; empty: the last one."""
        kind = "output_text" if role == "assistant" else "input_text"
        item = {"type": "message", "role": role, "content": [{"type": kind, "text": text}]}
        return self._item_create(item, item_id=item_id, after=after)

    def _item_create(self, item: dict[str, Any], *, item_id: str, after: str = "") -> bytes:
        """`item_id`: ours, by which the item can be named later; empty: the server makes one."""
        named = {"id": item_id, **item} if item_id else item
        place = {"previous_item_id": after} if after else {}
        return self._event("conversation.item.create", **place, item=named)

    def _event(self, type_: str, **fields: Any) -> bytes:
        return orjson.dumps({"type": type_, "event_id": f"c{next(self._ids)}", **fields})
