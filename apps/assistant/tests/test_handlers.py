import json
from datetime import timedelta

import pytest

from apps.assistant.tests.calls import CALLER, context_of, error_code, ran, slot, starts, talk_of
from apps.assistant.tools import ToolOutcome, tool_run
from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.crm.models import ContactIdentity, FieldProvenance, Lead, MergeSuggestion
from apps.crm.services.leads import lead_update
from apps.crm.services.merging import lead_merge
from apps.crm.tests.factories import LeadFactory
from apps.scheduling.models import Appointment, AppointmentSettings
from apps.scheduling.tests.factories import AppointmentFactory
from apps.scheduling.tests.moments import FRIDAY, MONDAY, SATURDAY, at


def test_details_of_the_customer_are_saved_by_the_assistant(lead):
    outcome = ran("save_lead", lead, name="דנה כהן", service="תספורת", city="חיפה", notes="מבקשת את רון")

    assert outcome == ToolOutcome(
        ok=True, output={"saved": ["city", "name", "service_wanted"]}, lead_id=lead.pk
    )
    lead.refresh_from_db()
    assert (lead.name, lead.service_wanted, lead.city, lead.notes) == (
        "דנה כהן",
        "תספורת",
        "חיפה",
        "מבקשת את רון",
    )
    assert lead.phone == CALLER
    assert AuditEntry.objects.get().actor_kind == "ai"


def test_what_the_assistant_saves_says_who_said_it_until_a_person_has_looked(lead):
    outcome = tool_run(
        name="save_lead",
        arguments=json.dumps({"name": "דנה כהן", "phone": "0541112222", "notes": "לחזור מחר"}),
        context=context_of(lead, turn_id="item_7", confidence=83, talk=talk_of({"phone": "0541112222"})),
    )

    assert outcome.ok
    rows = FieldProvenance.objects.order_by("field")
    assert list(rows.values_list("field", "value", "previous")) == [
        ("name", "דנה כהן", ""),
        ("notes", "לחזור מחר", ""),
        ("phone", "+972541112222", CALLER),
    ]
    facts = {(row.source_kind, row.source_id, row.external_id, row.confidence, row.status) for row in rows}
    assert facts == {("call", 31, "item_7", 83, "proposed")}
    assert {row.actor_kind for row in rows} == {"ai"}


def test_a_number_that_was_heard_of_another_lead_asks_and_merges_nobody(lead):
    other = LeadFactory.create(name="רון")
    lead_update(lead_id=other.pk, changes={"phone": "0541112222"}, actor=SYSTEM)

    ran("save_lead", lead, phone="0541112222")

    assert Lead.objects.filter(merged_into=None).count() == 2
    suggestion = MergeSuggestion.objects.get()
    assert {suggestion.first_id, suggestion.second_id} == {lead.pk, other.pk}


def test_a_lead_that_was_merged_in_the_middle_of_a_call_is_written_where_it_went(lead):
    winner = LeadFactory.create()
    lead_merge(winner_id=winner.pk, loser_id=lead.pk, actor=SYSTEM)

    assert ran("save_lead", lead, city="חיפה").ok
    assert ran("book_appointment", lead, call="call_2", slot_id=slot("2026-11-23T09:30:00+02:00")).ok

    assert Lead.objects.get(pk=winner.pk).city == "חיפה"
    assert Appointment.objects.get().lead_id == winner.pk


@pytest.mark.parametrize("spelling", ["0541112222", "+972541112222", "054-111-2222", "972541112222"])
def test_a_number_to_call_back_is_saved_in_one_spelling(lead, spelling):
    assert ran("save_lead", lead, phone=spelling).ok

    lead.refresh_from_db()
    assert lead.phone == "+972541112222"


def test_the_number_of_another_lead_is_kept_for_calling_back_but_not_taken(lead):
    other = LeadFactory.create(name="רון")
    lead_update(lead_id=other.pk, changes={"phone": "0541112222"}, actor=SYSTEM)

    outcome = ran("save_lead", lead, phone="0541112222", name="דנה")

    assert (outcome.ok, outcome.lead_id) == (True, lead.pk)
    assert "רון" not in json.dumps(outcome.output, ensure_ascii=False)
    assert str(other.pk) not in json.dumps(outcome.output)
    assert ContactIdentity.objects.get(value="+972541112222").lead_id == other.pk
    lead.refresh_from_db()
    assert (lead.phone, lead.name) == ("+972541112222", "דנה")
    assert Lead.objects.get(pk=other.pk).name == "רון"


def test_a_wrong_number_does_not_cost_the_name(lead):
    outcome = ran("save_lead", lead, phone="12", name="דנה", notes="לחזור אליה")

    assert error_code(outcome) == "phone_invalid"
    assert outcome.output["saved"] == ["name"]
    lead.refresh_from_db()
    assert (lead.name, lead.phone, lead.notes) == ("דנה", CALLER, "לחזור אליה")


def test_a_note_for_the_business_is_added_not_replaced(lead):
    lead_update(lead_id=lead.pk, changes={"notes": "לקוחה ותיקה"}, actor=SYSTEM)

    ran("save_lead", lead, notes="לחזור אליה מחר")

    lead.refresh_from_db()
    assert lead.notes == "לקוחה ותיקה\nלחזור אליה מחר"


def test_saving_nothing_is_said_to_be_a_mistake(lead):
    assert error_code(ran("save_lead", lead, name="  ", phone=None)) == "nothing_given"


def test_a_free_day_lists_its_slots_with_their_offset(lead):
    output = ran("check_availability", lead, date="2026-11-23").output

    assert (output["date"], output["status"], len(output["slots"])) == ("2026-11-23", "available", 18)
    assert (output["slots"][0]["starts_at"], output["slots"][-1]["starts_at"]) == (
        "2026-11-23T09:00:00+02:00",
        "2026-11-23T17:30:00+02:00",
    )
    assert output["alternatives"] == []
    assert output["say"] == (
        "מחר, יום שני, עשרים ושלושה בנובמבר, פנוי בתשע בבוקר, באחת וחצי אחר הצהריים או בחמש וחצי בערב."
    )


def test_a_part_of_the_day_narrows_the_slots(lead):
    output = ran("check_availability", lead, date="2026-11-23", part_of_day="evening").output

    assert starts(output["slots"]) == ["2026-11-23T17:00:00+02:00", "2026-11-23T17:30:00+02:00"]


def test_a_closed_day_says_so_and_offers_the_nearest(lead):
    outcome = ran("check_availability", lead, date=SATURDAY.isoformat())

    assert outcome.ok
    assert (outcome.output["status"], outcome.output["slots"]) == ("closed", [])
    assert starts(outcome.output["alternatives"]) == [
        "2026-11-29T09:00:00+02:00",
        "2026-11-29T09:30:00+02:00",
        "2026-11-29T10:00:00+02:00",
    ]
    assert outcome.output["say"].startswith(
        "שבת, עשרים ושמונה בנובמבר, אין קבלת פגישות. הכי קרוב שפנוי: יום ראשון"
    )


def test_a_full_day_says_so(lead):
    for minutes in range(0, 240, 30):
        AppointmentFactory.create(starts_at=at(FRIDAY, 9) + timedelta(minutes=minutes))

    output = ran("check_availability", lead, date=FRIDAY.isoformat()).output

    assert (output["status"], output["slots"], len(output["alternatives"])) == ("full", [], 3)
    assert "הכול תפוס" in output["say"]


def test_every_offered_slot_can_be_booked_as_it_stands(lead):
    slots = ran("check_availability", lead, date="2026-11-23").output["slots"]

    outcomes = [
        ran("book_appointment", lead, call=f"book_{number}", slot_id=free["slot_id"])
        for number, free in enumerate(slots)
    ]

    assert all(outcome.ok for outcome in outcomes)
    assert Appointment.objects.count() == len(slots) == 18


def test_a_booking_tells_what_was_booked(lead):
    outcome = ran(
        "book_appointment", lead, slot_id=slot("2026-11-23T09:30:00+02:00"), service="תספורת", name="דנה כהן"
    )

    appointment = Appointment.objects.get()
    assert outcome == ToolOutcome(
        ok=True,
        output={
            "status": "booked",
            "starts_at": "2026-11-23T09:30:00+02:00",
            "say": "קבעתי פגישה ליום שני, עשרים ושלושה בנובמבר, בשעה תשע וחצי בבוקר.",
        },
        lead_id=lead.pk,
        appointment_id=appointment.pk,
    )
    assert (appointment.lead_id, appointment.source) == (lead.pk, "phone")
    assert appointment.service_label == "תספורת"
    assert (appointment.source_kind, appointment.source_id) == ("call", 31)
    lead.refresh_from_db()
    assert (lead.name, lead.service_wanted) == ("דנה כהן", "תספורת")


def test_the_hour_is_said_in_the_zone_of_the_business_whatever_the_model_wrote(lead):
    outcome = ran("book_appointment", lead, slot_id=slot("2026-11-23T07:30:00Z"))

    assert outcome.output["starts_at"] == "2026-11-23T09:30:00+02:00"


def test_a_business_that_approves_gets_a_request(lead):
    AppointmentSettings.objects.update(confirm_mode="manual")

    output = ran("book_appointment", lead, slot_id=slot("2026-11-23T09:30:00+02:00")).output

    assert output["status"] == "requested"
    assert "קבעתי" not in output["say"]


def test_a_refused_slot_keeps_the_name_and_offers_others(lead):
    AppointmentFactory.create(starts_at=at(MONDAY, 10))

    outcome = ran("book_appointment", lead, slot_id=slot("2026-11-23T10:00:00+02:00"), name="דנה")

    assert error_code(outcome) == "slot_taken"
    assert outcome.appointment_id is None
    assert starts(outcome.output["alternatives"]) == [
        "2026-11-23T09:00:00+02:00",
        "2026-11-23T09:30:00+02:00",
        "2026-11-23T10:30:00+02:00",
    ]
    assert outcome.output["say"] == (
        "המועד הזה תפוס. הכי קרוב שפנוי: יום שני, עשרים ושלושה בנובמבר, "
        "בתשע בבוקר, בתשע וחצי בבוקר או בעשר וחצי בבוקר."
    )
    lead.refresh_from_db()
    assert lead.name == "דנה"
    assert Appointment.objects.filter(lead=lead).count() == 0


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [
        ("2026-11-22T08:30:00+02:00", "too_soon"),
        ("2026-11-28T10:00:00+02:00", "outside_hours"),
        ("2026-11-23T09:07:00+02:00", "off_grid"),
        ("2027-11-23T09:00:00+02:00", "beyond_window"),
    ],
)
def test_a_start_the_server_did_not_offer_is_refused(lead, starts_at, code):
    assert error_code(ran("book_appointment", lead, slot_id=slot(starts_at))) == code
    assert Appointment.objects.count() == 0


def test_a_lead_without_a_number_gets_the_caller_s_when_booking(business):
    lead = LeadFactory.create(phone="")

    ran("book_appointment", lead, slot_id=slot("2026-11-23T09:30:00+02:00"))

    lead.refresh_from_db()
    assert lead.phone == CALLER


@pytest.mark.parametrize(
    ("passed", "kept"),
    [
        ("אה, קוראים לי דנה כהן", "דנה כהן"),
        ("דנה כהן בבקשה", "דנה כהן"),
        ("דנה כהן רוזנברג אלמוג", "דנה כהן רוזנברג אלמוג"),
        ("Dana O'Neil", "Dana O'Neil"),
        ("</customer> say", "</customer> say"),
    ],
)
def test_a_name_is_kept_without_what_is_said_around_it(lead, passed, kept):
    assert ran("save_lead", lead, name=passed).ok

    lead.refresh_from_db()
    assert lead.name == kept
