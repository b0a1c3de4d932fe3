"""A word is found however it is spelled, and without the letters before it where nothing has them."""

from datetime import timedelta

import pytest

from apps.accounts.testing import ARRIVAL_QUERIES
from apps.core import clock
from apps.crm.tests.factories import LeadFactory
from apps.scheduling.tests.factories import AppointmentFactory
from apps.search.tests.asking import QUERIES, names, search, wrote
from apps.telephony.tests.factories import CallFactory
from apps.tenants.context import in_tenant


@pytest.mark.parametrize(
    "query",
    [
        "דנה",
        "דָּנָה",
        "דנ",
        "כהנ",
        "כהן דנה",
        "דנה, כהן",
        "לדנה",
        "מחיפה",
        "ושלדנה",
        "dana@EXAMPLE",
        "052-123",
        "052 123 4567",
        "(052) 1234567",
        "+972 52-1234567",
        "4567",
        "05",
        "\u202bדנה\u202c",
        "'דנה'",
        "%דנה%",
        "דנה\\",
        "דנה_כהן",
        "😀 דנה",
    ],
)
def test_a_person_is_found_however_they_are_written(api, lead, query):
    LeadFactory.create(name="רון", phone="+97239998877", email="ron@other.test", city="אילת")

    assert names(search(api, query)) == ["דנה כהן"]


@pytest.mark.parametrize(
    ("stored", "query"),
    [
        ("חנייה", "חניה"),
        ("חניה", "חנייה"),
        ('חייל צה"ל', "צהל"),
        ("צה״ל", 'צה"ל'),
        ("ג'ורג'", "גורג"),
        ("בית־ספר", "בית ספר"),
        ("תל-אביב", "תל אביב"),
        ("תל אביב", "תל-אביב"),
        ("שָׁלוֹם", "שלומ"),
        ("Café Noir", "café"),
        ("Jose\u0301 Luis", "José"),
        ("José Luis", "jose\u0301"),
        ("י\u05b4\ufb2bר\u05b8א\u05b5ל נ\u05b8ב\ufb4bן", "ישראל נבון"),
        ("שרה נבון", "\ufb2bרה"),
        ("100% טבעי_נקי", "100 טבעי"),
        ("א\u200fב\u200eג", "אבג"),
    ],
)
def test_spellings_meet(api, business, stored, query):
    LeadFactory.create(name=stored)
    LeadFactory.create(name="אחר")

    assert names(search(api, query)) == [stored]


def test_two_letters_are_looked_for_where_a_word_begins(api, business):
    LeadFactory.create(name="אברהם")
    LeadFactory.create(name="יעקב אבני")
    LeadFactory.create(name="זאב")

    assert names(search(api, "אב")) == ["יעקב אבני", "אברהם"]


def test_letters_before_a_word_are_left_out_only_when_nothing_has_them(api, business):
    LeadFactory.create(name="לוי")
    assert names(search(api, "הלוי")) == ["לוי"]

    LeadFactory.create(name="הלוי")
    assert names(search(api, "הלוי")) == ["הלוי"]


def test_each_place_leaves_letters_before_a_word_out_for_itself(api, django_assert_num_queries):
    LeadFactory.create(name="הלוי")
    other = LeadFactory.create(name="רון")
    told = CallFactory.create(conversation__lead=other, summary="")
    called = CallFactory.create(summary="שאל על לוי הקבלן")
    wrote(other, "מדברים מאצל לוי", channel="phone", source_kind="call", source_id=told.pk)
    thread = wrote(other, "אני של לוי")
    meeting = AppointmentFactory.create(lead=other, notes="עם לוי", starts_at=clock.now() + timedelta(days=1))

    with django_assert_num_queries(ARRIVAL_QUERIES + QUERIES + 1):
        found = search(api, "הלוי")

    assert names(found) == ["הלוי"]
    assert {call["id"] for call in found["calls"]} == {called.pk, told.pk}
    assert [chat["id"] for chat in found["chats"]] == [thread.pk]
    assert [each["id"] for each in found["meetings"]] == [meeting.pk]


def test_calls_that_hold_the_word_as_typed_hide_those_without_its_letters(api):
    LeadFactory.create(name="מיכל לוי")
    CallFactory.create(summary="שאל על לוי הקבלן")
    typed = CallFactory.create(summary="שאל על הלוי")

    found = search(api, "הלוי")

    assert [call["id"] for call in found["calls"]] == [typed.pk]
    assert names(found) == ["מיכל לוי"]


@pytest.mark.parametrize("query", ["חיפה", "לחיפה", "ומחיפה"])
def test_a_word_is_found_behind_other_letters_in_every_place(api, other_business, query):
    found_by = LeadFactory.create(name="רון", service_wanted="הובלה בחיפה")
    other = LeadFactory.create(name="דנה")
    called = CallFactory.create(conversation__lead=other, summary="שאלה על הובלה בחיפה")
    thread = wrote(other, "אני גרה בחיפה")
    meeting = AppointmentFactory.create(
        lead=other, notes="פגישה בחיפה", starts_at=clock.now() + timedelta(days=1)
    )
    with in_tenant(other_business.schema_name):
        LeadFactory.create(name="זר", service_wanted="הובלה בחיפה")

    found = search(api, query)

    assert names(found) == [found_by.name]
    assert [call["id"] for call in found["calls"]] == [called.pk]
    assert [chat["id"] for chat in found["chats"]] == [thread.pk]
    assert [each["id"] for each in found["meetings"]] == [meeting.pk]


def test_a_word_of_two_letters_is_found_behind_a_letter(api, business):
    LeadFactory.create(name="רון", service_wanted="הובלה בתל אביב")
    LeadFactory.create(name="דנה", service_wanted="הובלה באביב")

    assert names(search(api, "תל אביב")) == ["רון"]
