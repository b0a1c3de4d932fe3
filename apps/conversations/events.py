from dataclasses import dataclass

from apps.events.events import Event


@dataclass(frozen=True, kw_only=True)
class MessageSaved(Event):
    """A turn is new or was corrected; `source_kind` and `source_id` name the call or thread it belongs to."""

    type = "message.saved"
    conversation_id: int
    source_kind: str
    source_id: int
