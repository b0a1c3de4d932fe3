"""The conversation as the server keeps it: items in order, their cost as context, truncation, deletion."""

from dataclasses import dataclass, field
from typing import Any

from apps.simulator.audio.mulaw import BYTES_PER_MS
from apps.simulator.openai.events import ClientEventError, Event

USER_MS_PER_TOKEN = 100
ASSISTANT_MS_PER_TOKEN = 50
CHARACTERS_PER_TOKEN = 3


@dataclass
class Item:
    """`wire` is the item as events show it; `audio` is its 8 kHz mu-law sound.

    `understood` is what the model itself hears in a caller's audio, transcription configured or not;
    `silent` marks audio nobody spoke in, `cut` a truncated reply.
    """

    wire: Event
    audio: bytes = b""
    understood: str = ""
    silent: bool = False
    cut: bool = False

    @property
    def id(self) -> str:
        return str(self.wire["id"])

    @property
    def kind(self) -> str:
        """user, assistant, system, function_call or function_call_output."""
        return str(self.wire.get("role") or self.wire["type"])

    @property
    def audio_ms(self) -> int:
        return len(self.audio) // BYTES_PER_MS

    @property
    def text(self) -> str:
        """What the model has of it as words. A truncated reply keeps none."""
        if self.understood:
            return self.understood
        parts = self.wire.get("content") or []
        return " ".join(str(part.get("text") or part.get("transcript") or "") for part in parts).strip()

    @property
    def audio_tokens(self) -> int:
        per_token = ASSISTANT_MS_PER_TOKEN if self.kind == "assistant" else USER_MS_PER_TOKEN
        return -(-self.audio_ms // per_token)

    @property
    def text_tokens(self) -> int:
        if self.audio:
            return 0
        words = self.text + str(self.wire.get("arguments") or "") + str(self.wire.get("output") or "")
        return text_tokens(words)

    @property
    def fingerprint(self) -> str:
        """Changes when what the model reads of it changes."""
        return f"{self.id}:{self.audio_ms}:{self.text}"


def text_tokens(text: str) -> int:
    return -(-len(text) // CHARACTERS_PER_TOKEN)


@dataclass
class Conversation:
    items: list[Item] = field(default_factory=list)

    def find(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)

    @property
    def last_id(self) -> str | None:
        return self.items[-1].id if self.items else None

    def add(self, item: Item, *, after: str | None = None) -> str | None:
        """Puts the item last, after the named one, or first for `root`; the id it now follows.

        Raises ClientEventError when the id is taken or the neighbour is unknown.
        """
        if self.find(item.id):
            message = f"Item with id '{item.id}' already exists."
            raise ClientEventError("item_create_duplicate_id", message, param="item.id")
        if after is None:
            self.items.append(item)
        elif after == "root":
            self.items.insert(0, item)
        else:
            neighbour = self.find(after)
            if neighbour is None:
                message = f"Previous item with id '{after}' not found."
                raise ClientEventError(
                    "item_create_invalid_previous_item_id", message, param="previous_item_id"
                )
            self.items.insert(self.items.index(neighbour) + 1, item)
        position = self.items.index(item)
        return self.items[position - 1].id if position else None

    def check_new(self, wire: Event) -> None:
        """Raises ClientEventError for an item a client may not create."""
        if wire["type"] == "function_call_output":
            calls = [item.wire["call_id"] for item in self.items if item.kind == "function_call"]
            if wire["call_id"] not in calls:
                message = f"Tool call ID '{wire['call_id']}' not found in conversation."
                raise ClientEventError("invalid_tool_call_id", message, param="item.call_id")
        if wire.get("role") == "assistant":
            kinds = {part.get("type") for part in wire["content"]}
            if "output_audio" in kinds:
                message = "Assistant audio messages cannot be created by the client."
                raise ClientEventError("invalid_value", message, param="item.content")

    def truncate(self, item_id: str, *, content_index: int, audio_end_ms: int) -> Item:
        """Cuts an assistant's audio and forgets its transcript. Raises ClientEventError."""
        item = self.find(item_id)
        if item is None:
            message = f"Item with item_id not found: {item_id}"
            raise ClientEventError("item_truncate_invalid_item_id", message, param="item_id")
        if item.kind != "assistant" or not item.audio:
            message = "Only model output audio messages can be truncated"
            raise ClientEventError("invalid_value", message, param="item_id")
        if content_index != 0:
            raise ClientEventError("invalid_value", "content_index must be 0", param="content_index")
        if audio_end_ms < 0 or audio_end_ms > item.audio_ms:
            message = f"Audio content of {item.audio_ms}ms is already shorter than {audio_end_ms}ms"
            raise ClientEventError("invalid_value", message, param="audio_end_ms")
        item.audio = item.audio[: audio_end_ms * BYTES_PER_MS]
        item.cut = True
        for part in item.wire["content"]:
            part["transcript"] = None
        return item

    def delete(self, item_id: str) -> None:
        """Raises ClientEventError when there is no such item."""
        item = self.find(item_id)
        if item is None:
            message = f"Item with item_id not found: {item_id}"
            raise ClientEventError("item_delete_invalid_item_id", message, param="item_id")
        self.items.remove(item)


@dataclass(frozen=True)
class ContextPart:
    """One thing the model reads before it answers."""

    key: str
    text: int
    audio: int


def context_parts(
    items: list[Item], *, instructions: str, tools: list[dict[str, Any]]
) -> tuple[ContextPart, ...]:
    """The context in reading order.

    The key changes when the content does: what follows is then not cached.
    """
    head = instructions + str(tools)
    first = ContextPart(head, text_tokens(head), 0)
    return (first, *(ContextPart(item.fingerprint, item.text_tokens, item.audio_tokens) for item in items))


def usage_make(
    context: tuple[ContextPart, ...], before: tuple[ContextPart, ...], *, audio_out: int, text_out: int
) -> Event:
    """`response.done`'s usage.

    What the previous response read in the same order counts as cached, inside input.
    """
    cached_text = cached_audio = 0
    for part, earlier in zip(context, before, strict=False):
        if part != earlier:
            break
        cached_text += part.text
        cached_audio += part.audio
    text_in, audio_in = sum(part.text for part in context), sum(part.audio for part in context)
    return {
        "total_tokens": text_in + audio_in + text_out + audio_out,
        "input_tokens": text_in + audio_in,
        "output_tokens": text_out + audio_out,
        "input_token_details": {
            "text_tokens": text_in,
            "audio_tokens": audio_in,
            "image_tokens": 0,
            "cached_tokens": cached_text + cached_audio,
            "cached_tokens_details": {
                "text_tokens": cached_text,
                "audio_tokens": cached_audio,
                "image_tokens": 0,
            },
        },
        "output_token_details": {"text_tokens": text_out, "audio_tokens": audio_out},
    }
