from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from rest_framework.test import APIClient

from apps.assistant.models import Understanding
from apps.conversations.services import message_upsert
from apps.core import clock
from apps.telephony.models import Call, Recording
from apps.telephony.tests.factories import CallFactory
from apps.usage.services import usage_record

WAV = b"RIFF" + bytes(range(100))


@pytest.fixture
def call(business: Any, settings: Any, tmp_path: Path) -> Call:
    settings.MEDIA_ROOT = str(tmp_path)
    call: Call = CallFactory.create(turn_latencies_ms=[700, 800, 1500], first_audio_ms=380)
    recording = Recording(
        call=call,
        duration_ms=60_000,
        size_bytes=len(WAV),
        peaks=[1, 2, 3],
        created_at=clock.now(),
        expires_at=clock.now(),
    )
    recording.file.save(f"{business.schema_name}/recordings/1.wav", ContentFile(WAV))
    usage_record(
        business_schema=business.schema_name,
        source_kind="call",
        source_id=call.pk,
        provider_id="resp_1",
        model="gpt-realtime-2.1",
        kind="realtime",
        tokens={"audio_in": 100},
    )
    assert call.conversation_id is not None
    message_upsert(
        conversation_id=call.conversation_id,
        source_kind="call",
        source_id=call.pk,
        external_id="i1",
        position=1,
        author="ai",
        text="שלום,",
        unheard_text="מה שלומך?",
        started_at=call.started_at,
    )
    return call


def test_what_a_turn_was_about_names_the_turn(api: APIClient, call: Call) -> None:
    assert call.lead is not None
    Understanding.objects.create(
        lead=call.lead,
        source_kind="call",
        source_id=call.pk,
        last_turn_id=1,
        topic="תור",
        intents=[{"turn": "i1", "intent": "ask", "date": "2026-11-23"}, {"turn": "gone", "intent": "none"}],
        created_at=clock.now(),
    )

    told = api.get(f"/api/v1/calls/{call.pk}/").json()

    first, second = told["understanding"]["intents"]
    assert (first["turn"], first["turn_id"], first["date"]) == ("i1", told["turns"][0]["id"], "2026-11-23")
    assert (second["turn"], second["turn_id"], second["date"]) == ("gone", None, None)


def test_the_list_shows_calls_newest_first(api: APIClient, call: Call) -> None:
    newer = CallFactory.create()
    rows = api.get("/api/v1/calls/").json()["results"]
    assert [row["id"] for row in rows] == [newer.pk, call.pk]
    assert rows[1]["sid"] == call.sid[-4:]
    assert rows[1]["lead"] == {"id": call.lead_id, "name": call.lead.name, "phone": ""}
    assert (rows[0]["cost_micro_usd"], rows[1]["cost_micro_usd"]) == (0, 3200)


def test_a_page_takes_the_same_queries_however_many_calls(
    api: APIClient, business: Any, django_assert_num_queries: Any
) -> None:
    """The host, the sign-in, the membership, the page and its costs; twice the search path is set."""
    CallFactory.create_batch(3)
    api.get("/api/v1/calls/")
    with django_assert_num_queries(7) as few:
        api.get("/api/v1/calls/")
    CallFactory.create_batch(30)
    with django_assert_num_queries(len(few.captured_queries)):
        assert len(api.get("/api/v1/calls/").json()["results"]) == 33


def test_a_call_is_shown_with_all_that_was_said_and_measured(api: APIClient, call: Call) -> None:
    page = api.get(f"/api/v1/calls/{call.pk}/").json()
    (turn,) = page["turns"]
    assert (turn["text"], turn["unheard_text"]) == ("שלום,", "מה שלומך?")
    assert page["latency"] == {"first_audio_ms": 380, "turn_ms_median": 800}
    assert page["usage"][0]["cost_micro_usd"] == page["cost_micro_usd"] == 3200
    assert page["recording"]["peaks"] == [1, 2, 3]


def test_what_a_call_cost_is_added_up_by_model(api: APIClient, business: Any, call: Call) -> None:
    for number in (2, 3):
        usage_record(
            business_schema=business.schema_name,
            source_kind="call",
            source_id=call.pk,
            provider_id=f"resp_{number}",
            model="gpt-realtime-2.1",
            kind="realtime",
            tokens={"audio_in": 10, "audio_out": 1},
        )
    (realtime,) = api.get(f"/api/v1/calls/{call.pk}/").json()["usage"]
    assert realtime == {
        "model": "gpt-realtime-2.1",
        "kind": "realtime",
        "tokens": {"audio_in": 120, "audio_out": 2},
        "seconds": None,
        "cost_micro_usd": 120 * 32 + 2 * 64,
    }


def test_an_agent_hears_calls_but_sees_no_costs(sign_in: Any, business: Any, call: Call) -> None:
    agent = sign_in(business, "agent")
    page = agent.get(f"/api/v1/calls/{call.pk}/").json()
    assert page["usage"] is page["cost_micro_usd"] is None
    assert page["recording"]["url"].startswith(f"/api/v1/calls/{call.pk}/recording?ticket=")
    assert agent.get("/api/v1/calls/").json()["results"][0]["cost_micro_usd"] is None


def test_another_businesss_call_is_not_there(other_api: APIClient, other_business: Any, call: Call) -> None:
    for path in (f"/api/v1/calls/{call.pk}/", f"/api/v1/calls/{call.pk}/recording"):
        assert other_api.get(path).status_code in (404, 410)
    assert other_api.get("/api/v1/calls/").json()["results"] == []


def test_the_recording_plays_with_the_link_alone(api: APIClient, anonymous: APIClient, call: Call) -> None:
    url = api.get(f"/api/v1/calls/{call.pk}/").json()["recording"]["url"]
    whole = anonymous.get(url)
    assert b"".join(whole.streaming_content) == WAV
    assert whole["Content-Type"] == "audio/wav"
    part = anonymous.get(url, headers={"range": "bytes=4-9"})
    assert (part.status_code, part.content) == (206, WAV[4:10])
    assert part["Content-Range"] == f"bytes 4-9/{len(WAV)}"
    beyond = anonymous.get(url, headers={"range": "bytes=900-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(WAV)}")


def test_no_link_no_sound(anonymous: APIClient, call: Call) -> None:
    for ticket in ("", "x"):
        assert anonymous.get(f"/api/v1/calls/{call.pk}/recording", {"ticket": ticket}).status_code == 401


def test_a_deleted_recording_says_so(api: APIClient, business: Any) -> None:
    call = CallFactory.create()
    answer = api.get(f"/api/v1/calls/{call.pk}/recording")
    assert (answer.status_code, answer.json()["error"]["code"]) == (410, "recording_gone")
    assert api.get(f"/api/v1/calls/{call.pk}/").json()["recording"] is None


def test_nobody_lists_calls_without_signing_in(anonymous: APIClient, call: Call) -> None:
    assert anonymous.get("/api/v1/calls/").status_code == 401
    assert anonymous.get(f"/api/v1/calls/{call.pk}/").status_code == 401
