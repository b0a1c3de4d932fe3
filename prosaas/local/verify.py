"""Reads back what a call left in its business's schema, and says what is missing.

`python -m prosaas.local.verify --business SLUG --call-sid SID` prints the story as JSON, and exits 1 when a
piece is missing after the deadline.
"""

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import django

if TYPE_CHECKING:
    from apps.telephony.models import Call
    from apps.tenants.models import Business

DEADLINE_SECONDS = 45
PAUSE_SECONDS = 0.2
WAV_HEADER_BYTES = 44


@dataclass(frozen=True)
class Story:
    """What is stored of one call. `recording_ms` is 0 when its file is not in the storage."""

    is_over: bool
    outcome: str
    turns: list[dict[str, str]]
    lead_name: str
    lead_phone: str
    meeting_starts_at: str
    meeting_service: str
    recording_ms: int
    cost_micro_usd: int
    summary: str
    first_audio_ms: int | None


def pieces_missing(story: Story | None) -> list[str]:
    """In plain words; empty when the call left everything it should."""
    if story is None:
        return ["the call"]
    authors = {turn["author"] for turn in story.turns if turn["text"]}
    present = {
        "the end of the call": story.is_over,
        "the lead": bool(story.lead_name and story.lead_phone),
        "the meeting": bool(story.meeting_starts_at),
        "the transcript": {"customer", "ai"} <= authors,
        "the recording": story.recording_ms > 0,
        "the cost": story.cost_micro_usd > 0,
    }
    return [piece for piece, is_there in present.items() if not is_there]


def story_read(*, business_slug: str, call_sid: str) -> Story | None:
    """What the schema of this business holds of the call, and no other schema."""
    from apps.telephony.models import Call
    from apps.tenants.context import in_tenant
    from apps.tenants.models import Business

    business = Business.objects.get(slug=business_slug)
    with in_tenant(business.schema_name):
        call = Call.objects.select_related("lead").filter(sid=call_sid).first()
        return _story_of(call, business) if call else None


def _story_of(call: "Call", business: "Business") -> Story:
    from apps.conversations.selectors import messages_of
    from apps.scheduling.models import Appointment
    from apps.usage.selectors import cost_of

    meeting = Appointment.objects.filter(
        source_kind="call", source_id=call.pk, lead=call.lead, status__in=Appointment.BLOCKING
    ).first()
    turns = messages_of(source_kind="call", source_id=call.pk)
    return Story(
        is_over=call.status == call.Status.COMPLETED,
        outcome=call.get_outcome_display(),
        turns=[{"author": turn.author, "text": turn.text, "unheard": turn.unheard_text} for turn in turns],
        lead_name=call.lead.name if call.lead else "",
        lead_phone=call.lead.phone if call.lead else "",
        meeting_starts_at=meeting.starts_at.astimezone(ZoneInfo(business.timezone)).isoformat()
        if meeting
        else "",
        meeting_service=meeting.service_label if meeting else "",
        recording_ms=_recording_ms(call),
        cost_micro_usd=cost_of(business_schema=business.schema_name, source_kind="call", source_id=call.pk),
        summary=call.summary,
        first_audio_ms=call.first_audio_ms,
    )


def _recording_ms(call: "Call") -> int:
    from apps.telephony.models import Recording

    recording = Recording.objects.filter(call=call).first()
    if recording is None:
        return 0
    try:
        with recording.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        return 0
    is_whole = content[:4] == b"RIFF" and len(content) == recording.size_bytes > WAV_HEADER_BYTES
    return recording.duration_ms if is_whole else 0


def story_wait(*, business_slug: str, call_sid: str, deadline_seconds: float) -> Story | None:
    """The jobs after a call need a moment: return when nothing is missing, else at the deadline."""
    deadline = time.monotonic() + deadline_seconds
    while True:
        story = story_read(business_slug=business_slug, call_sid=call_sid)
        is_whole = story is not None and story.summary and not pieces_missing(story)
        if is_whole or time.monotonic() > deadline:
            return story
        time.sleep(PAUSE_SECONDS)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m prosaas.local.verify")
    parser.add_argument("--business", required=True, help="its slug")
    parser.add_argument("--call-sid", required=True)
    parser.add_argument(
        "--deadline", type=float, default=DEADLINE_SECONDS, help="seconds to wait for the jobs"
    )
    given = parser.parse_args()
    django.setup()
    story = story_wait(business_slug=given.business, call_sid=given.call_sid, deadline_seconds=given.deadline)
    missing = pieces_missing(story)
    print(json.dumps({"missing": missing, "story": asdict(story) if story else None}, ensure_ascii=False))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
