from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from apps.conversations.models import Conversation, Message
from apps.crm.models import Lead, LeadStatus
from apps.scheduling.models import Appointment, Resource
from apps.telephony.models import Call, Recording
from apps.tenants.models import Business
from apps.usage.services import usage_record
from prosaas.local.verify import Story, pieces_missing, story_read

SID = "CA" + "7" * 32
STARTED = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
WAV = b"RIFF" + bytes(100)
WHOLE = Story(
    is_over=True,
    outcome="נקבעה פגישה",
    turns=[
        {"author": "ai", "text": "שלום", "unheard": ""},
        {"author": "customer", "text": "אני רוצה לקבוע תור", "unheard": ""},
    ],
    lead_name="דנה כהן",
    lead_phone="+972521234567",
    meeting_starts_at="2026-11-24T10:00:00+02:00",
    meeting_service="",
    recording_ms=40_000,
    cost_micro_usd=118_800,
    summary="",
    first_audio_ms=380,
)


def test_nothing_is_missing_from_a_whole_story():
    assert pieces_missing(WHOLE) == []


@pytest.mark.parametrize(
    ("without", "missing"),
    [
        ({"is_over": False}, "the end of the call"),
        ({"lead_phone": ""}, "the lead"),
        ({"lead_name": ""}, "the lead"),
        ({"meeting_starts_at": ""}, "the meeting"),
        ({"turns": WHOLE.turns[:1]}, "the transcript"),
        ({"turns": [WHOLE.turns[0], {"author": "customer", "text": "", "unheard": ""}]}, "the transcript"),
        ({"recording_ms": 0}, "the recording"),
        ({"cost_micro_usd": 0}, "the cost"),
    ],
)
def test_each_piece_that_is_not_there_is_named(without: dict[str, Any], missing: str):
    assert pieces_missing(replace(WHOLE, **without)) == [missing]


def test_a_call_that_is_not_there_is_missing_as_a_whole():
    assert pieces_missing(None) == ["the call"]


@pytest.fixture
def call(business: Business, settings, tmp_path: Path) -> Call:
    """A finished call with everything it should leave, in the first business."""
    settings.MEDIA_ROOT = tmp_path
    lead = Lead.objects.create(
        name="דנה כהן", phone="+972521234567", source="phone", status=LeadStatus.objects.get(is_default=True)
    )
    conversation = Conversation.objects.create(lead=lead, channel="phone")
    call = Call.objects.create(
        sid=SID,
        to_number="+97237630001",
        lead=lead,
        conversation=conversation,
        status=Call.Status.COMPLETED,
        started_at=STARTED,
        ended_at=STARTED + timedelta(seconds=40),
    )
    for position, (author, text) in enumerate([("ai", "שלום"), ("customer", "אני רוצה לקבוע תור")]):
        Message.objects.create(
            conversation=conversation,
            author=author,
            text=text,
            source_kind="call",
            source_id=call.pk,
            external_id=f"item_{position}",
            position=position,
            started_at=STARTED,
            offset_ms=position * 1000,
        )
    Appointment.objects.create(
        resource=Resource.objects.get(is_default=True),
        lead=lead,
        starts_at=STARTED + timedelta(days=2),
        ends_at=STARTED + timedelta(days=2, minutes=30),
        busy=(STARTED + timedelta(days=2), STARTED + timedelta(days=2, minutes=30)),
        status=Appointment.Status.CONFIRMED,
        source="phone",
        source_kind="call",
        source_id=call.pk,
    )
    recording = Recording(
        call=call,
        duration_ms=40_000,
        size_bytes=len(WAV),
        created_at=STARTED,
        expires_at=STARTED + timedelta(days=7),
    )
    recording.file.save(f"{business.schema_name}/recording.wav", ContentFile(WAV))
    usage_record(
        business_schema=business.schema_name,
        source_kind="call",
        source_id=call.pk,
        provider_id="resp_1",
        model="gpt-realtime-2.1",
        kind="realtime",
        tokens={"audio_in": 1000},
    )
    return call


def test_reads_all_of_it_from_the_schema_of_the_business(call: Call):
    story = story_read(business_slug="halutz", call_sid=SID)
    assert pieces_missing(story) == []
    assert story is not None
    assert (story.lead_name, story.lead_phone, story.recording_ms) == ("דנה כהן", "+972521234567", 40_000)
    assert story.meeting_starts_at == "2026-11-24T12:00:00+02:00"


def test_does_not_find_the_call_of_another_business(call: Call, other_business: Business):
    assert story_read(business_slug=other_business.slug, call_sid=SID) is None


def test_a_recording_without_its_file_is_missing(call: Call):
    Path(call.recording.file.path).unlink()
    assert pieces_missing(story_read(business_slug="halutz", call_sid=SID)) == ["the recording"]


def test_a_cancelled_meeting_is_missing(call: Call):
    Appointment.objects.update(status=Appointment.Status.CANCELLED)
    assert pieces_missing(story_read(business_slug="halutz", call_sid=SID)) == ["the meeting"]
