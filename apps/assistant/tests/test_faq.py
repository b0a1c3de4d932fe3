"""Questions customers often ask: the business writes them, and the assistant answers with its words."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from apps.assistant import selectors, services
from apps.assistant.defaults import FIRST_FAQ, assistant_fill
from apps.assistant.faq.live import faq_told
from apps.assistant.models import FaqEntry
from apps.assistant.selectors import assistant_snapshot_get
from apps.audit.models import AuditEntry
from apps.scheduling.tests.moments import NOW
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

FAQ = "/api/v1/settings/faq/"
PARKING = {"question": "יש לכם חניה?", "answer": "כן, מאחורי הבניין."}


@pytest.fixture
def none(business: Business) -> None:
    FaqEntry.objects.all().delete()


def instructions() -> str:
    return assistant_snapshot_get(channel="phone", lead_id=None, now=NOW).instructions


def test_a_new_business_has_samples_and_tells_only_what_is_true_of_every_business(business: Business) -> None:
    assert list(FaqEntry.objects.values_list("question", "answer", "is_active")) == list(FIRST_FAQ)
    told = faq_told(channel="phone", today=NOW.date()).told
    assert [question for question, _ in told] == ["אפשר לקבוע תור?", "אפשר לדבר עם נציג?"]
    assert "כתבו כאן" not in instructions()


def test_filling_again_changes_nothing_of_what_the_business_made_of_them(business: Business) -> None:
    FaqEntry.objects.exclude(question="כמה זה עולה?").delete()
    FaqEntry.objects.update(answer="מאה שקלים.", is_active=True)

    assistant_fill()

    assert list(FaqEntry.objects.values_list("question", "answer")) == [("כמה זה עולה?", "מאה שקלים.")]


def test_a_question_is_added_changed_moved_and_deleted_and_each_is_written_down(
    none: None, api: APIClient, other_business: Business
) -> None:
    first = api.post(FAQ, PARKING, format="json")
    second = api.post(FAQ, {"question": "  כמה?  ", "answer": "90", "is_active": False}, format="json")
    assert (first.status_code, second.status_code) == (201, 201)
    ids = [first.json()["id"], second.json()["id"]]
    assert [row["question"] for row in api.get(FAQ).json()] == ["יש לכם חניה?", "כמה?"]

    moved = api.patch(f"{FAQ}{ids[0]}/", {"order": 5, "answer": "לא."}, format="json")
    assert (moved.status_code, moved.json()["answer"]) == (200, "לא.")
    assert [row["id"] for row in api.get(FAQ).json()] == ids[::-1]
    assert api.delete(f"{FAQ}{ids[1]}/").status_code == 204
    assert [row["id"] for row in api.get(FAQ).json()] == ids[:1]

    written = AuditEntry.objects.order_by("pk").values_list("action", "target_id", "data")
    assert list(written) == [
        ("faq_entry.created", ids[0], {}),
        ("faq_entry.created", ids[1], {}),
        ("faq_entry.updated", ids[0], {"fields": ["answer", "order"]}),
        ("faq_entry.deleted", ids[1], {}),
    ]
    with in_tenant(other_business.schema_name):
        assert FaqEntry.objects.count() == len(FIRST_FAQ)
        assert not AuditEntry.objects.exists()


def test_the_assistant_is_told_what_is_active_in_order_as_data(none: None, api: APIClient) -> None:
    FaqEntry.objects.create(question='מה "זה"?', answer="שורה\nשנייה", order=2)
    FaqEntry.objects.create(question="ראשונה?", answer="כן", order=1)
    FaqEntry.objects.create(question="כבויה?", answer="לא לומר", order=0, is_active=False)

    told = instructions()

    assert "# Frequent questions\n" in told
    assert (
        '- {"question": "ראשונה?", "answer": "כן"}\n- {"question": "מה \\"זה\\"?", "answer": "שורה\\nשנייה"}'
        in told
    )
    assert "לא לומר" not in told


def test_without_questions_nothing_is_said_of_them(none: None) -> None:
    assert "# Frequent questions" not in instructions()


def test_only_so_many_are_kept_and_told(none: None, api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "FAQ_ROOM", {"phone": 2 * len("".join(PARKING.values()))})
    monkeypatch.setattr(services, "MOST_ENTRIES", 3)
    for _ in range(3):
        assert api.post(FAQ, PARKING, format="json").status_code == 201

    refused = api.post(FAQ, PARKING, format="json")

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "faq_full")
    assert FaqEntry.objects.count() == 3
    assert instructions().count('- {"question"') == 2
    assert "There are 1 more that do not stand here." in instructions()


@pytest.mark.parametrize(
    ("field", "value"),
    [("question", ""), ("question", "   "), ("question", "x" * 301), ("answer", ""), ("answer", "x" * 2001)],
)
def test_what_cannot_be_kept_is_said_at_its_field(none: None, api: APIClient, field: str, value: str) -> None:
    refused = api.post(FAQ, {**PARKING, field: value}, format="json")

    assert refused.status_code == 400
    assert list(refused.json()["error"]["fields"]) == [field]
    assert not FaqEntry.objects.exists()


@pytest.mark.parametrize("empty", [{"question": " "}, {"answer": "\n"}])
def test_the_database_keeps_no_question_that_says_nothing(none: None, empty: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FaqEntry.objects.create(**{**PARKING, **empty})


@pytest.mark.parametrize(("role", "status"), [("owner", 200), ("admin", 200), ("agent", 403)])
def test_who_may_set_the_business_up_may_write_them(
    none: None, business: Business, sign_in: Any, role: str, status: int
) -> None:
    entry = FaqEntry.objects.create(**PARKING)
    member = sign_in(business, role)

    assert member.get(FAQ).status_code == status
    assert member.patch(f"{FAQ}{entry.pk}/", {"is_active": False}, format="json").status_code == status
    entry.refresh_from_db()
    assert entry.is_active is (status == 403)


def test_a_question_of_the_other_business_is_not_there(
    none: None, business: Business, other_business: Business, sign_in: Any
) -> None:
    with in_tenant(other_business.schema_name):
        theirs = FaqEntry.objects.create(id=900, **PARKING)

    for answer in (
        sign_in(business).patch(f"{FAQ}900/", {"is_active": False}, format="json"),
        sign_in(business).delete(f"{FAQ}900/"),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
    with in_tenant(other_business.schema_name):
        theirs.refresh_from_db()
        assert theirs.is_active
