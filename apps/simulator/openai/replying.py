"""One response: what the model decided to do, as the events that tell it, each at its time. Pure."""

import base64
import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from apps.simulator.audio.mulaw import BYTES_PER_MS, mulaw_to_pcm24
from apps.simulator.audio.voice import voice_render
from apps.simulator.dialogue.decisions import Call, Decision, Say
from apps.simulator.openai.conversation import Item, text_tokens
from apps.simulator.openai.events import Event, id_make, server_event
from apps.simulator.openai.pace import Pace


@dataclass
class Reply:
    """A response in progress.

    `steps` yields (milliseconds since it began, events); `items` grow meanwhile.
    """

    decisions: tuple[Decision, ...]
    pace: Pace
    audio_format: str
    voice: Any
    modality: Literal["audio", "text"]
    conversation_id: str | None
    previous_item_id: str | None
    metadata: dict[str, str] | None
    max_output_tokens: Any
    id: str = field(default_factory=lambda: id_make("resp"))
    items: list[Item] = field(default_factory=list)
    spoken: dict[str, str] = field(default_factory=dict)

    def resource(self, status: str, *, details: Event | None = None, usage: Event | None = None) -> Event:
        output = {"format": {"type": self.audio_format}, "voice": self.voice}
        if self.audio_format == "audio/pcm":
            output["format"]["rate"] = 24000
        return {
            "object": "realtime.response",
            "id": self.id,
            "status": status,
            "status_details": details,
            "output": [copy.deepcopy(item.wire) for item in self.items],
            "conversation_id": self.conversation_id,
            "output_modalities": [self.modality],
            "max_output_tokens": self.max_output_tokens,
            "audio": {"output": output},
            "usage": usage,
            "metadata": self.metadata,
        }

    def tokens(self) -> tuple[int, int]:
        """(audio, text) written so far."""
        audio = sum(item.audio_tokens for item in self.items)
        text = sum(text_tokens(words) for words in self.spoken.values())
        text += sum(item.text_tokens for item in self.items if item.kind == "function_call")
        return audio, text

    def is_too_long(self) -> bool:
        """More was written than `max_output_tokens` allows."""
        return isinstance(self.max_output_tokens, int) and sum(self.tokens()) > self.max_output_tokens

    def steps(self) -> Iterator[tuple[float, list[Event]]]:
        at_ms = self.pace.first_audio_ms
        for index, decision in enumerate(self.decisions):
            if isinstance(decision, Say):
                for due, events in self._say(decision.text, index, at_ms):
                    at_ms = due
                    yield due, events
            else:
                at_ms += self.pace.tool_ms
                yield at_ms, self._call(decision, index)

    def interrupted(self) -> list[Event]:
        """The closing events of whatever item was open."""
        if not self.items or self.items[-1].wire["status"] != "in_progress":
            return []
        return self._close(self.items[-1], len(self.items) - 1, "incomplete")

    def _say(self, text: str, index: int, at_ms: float) -> Iterator[tuple[float, list[Event]]]:
        item = self._open({"type": "message", "role": "assistant", "content": []})
        empty = (
            {"type": "audio", "transcript": ""} if self.modality == "audio" else {"type": "text", "text": ""}
        )
        yield (
            at_ms,
            [
                *self._added(item, index),
                server_event(
                    "response.content_part.added", **self._place(item, index), content_index=0, part=empty
                ),
            ],
        )
        kind = "output_audio" if self.modality == "audio" else "output_text"
        words = "transcript" if self.modality == "audio" else "text"
        item.wire["content"] = [{"type": kind, words: ""}]
        self.spoken[item.id] = ""
        audio = voice_render(text) if self.modality == "audio" else b""
        size = self.pace.delta_ms * BYTES_PER_MS
        pieces = [audio[start : start + size] for start in range(0, len(audio), size)] or [b""]
        for number, piece in enumerate(pieces):
            said = text[len(text) * number // len(pieces) : len(text) * (number + 1) // len(pieces)]
            self.spoken[item.id] += said
            item.wire["content"][0][words] += said
            item.audio += piece
            yield at_ms, [*self._words(item, index, said), *self._sound(item, index, piece)]
            at_ms += len(piece) / BYTES_PER_MS / self.pace.audio_rate
        yield at_ms, self._close(item, index, "completed")

    def _call(self, call: Call, index: int) -> list[Event]:
        arguments = orjson.dumps(call.arguments).decode()
        wire = {"type": "function_call", "call_id": id_make("call"), "name": call.name, "arguments": ""}
        item = self._open(wire)
        events = self._added(item, index)
        middle = len(arguments) // 2
        for part in (arguments[:middle], arguments[middle:]):
            events.append(
                server_event(
                    "response.function_call_arguments.delta",
                    **self._place(item, index),
                    call_id=wire["call_id"],
                    delta=part,
                )
            )
        item.wire["arguments"] = arguments
        return events + self._close(item, index, "completed")

    def _open(self, wire: Event) -> Item:
        item = Item({"id": id_make("item"), "object": "realtime.item", "status": "in_progress", **wire})
        self.items.append(item)
        return item

    def _place(self, item: Item, index: int) -> Event:
        return {"response_id": self.id, "item_id": item.id, "output_index": index}

    def _added(self, item: Item, index: int) -> list[Event]:
        fields = {"response_id": self.id, "output_index": index}
        events = [server_event("response.output_item.added", **fields, item=copy.deepcopy(item.wire))]
        if self.conversation_id:
            before = self.items[index - 1].id if index else self.previous_item_id
            events.append(
                server_event(
                    "conversation.item.added", previous_item_id=before, item=copy.deepcopy(item.wire)
                )
            )
        return events

    def _words(self, item: Item, index: int, said: str) -> list[Event]:
        kind = (
            "response.output_audio_transcript.delta"
            if self.modality == "audio"
            else "response.output_text.delta"
        )
        return [server_event(kind, **self._place(item, index), content_index=0, delta=said)] if said else []

    def _sound(self, item: Item, index: int, piece: bytes) -> list[Event]:
        if not piece:
            return []
        wire = mulaw_to_pcm24(piece) if self.audio_format == "audio/pcm" else piece
        delta = base64.b64encode(wire).decode()
        return [
            server_event(
                "response.output_audio.delta", **self._place(item, index), content_index=0, delta=delta
            )
        ]

    def _close(self, item: Item, index: int, status: str) -> list[Event]:
        item.wire["status"] = status
        place = self._place(item, index)
        if item.kind == "function_call":
            events = [
                server_event(
                    "response.function_call_arguments.done",
                    **place,
                    call_id=item.wire["call_id"],
                    name=item.wire["name"],
                    arguments=item.wire["arguments"],
                )
            ]
        else:
            events = self._close_content(item, place)
        done = {"response_id": self.id, "output_index": index, "item": copy.deepcopy(item.wire)}
        events.append(server_event("response.output_item.done", **done))
        if self.conversation_id:
            before = self.items[index - 1].id if index else self.previous_item_id
            events.append(
                server_event("conversation.item.done", previous_item_id=before, item=copy.deepcopy(item.wire))
            )
        return events

    def _close_content(self, item: Item, place: Event) -> list[Event]:
        said = self.spoken.get(item.id, "")
        place = {**place, "content_index": 0}
        if self.modality == "text":
            return [
                server_event("response.output_text.done", **place, text=said),
                server_event("response.content_part.done", **place, part={"type": "text", "text": said}),
            ]
        return [
            server_event("response.output_audio.done", **place),
            server_event("response.output_audio_transcript.done", **place, transcript=said),
            server_event("response.content_part.done", **place, part={"type": "audio", "transcript": said}),
        ]
