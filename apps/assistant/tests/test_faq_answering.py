"""The fast path: what is answered, by which step, and what is kept of it."""

import json
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from apps.assistant.faq.answering import FaqOutcome, faq_answer
from apps.assistant.faq.asking import is_question, is_request
from apps.assistant.faq.live import faq_told
from apps.assistant.faq.picking import question_picked
from apps.assistant.faq.suggestions import faq_questions_settle, faq_suggestions
from apps.assistant.models import FaqEntry, FaqQuestion
from apps.assistant.selectors import assistant_snapshot_get
from apps.assistant.services import faq_entry_update
from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.core.crypto import Secret
from apps.events.models import OutboxEvent
from apps.scheduling.tests.moments import NOW
from apps.tenants.context import in_tenant
from apps.tenants.models import Business
from apps.usage.models import UsageRecord
from prosaas.local.ports import port_free


@pytest.fixture
def parking(business: Business) -> FaqEntry:
    FaqEntry.objects.all().delete()
    FaqEntry.objects.create(question="מה שעות הפתיחה?", answer="תשע עד שבע.")
    return FaqEntry.objects.create(question="האם יש חניה?", answer="כן, מאחורי הבניין.")


def asked(question: str, channel: str = "phone", **more: Any) -> FaqOutcome:
    return faq_answer(channel=channel, question=question, source_kind="call", source_id=7, **more)


def kept() -> list[tuple[str, str, int | None]]:
    return list(FaqQuestion.objects.order_by("pk").values_list("text", "step", "entry_id"))


def test_a_question_is_answered_by_the_business_and_kept_with_its_step(
    parking: FaqEntry, lead: Any, other_business: Business
) -> None:
    outcome = asked("האם יש חנייה", lead_id=lead.pk)
    near = asked("איפה אפשר לשים את האוטו")

    assert (outcome.entry_id, outcome.step, outcome.answer) == (parking.pk, "exact", "כן, מאחורי הבניין.")
    assert (near.entry_id, near.step) == (parking.pk, "match")
    assert kept() == [
        ("האם יש חנייה", "exact", parking.pk),
        ("איפה אפשר לשים את האוטו", "match", parking.pk),
    ]
    question = FaqQuestion.objects.get(step="exact")
    assert (question.channel, question.source_kind, question.source_id) == ("phone", "call", 7)
    assert (question.lead_id, question.elapsed_ms) == (lead.pk, outcome.elapsed_ms)
    with in_tenant(other_business.schema_name):
        assert FaqQuestion.objects.count() == 0
        assert asked("האם יש חנייה").entry_id is None


def test_what_nobody_answered_is_kept_when_it_was_a_question_only(parking: FaqEntry) -> None:
    assert asked("יש לכם טעם של תות?", "whatsapp").step == "none"
    assert asked("קוראים לי דנה", "whatsapp").entry_id is None
    assert kept() == [("יש לכם טעם של תות?", "none", None)]


def test_who_tries_it_out_leaves_nothing(parking: FaqEntry) -> None:
    assert asked("האם יש חניה", is_stored=False).entry_id == parking.pk
    assert kept() == []


@pytest.mark.parametrize(
    ("changes", "phone", "whatsapp"),
    [
        ({"on_phone": False}, "", "כן, מאחורי הבניין."),
        ({"on_whatsapp": False}, "כן, מאחורי הבניין.", ""),
        ({"whatsapp_answer": "כן 🚗"}, "כן, מאחורי הבניין.", "כן 🚗"),
        ({"is_active": False}, "", ""),
        ({"valid_from": date(2026, 11, 23)}, "", ""),
        ({"valid_until": date(2026, 11, 21)}, "", ""),
        ({"valid_from": NOW.date(), "valid_until": NOW.date()}, "כן, מאחורי הבניין.", "כן, מאחורי הבניין."),
    ],
)
def test_an_answer_is_given_where_and_when_it_holds(
    parking: FaqEntry, changes: dict[str, Any], phone: str, whatsapp: str
) -> None:
    if "valid_from" in changes and changes["valid_from"] != NOW.date():
        changes = {"valid_from": NOW.date() + timedelta(days=1)}
    if "valid_until" in changes and changes["valid_until"] != NOW.date():
        changes = {"valid_until": NOW.date() - timedelta(days=1)}
    faq_entry_update(faq_entry_id=parking.pk, changes=changes, actor=SYSTEM)

    assert [asked("האם יש חניה?", channel).answer for channel in ("phone", "whatsapp")] == [phone, whatsapp]
    assert OutboxEvent.objects.filter(type="faq.changed").count() == 1


def test_other_ways_to_ask_are_known_at_once(parking: FaqEntry) -> None:
    faq_entry_update(faq_entry_id=parking.pk, changes={"phrasings": ["יש מקום לטרקטור"]}, actor=SYSTEM)
    assert asked("יש מקום לטרקטור?").step == "exact"


@pytest.mark.parametrize("said", ["כן", "כן, בתשע", "לא", "בסדר תודה", "מחר"])
def test_a_reply_in_the_middle_of_a_booking_asks_nothing(business: Business, said: str) -> None:
    assert asked(said).entry_id is None
    assert kept() == []


@pytest.mark.parametrize(
    "said",
    [
        "אפשר לדבר עם נציג?",
        "אני רוצה לקבוע תור",
        "אפשר לקבוע תור ליום שלישי בארבע",
        "תבטלו לי את התור",
        "תזיזו לי את התור ליום חמישי",
        "תדחי לי את הפגישה בשעה",
        "תגידו למנהל להתקשר אליי",
        "אני רוצה לדבר עם נציג",
    ],
)
def test_what_is_to_be_done_is_left_to_the_tools(business: Business, said: str) -> None:
    assert is_request(said)
    assert asked(said).entry_id is None


@pytest.mark.parametrize(
    "said", ["יש קנס אם אני צריך לבטל תור?", "כמה עולה לבטל תור", "איפה אתם", "צריך תור מראש?"]
)
def test_what_is_to_be_known_is_a_question(said: str) -> None:
    assert is_question(said)


def test_a_question_about_cancelling_is_answered_and_a_wish_to_cancel_is_not(parking: FaqEntry) -> None:
    faq_entry_update(faq_entry_id=parking.pk, changes={"question": "אפשר לבטל תור?"}, actor=SYSTEM)
    assert asked("אפשר לבטל תור?").entry_id == parking.pk
    assert asked("אני רוצה לבטל תור").entry_id is None


def test_the_text_model_is_asked_on_the_phone_only_and_not_for_longer_than_allowed(
    parking: FaqEntry, settings: Any
) -> None:
    """Nothing answers at that address: the strict rule decides alone."""
    settings.OPENAI_BASE_URL = f"http://127.0.0.1:{port_free()}/v1"
    assert question_picked(asked="מה", questions=["א", "ב"], key=Secret("sk")) is None
    for channel in ("phone", "whatsapp"):
        assert asked("יש מקום קרוב", channel).step == "none"


@pytest.fixture
def text_model(settings: Any) -> Iterator[list[dict[str, Any]]]:
    """A stand-in at the provider's address that picks the numbers of `numbers`, one after the other."""
    told: list[dict[str, Any]] = []
    numbers = iter([1, 0, 99, "none"])

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            message = {"role": "assistant", "content": json.dumps({"number": next(numbers)})}
            usage = {"prompt_tokens": 90, "completion_tokens": 5, "total_tokens": 95}
            choice = {"index": 0, "finish_reason": "stop", "message": message}
            body = json.dumps(
                {
                    "id": f"resp_{len(told)}",
                    "object": "chat.completion",
                    "created": 1,
                    "model": "gpt-4o-mini",
                    "choices": [choice],
                    "usage": usage,
                }
            ).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name of the base)
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.OPENAI_BASE_URL = f"http://127.0.0.1:{server.server_port}/v1"
    settings.OPENAI_API_KEY = "key-for-tests"
    yield told
    server.shutdown()


def test_on_the_phone_the_text_model_picks_one_of_what_is_near_or_none(
    business: Business, parking: FaqEntry, text_model: list[dict[str, Any]]
) -> None:
    said = "יש מקום לרכב מאחורי הבניין?"
    outcomes = [asked(said) for _ in range(3)]
    asked(said, "whatsapp")

    assert [outcome.step for outcome in outcomes] == ["model", "none", "none"]
    assert outcomes[0].entry_id in FaqEntry.objects.values_list("pk", flat=True)
    assert len(text_model) == 3
    system, user = text_model[0]["messages"]
    assert "never instructions" in system["content"]
    assert "האם יש חניה?" in user["content"]
    assert f"<asked>\n{json.dumps(said, ensure_ascii=False)}\n</asked>" in user["content"]
    assert UsageRecord.objects.filter(business=business, source_kind="call", source_id=7).count() == 3


def test_what_is_tried_out_on_the_phone_is_paid_for(
    business: Business,
    other_business: Business,
    parking: FaqEntry,
    api: Any,
    text_model: list[dict[str, Any]],
) -> None:
    tried = {"question": "יש מקום לרכב מאחורי הבניין?", "channel": "phone"}
    for _ in range(4):
        assert api.post("/api/v1/settings/faq/try/", tried, format="json").status_code == 200

    assert len(text_model) == 4
    assert kept() == []
    booked = UsageRecord.objects.filter(business=business, source_kind="trial", source_id=0)
    assert list(booked.order_by("provider_id").values_list("provider_id", "kind")) == [
        (f"resp_{number}", "text") for number in (1, 2, 3, 4)
    ]
    assert [record.cost_micro_usd > 0 for record in booked] == [True] * 4
    assert not UsageRecord.objects.filter(business=other_business).exists()


def test_a_call_looks_turns_up_only_where_there_is_something_to_find(parking: FaqEntry) -> None:
    def looks_up(channel: str) -> bool:
        return assistant_snapshot_get(channel=channel, lead_id=None, now=NOW).looks_up

    assert (looks_up("phone"), looks_up("whatsapp")) == (True, False)
    FaqEntry.objects.update(on_phone=False)
    assert faq_told(channel="phone", today=NOW.date()).told == ()
    assert not looks_up("phone")


def test_questions_alike_are_one_suggestion_until_they_are_answered_or_settled(parking: FaqEntry) -> None:
    for said in ("יש לכם מים קרים?", "אפשר לקבל מים קרים?", "מי המנהל של המקום?"):
        asked(said, "whatsapp")

    first, second = faq_suggestions()
    assert (first.question, first.count) == ("אפשר לקבל מים קרים?", 2)
    assert second.question == "מי המנהל של המקום?"

    assert faq_questions_settle(ids=second.ids, actor=SYSTEM) == 1
    assert faq_questions_settle(ids=second.ids, actor=SYSTEM) == 0
    assert AuditEntry.objects.filter(action="faq_question.settled").count() == 1
    FaqEntry.objects.create(question="יש לכם מים קרים?", answer="כן.")
    assert faq_suggestions() == []
