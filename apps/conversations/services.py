from datetime import datetime

from django.db import transaction

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.conversations.events import MessageSaved
from apps.conversations.models import Conversation, Message
from apps.core.errors import NotFoundError
from apps.events.services import event_publish


def conversation_open(*, lead_id: int, channel: str) -> Conversation:
    """The current conversation of the lead on the channel, created by whoever comes first; safe in a race."""
    conversation, _ = Conversation.objects.get_or_create(lead_id=lead_id, channel=channel, is_current=True)
    return conversation


def conversation_ai_set(*, conversation_id: int, state: str, actor: Actor) -> None:
    """Whether the assistant answers here; saying so again changes nothing. Raises NotFoundError."""
    with transaction.atomic():
        found = Conversation.objects.select_for_update(no_key=True).filter(pk=conversation_id).first()
        if found is None:
            raise NotFoundError
        if found.ai_state == state:
            return
        found.ai_state = state
        found.save(update_fields=["ai_state"])
        audit_record(
            actor=actor,
            action="conversation.ai_changed",
            target_kind="conversation",
            target_id=conversation_id,
            data={"ai_state": state},
        )


def message_upsert(
    *,
    conversation_id: int,
    source_kind: str,
    source_id: int,
    external_id: str,
    position: int,
    author: str,
    text: str,
    started_at: datetime,
    offset_ms: int = 0,
    duration_ms: int | None = None,
    unheard_text: str = "",
    confidence: int | None = None,
) -> Message:
    """Writes a turn, or corrects the one with the same `external_id` in the same source.

    Safe to repeat: an equal second write changes nothing and announces nothing. The turn never moves to
    another conversation. Nothing is locked beyond the turn itself, so turns of one call may be written in
    any order.
    """
    values = {
        "position": position,
        "author": author,
        "text": text,
        "unheard_text": unheard_text,
        "started_at": started_at,
        "offset_ms": offset_ms,
        "duration_ms": duration_ms,
        "confidence": confidence,
    }
    with transaction.atomic():
        message, created = Message.objects.select_for_update(no_key=True).get_or_create(
            source_kind=source_kind,
            source_id=source_id,
            external_id=external_id,
            defaults={"conversation_id": conversation_id, **values},
        )
        changed = [name for name, value in values.items() if getattr(message, name) != value]
        if changed:
            for name in changed:
                setattr(message, name, values[name])
            message.save(update_fields=changed)
        if created or changed:
            event_publish(
                MessageSaved(
                    id=message.pk,
                    conversation_id=message.conversation_id,
                    source_kind=source_kind,
                    source_id=source_id,
                )
            )
    return message
