import dataclasses
from datetime import timedelta

import pytest

from apps.assistant.defaults import assistant_fill
from apps.assistant.guards.evidence import Talk
from apps.assistant.guards.words import untruths
from apps.assistant.models import AssistantProfile, FaqEntry, PromptVersion
from apps.assistant.prompting.services import prompt_draft_save, prompt_publish
from apps.assistant.selectors import assistant_snapshot_get
from apps.assistant.tools import tools_render_realtime
from apps.audit.actors import SYSTEM
from apps.crm.errors.leads import LeadNotFoundError
from apps.crm.tests.factories import LeadFactory
from apps.scheduling.models import OpeningHours
from apps.scheduling.tests.factories import AppointmentFactory
from apps.scheduling.tests.moments import MONDAY, NOW, at
from apps.tenants.context import in_tenant


def snapshot(channel="phone", lead=None, now=NOW, prompt_text=None):
    return assistant_snapshot_get(
        channel=channel, lead_id=lead.pk if lead else None, now=now, prompt_text=prompt_text
    )


def test_a_new_business_has_a_man_who_answers_in_hebrew(business, settings):
    found = snapshot()

    assert (found.voice, found.language, found.timezone) == ("cedar", "he", "Asia/Jerusalem")
    assert found.business_name == "מספרת חלוץ"
    assert found.greeting == "שלום, הגעתם למספרת חלוץ, מדבר נועם. במה אפשר לעזור?"
    assert found.model == settings.REALTIME_MODEL
    assert found.transcription_model == settings.TRANSCRIPTION_MODEL
    assert list(found.tools) == tools_render_realtime()
    assert found.greeting in found.instructions
    assert "in the masculine only" in found.instructions
    assert "- Friday: 09:00-13:00" in found.instructions


def test_whatsapp_is_answered_by_the_text_model_with_its_own_rules(business, settings):
    found = snapshot(channel="whatsapp")

    assert found.model == settings.TEXT_MODEL
    assert "# WhatsApp" in found.instructions
    assert "# The telephone" not in found.instructions


def test_a_snapshot_cannot_be_changed(business):
    with pytest.raises(dataclasses.FrozenInstanceError):
        snapshot().voice = "marin"


def test_the_whole_day_gives_the_same_bytes_and_the_next_day_others(business):
    lead = LeadFactory.create()
    first = snapshot(lead=lead, now=at(MONDAY, 0))

    assert snapshot(lead=lead, now=at(MONDAY, 23, 59)) == first
    assert snapshot(lead=lead, now=at(MONDAY, 0) + timedelta(days=1)).instructions != first.instructions


def test_the_day_turns_at_midnight_of_the_business(business):
    late = at(MONDAY, 0, 30)

    assert late.utctimetuple().tm_mday == 22
    assert "Today is Monday 2026-11-23" in snapshot(now=late).instructions


def test_what_is_known_of_the_caller_is_told_and_the_business_s_notes_are_not(business):
    lead = LeadFactory.create(name="דנה כהן", phone="+972521234567", notes="לא משלמת בזמן")
    AppointmentFactory.create(lead=lead, starts_at=at(MONDAY, 9, 30))
    AppointmentFactory.create(starts_at=at(MONDAY, 11))

    instructions = snapshot(lead=lead).instructions

    assert '"name": "דנה כהן", "phone_ends_with": "4567"' in instructions
    assert "ביום שני" not in instructions
    assert '["יום שני, עשרים ושלושה בנובמבר, בשעה תשע וחצי בבוקר"]' in instructions
    assert "לא משלמת" not in instructions


def test_only_the_live_version_of_the_channel_speaks(business):
    prompt_draft_save(channel="phone", text="תספורת עולה תשעים שקלים.", actor=SYSTEM)
    prompt_publish(channel="phone", actor=SYSTEM)
    prompt_draft_save(channel="phone", text="טיוטה", actor=SYSTEM)

    instructions = snapshot().instructions

    assert "תספורת עולה תשעים שקלים." in instructions
    assert "טיוטה" not in instructions
    assert snapshot().prompt_version == 2
    assert "תשעים" not in snapshot(channel="whatsapp").instructions
    assert snapshot(channel="whatsapp").prompt_version == 1


def test_a_draft_can_be_tried_out_in_place_of_what_is_live(business):
    tried = snapshot(prompt_text="כך ננסה.")

    assert "<business>\nכך ננסה.\n</business>" in tried.instructions
    assert tried.prompt_version is None
    assert "כך ננסה." not in snapshot().instructions


def test_a_business_without_a_live_prompt_or_hours_still_answers(business):
    PromptVersion.objects.all().delete()
    OpeningHours.objects.all().delete()

    instructions = snapshot().instructions

    assert "# Business instructions" not in instructions
    assert "Not given. Do not state any" in instructions


def test_the_other_business_answers_as_itself(business, other_business):
    AssistantProfile.objects.update(name="עידו")
    with in_tenant(other_business.schema_name):
        found = snapshot()

    assert "מוסך שקד" in found.greeting
    assert "נועם" in found.instructions
    assert "חלוץ" not in found.instructions
    assert "עידו" not in found.instructions


def test_a_lead_of_the_other_business_is_not_known_here(business, other_business):
    with in_tenant(other_business.schema_name):
        theirs = LeadFactory.create(id=900_001, name="שלהם")

    with pytest.raises(LeadNotFoundError):
        snapshot(lead=theirs)


def test_a_snapshot_costs_a_fixed_number_of_queries(business, django_assert_num_queries):
    lead = LeadFactory.create()
    for hour in (9, 10, 11):
        AppointmentFactory.create(lead=lead, starts_at=at(MONDAY, hour))
        with django_assert_num_queries(10):
            snapshot(lead=lead)


def test_filling_again_keeps_what_the_business_changed(business):
    AssistantProfile.objects.update(name="עידו")
    PromptVersion.objects.filter(channel="phone").update(text="שלנו")
    PromptVersion.objects.filter(channel="whatsapp").delete()

    assistant_fill()

    assert AssistantProfile.objects.get().name == "עידו"
    assert PromptVersion.objects.get(channel="phone").text == "שלנו"
    assert PromptVersion.objects.get(channel="whatsapp").state == "live"


def test_the_guards_know_every_answer_that_holds_on_the_channel_also_those_no_prompt_has_room_for(
    business, other_business
):
    FaqEntry.objects.all().delete()
    filling = "מילים " * 120
    for number in range(60):
        FaqEntry.objects.create(question=f"שאלה {number}", answer=filling, order=number)
    FaqEntry.objects.create(
        question="כמה עולה צבע?",
        answer="צבע עולה 340 שקלים, החל משבע וחצי בבוקר, ושטיפה בחינם.",
        whatsapp_answer="צבע: 355 שקלים.",
        order=99,
    )
    yesterday = (NOW - timedelta(days=1)).date()
    FaqEntry.objects.create(question="כמה עולה במבצע?", answer="90 שקלים.", valid_until=yesterday)
    with in_tenant(other_business.schema_name):
        FaqEntry.objects.create(question="כמה עולה אצלם?", answer="77 שקלים.")

    def said(text, channel):
        found = snapshot(channel=channel)
        assert "340" not in found.instructions
        assert "90 שקלים" not in found.instructions
        return [hit.guard.value for hit in untruths(text, Talk(), found.known)]

    assert said("צבע עולה 340 שקלים.", "phone") == []
    assert said("אפשר להתחיל בשבע וחצי בבוקר.", "phone") == []
    assert said("השטיפה בחינם.", "phone") == []
    assert said("צבע עולה 355 שקלים.", "whatsapp") == []
    assert said("צבע עולה 355 שקלים.", "phone") == ["price_claimed"]
    assert said("במבצע זה 90 שקלים.", "phone") == ["price_claimed"]
    assert said("זה עולה 77 שקלים.", "phone") == ["price_claimed"]
    assert said("אפשר להתחיל בשש וחצי בבוקר.", "phone") == ["time_invented"]
