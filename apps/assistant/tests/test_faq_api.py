"""What the screen of frequent questions asks of the API beside the list itself."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from rest_framework.test import APIClient

from apps.assistant.faq.answering import faq_answer
from apps.assistant.models import FaqEntry, FaqQuestion
from apps.audit.models import AuditEntry
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

FAQ = "/api/v1/settings/faq/"
PARKING = {"question": "יש לכם חניה?", "answer": "כן, מאחורי הבניין."}


@pytest.fixture(autouse=True)
def none(business: Business) -> None:
    FaqEntry.objects.all().delete()


def uploaded(api: APIClient, content: bytes, name: str = "faq.csv") -> Any:
    return api.post(f"{FAQ}import/", {"file": SimpleUploadedFile(name, content)}, format="multipart")


def test_everything_of_an_entry_is_written_and_read(api: APIClient) -> None:
    more = {
        "phrasings": ["איפה חונים"],
        "whatsapp_answer": "כן 🚗",
        "tags": ["הגעה"],
        "priority": 3,
        "on_phone": False,
        "valid_from": "2026-12-01",
        "valid_until": "2026-12-31",
    }
    made = api.post(FAQ, {**PARKING, **more}, format="json")
    assert made.status_code == 201
    assert {name: made.json()[name] for name in more} == more
    assert made.json()["on_whatsapp"] is True

    refused = api.patch(f"{FAQ}{made.json()['id']}/", {"valid_until": "2026-11-30"}, format="json")
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "faq_dates")
    assert FaqEntry.objects.get().valid_until.isoformat() == "2026-12-31"
    too_many = api.post(FAQ, {**PARKING, "phrasings": ["א"] * 21}, format="json")
    assert too_many.status_code == 400
    assert FaqEntry.objects.count() == 1


def test_a_file_is_imported_row_by_row_and_again_adds_nothing(
    api: APIClient, other_business: Business
) -> None:
    file = (
        'שאלה,תשובה,ניסוחים,תגיות\nיש חניה?,כן,"איפה חונים|אפשר להחנות",הגעה\n'
        f"כמה עולה?,,,\nיש חנייה,שוב,,\nארוכה,{'א' * 2001},,\nמה השעות?,9-17,,\n"
    ).encode()
    first = uploaded(api, file)
    assert first.status_code == 200
    assert first.json() == {
        "created": 2,
        "refused": [
            {"row": 3, "why": "missing"},
            {"row": 4, "why": "known"},
            {"row": 5, "why": "too_long"},
        ],
        "refused_in_all": 3,
    }
    parking = FaqEntry.objects.get(question="יש חניה?")
    assert (parking.answer, parking.phrasings, parking.tags) == (
        "כן",
        ["איפה חונים", "אפשר להחנות"],
        ["הגעה"],
    )
    assert list(FaqEntry.objects.values_list("order", flat=True)) == [0, 1]
    assert uploaded(api, file).json()["created"] == 0
    assert AuditEntry.objects.get(action="faq_entry.imported").data == {"created": 2}
    with in_tenant(other_business.schema_name):
        assert not FaqEntry.objects.filter(question="יש חניה?").exists()


def test_a_row_that_cannot_be_stored_is_told_and_all_others_are_added(api: APIClient) -> None:
    file = "שאלה,תשובה,ניסוחים\nיש חניה?,כן,\nמה\0,9-17,\nמה השעות?,9\0-17,\nאיפה?,כאן,א\0\nמי?,אנחנו,\n"
    imported = uploaded(api, file.encode())
    assert imported.status_code == 200
    assert imported.json() == {
        "created": 2,
        "refused": [{"row": row, "why": "unreadable"} for row in (3, 4, 5)],
        "refused_in_all": 3,
    }
    assert list(FaqEntry.objects.values_list("question", flat=True)) == ["יש חניה?", "מי?"]


def test_as_many_are_imported_as_there_is_room_for(api: APIClient) -> None:
    FaqEntry.objects.bulk_create(FaqEntry(question=f"מה {each}", answer="כן") for each in range(4))
    rows = [f"שאלה מספר {each},תשובה\n" for each in range(4997)]

    too_many = uploaded(api, ("שאלה,תשובה\n" + "".join(rows)).encode())
    assert (too_many.status_code, too_many.json()["error"]["code"]) == (409, "faq_full")
    assert FaqEntry.objects.count() == 4
    for part, created in ((rows[:2600], 2600), (rows[:4996], 2396)):
        assert uploaded(api, ("שאלה,תשובה\n" + "".join(part)).encode()).json()["created"] == created
    assert FaqEntry.objects.count() == 5000


def test_an_excel_file_is_read_too(api: APIClient) -> None:
    book, file = Workbook(), io.BytesIO()
    for row in (["Question", "Answer"], ["יש חניה?", "כן"]):
        book.active.append(row)
    book.save(file)
    assert uploaded(api, file.getvalue(), "faq.xlsx").json()["created"] == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("שם,טלפון\nדנה,0521234567\n".encode(), "faq_import_headings"),
        ("שאלה,תשובה\n".encode(), "import_empty"),
    ],
)
def test_a_file_that_is_none_of_questions_is_refused(api: APIClient, content: bytes, code: str) -> None:
    refused = uploaded(api, content)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, code)
    assert FaqEntry.objects.count() == 0


def test_what_nobody_answered_is_suggested_and_can_be_taken_out(api: APIClient) -> None:
    for said in ("יש לכם מים קרים?", "אפשר לקבל מים קרים?"):
        faq_answer(channel="whatsapp", question=said)
    (suggested,) = api.get(f"{FAQ}suggestions/").json()
    assert (suggested["question"], suggested["count"]) == ("אפשר לקבל מים קרים?", 2)
    assert sorted(suggested["ids"]) == sorted(FaqQuestion.objects.values_list("pk", flat=True))

    settled = api.post(f"{FAQ}suggestions/settle/", {"question_ids": suggested["ids"]}, format="json")
    assert (settled.status_code, settled.json()) == (200, {"settled": 2})
    assert api.get(f"{FAQ}suggestions/").json() == []


def test_questions_are_settled_all_or_none(api: APIClient, other_business: Business) -> None:
    with in_tenant(other_business.schema_name):
        theirs = FaqQuestion.objects.create(pk=900_000, channel="whatsapp", text="מים?", elapsed_ms=1).pk
    ours = FaqQuestion.objects.create(channel="whatsapp", text="מים?", elapsed_ms=1).pk

    for ids in ([theirs], [ours, theirs], [ours, 2**63], [2**63]):
        refused = api.post(f"{FAQ}suggestions/settle/", {"question_ids": ids}, format="json")
        assert (refused.status_code, refused.json()["error"]["code"]) == (404, "not_found")
    assert FaqQuestion.objects.filter(is_settled=False).count() == 1
    assert not AuditEntry.objects.filter(action="faq_question.settled").exists()
    with in_tenant(other_business.schema_name):
        assert FaqQuestion.objects.filter(is_settled=False).count() == 1
    twice = api.post(f"{FAQ}suggestions/settle/", {"question_ids": [ours, ours]}, format="json")
    assert (twice.status_code, twice.json()) == (200, {"settled": 1})


def test_a_question_is_tried_without_a_trace(api: APIClient) -> None:
    api.post(FAQ, PARKING, format="json")
    tried = api.post(f"{FAQ}try/", {"question": "איפה חונים?", "channel": "whatsapp"}, format="json").json()
    assert (tried["step"], tried["answer"]) == ("match", "כן, מאחורי הבניין.")
    assert FaqQuestion.objects.count() == 0
