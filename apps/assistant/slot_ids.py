"""What the model passes back to take a slot: a name only this business's diary could have given it.

A model that makes up a start, or mixes two, has no name for it. It says what was offered, not what is free.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hmac import compare_digest

from django.utils.crypto import salted_hmac

from apps.assistant.errors import SlotUnknownError

SIGNATURE_LETTERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWanted:
    starts_at: datetime
    service_id: int | None = None
    resource_id: int | None = None


def slot_id_of(wanted: SlotWanted, *, schema: str) -> str:
    facts = (int(wanted.starts_at.timestamp()) // 60, wanted.service_id or 0, wanted.resource_id or 0)
    text = "-".join(f"{fact:x}" for fact in facts)
    return f"{text}-{_signature(text, schema)}"


def slot_id_read(slot_id: str, *, schema: str) -> SlotWanted:
    """Raises SlotUnknownError."""
    text, _, signature = slot_id.strip().rpartition("-")
    if not compare_digest(signature.encode(), _signature(text, schema).encode()):
        raise SlotUnknownError
    minutes, service_id, resource_id = (int(fact, 16) for fact in text.split("-"))
    return SlotWanted(
        starts_at=datetime.fromtimestamp(minutes * 60, UTC),
        service_id=service_id or None,
        resource_id=resource_id or None,
    )


def _signature(text: str, schema: str) -> str:
    return salted_hmac(f"assistant.slot.{schema}", text, algorithm="sha256").hexdigest()[:SIGNATURE_LETTERS]
