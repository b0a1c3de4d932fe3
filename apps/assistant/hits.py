"""What guards stopped: kept with the conversation, counted for the operator."""

from collections.abc import Iterable

from apps.assistant.guards.kinds import Hit
from apps.assistant.handlers import ToolContext
from apps.assistant.metrics import GUARD_HITS
from apps.assistant.models import GuardHit

LONGEST_WORDS = 300


def guard_hits_record(
    *, hits: Iterable[Hit], channel: str, source_kind: str, source_id: int, lead_id: int, external_id: str
) -> None:
    """Each once: `external_id` names the turn or the tool call that was stopped."""
    for hit in hits:
        _, is_new = GuardHit.objects.get_or_create(
            source_kind=source_kind,
            source_id=source_id,
            external_id=external_id[:128],
            guard=hit.guard,
            defaults={"channel": channel, "lead_id": lead_id, "words": hit.words[:LONGEST_WORDS]},
        )
        if is_new:
            GUARD_HITS.labels(guard=hit.guard.value, channel=channel).inc()


def guard_hit_record(*, hit: Hit, context: ToolContext) -> None:
    """A tool call was stopped."""
    guard_hits_record(
        hits=[hit],
        channel=context.channel,
        source_kind=context.source_kind,
        source_id=context.source_id,
        lead_id=context.lead_id,
        external_id=context.tool_call_id,
    )
