"""In which language the page behind a link speaks, also when there is nothing to show."""

from datetime import timedelta

import pytest
from django.test import Client

from apps.core import clock
from apps.reminders.links import link_token
from apps.reminders.tests.answering import meeting_told, status_of
from apps.scheduling.models import AppointmentSettings
from apps.scheduling.tests.moments import NOW
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

HEBREW, ENGLISH = ("rtl", "יום שלישי 24.11", "אישור הגעה"), ("ltr", "Tuesday 24 Nov", "I’ll be there")


@pytest.fixture(autouse=True)
def _sunday_morning():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def opened(business):
    """Opens an address at the business; without `device` it does not say which language it wants."""

    def open_page(address, *, device=None, method="get", **given):
        headers = {"host": f"{business.slug}.testserver"}
        if device:
            headers["accept-language"] = device
        return getattr(Client(headers=headers), method)(address, given, follow=True)

    return open_page


def address_of(meeting, business):
    return f"/m/{link_token(schema=business.schema_name, appointment_id=meeting.pk)}"


def speaks(answer, language):
    text = answer.content.decode()
    return [words in text for words in language]


@pytest.mark.parametrize(
    ("spoken", "device", "chosen", "language"),
    [
        ("he", None, "", HEBREW),
        ("en", None, "", ENGLISH),
        ("he", "en-GB,en;q=0.9", "", ENGLISH),
        ("en", "iw-IL,iw;q=0.9,en;q=0.5", "", HEBREW),
        ("he", "ru-RU,ru;q=0.9,en;q=0.4,he;q=0.8", "", HEBREW),
        ("en", "ru-RU,ru", "", ENGLISH),
        ("he", "he", "en", ENGLISH),
        ("he", "he", "fr", HEBREW),
    ],
)
def test_the_reader_chooses_then_the_device_then_the_business(
    opened, business, other_business, spoken, device, chosen, language
) -> None:
    Business.objects.filter(pk=business.pk).update(language=spoken)
    address = address_of(meeting_told(), business)

    answer = opened(f"{address}?lang={chosen}", device=device)

    assert speaks(answer, language) == [True, True, True]
    other = HEBREW if language is ENGLISH else ENGLISH
    assert speaks(answer, other) == [False, False, False]


def test_the_chosen_language_stays_when_a_button_is_pressed(opened, business) -> None:
    meeting = meeting_told()
    answer = opened(
        f"{address_of(meeting, business)}?lang=en",
        device="he",
        method="post",
        act="cancel",
        meeting=meeting.pk,
    )
    assert (status_of(meeting), "The appointment is cancelled." in answer.content.decode()) == (
        "cancelled",
        True,
    )


def test_who_cancelled_is_told_whom_to_call(opened, business) -> None:
    address = address_of(meeting_told(), business)
    assert "tel:" not in opened(address).content.decode()
    answer = opened(address, method="post", act="cancel")
    assert f'href="tel:{business.phone_numbers.get(voice=True).e164}"' in answer.content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "link has expired"), ("he", "כבר לא פעיל")])
def test_a_link_that_ended_says_so_in_the_readers_language_first(opened, business, language, words) -> None:
    meeting = meeting_told()
    with clock.frozen(meeting.ends_at + timedelta(days=31)):
        answer = opened(address_of(meeting, business), device=language)
    text = answer.content.decode()
    assert (answer.status_code, f'<html lang="{language}"' in text) == (410, True)
    assert text.index(words) < text.index(f'lang="{"he" if language == "en" else "en"}"')


def test_a_closed_business_sends_its_customers_to_it_directly(opened, business) -> None:
    meeting = meeting_told()
    Business.objects.filter(pk=business.pk).update(status="suspended", language="en")
    answer = opened(address_of(meeting, business), method="post", act="cancel")
    text = answer.content.decode()
    assert (answer.status_code, "contact the business directly" in text) == (403, True)
    assert '<html lang="en" dir="ltr">' in text
    assert status_of(meeting) == "confirmed"


def test_the_page_says_until_when_and_the_hebrew_date_where_it_is_used(
    opened, business, other_business
) -> None:
    meeting = meeting_told()
    address = address_of(meeting, business)
    for chosen, hebrew_date in (("he", "י״ד כסלו תשפ״ז"), ("en", "14 Kislev 5787")):
        shown = opened(address, lang=chosen).content.decode()
        assert "10:00&#8288;–&#8288;10:30" in shown
        assert hebrew_date in shown
    with in_tenant(other_business.schema_name):
        AppointmentSettings.objects.update(calendar="none")
    assert "כסלו" in opened(address, lang="he").content.decode()

    AppointmentSettings.objects.update(calendar="none")
    shown = opened(address, lang="he").content.decode()
    assert "כסלו" not in shown
    assert "10:00&#8288;–&#8288;10:30" in shown
