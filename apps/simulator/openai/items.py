"""The conversation.item.* events of a session: what clients do to the conversation, and how it is told.

Pure.
"""

import copy
from typing import Any

from apps.simulator.openai.conversation import Conversation, Item
from apps.simulator.openai.events import ClientEventError, Event, id_make, server_event


class ItemEvents:
    """Every method takes the client's event; the answers go to `outbox`. Raises ClientEventError."""

    def __init__(self, conversation: Conversation, outbox: list[Event]) -> None:
        self._conversation = conversation
        self._outbox = outbox

    def add(self, item: Item, *, after: str | None = None) -> None:
        """A whole item, from the client or from committed audio."""
        previous = self._conversation.add(item, after=after)
        for kind in ("conversation.item.added", "conversation.item.done"):
            self._send(kind, previous_item_id=previous, item=copy.deepcopy(item.wire))

    def create(self, event: Event) -> None:
        wire = {"object": "realtime.item", "status": "completed", **copy.deepcopy(event["item"])}
        wire["id"] = wire.get("id") or id_make("item")
        self._conversation.check_new(wire)
        self.add(Item(wire), after=event.get("previous_item_id"))

    def retrieve(self, event: Event) -> None:
        item = self._conversation.find(event["item_id"])
        if item is None:
            message = f"Item with item_id not found: {event['item_id']}"
            raise ClientEventError("item_retrieve_invalid_item_id", message, param="item_id")
        self._send("conversation.item.retrieved", item=copy.deepcopy(item.wire))

    def truncate(self, event: Event) -> None:
        fields = {name: event[name] for name in ("item_id", "content_index", "audio_end_ms")}
        self._conversation.truncate(**fields)
        self._send("conversation.item.truncated", **fields)

    def delete(self, event: Event) -> None:
        self._conversation.delete(event["item_id"])
        self._send("conversation.item.deleted", item_id=event["item_id"])

    def _send(self, type_: str, **fields: Any) -> None:
        self._outbox.append(server_event(type_, **fields))
