from datetime import UTC, timedelta

import pytest
from icalendar import Calendar

from apps.reminders.defaults import PLANS
from apps.reminders.invitations import Invitation, invitation_text
from apps.reminders.texts import day_value, moment_values, places_unknown, text_filled
from apps.scheduling.tests.moments import CLOCKS_FORWARD, JERUSALEM, at


def test_only_known_places_may_stand_in_a_text() -> None:
    assert places_unknown("{name} {date} {day} {time} {business} {service} {answer} {link}") == []
    assert places_unknown("{Name} {0}") == ["Name", "0"]
    assert places_unknown("{name") == ["{"]
    for plan in PLANS:
        assert places_unknown(plan["text_he"]) == places_unknown(plan["text_en"]) == []


def test_a_text_is_filled_once_and_closes_what_stays_empty() -> None:
    assert text_filled("שלום {name}, {service} מחר", {"name": "", "service": "{link}", "link": "x"}) == (
        "שלום, {link} מחר"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{name}, נפגשים {day}.", "נפגשים היום."),
        ("תזכורת מ{business}: {name}, נפגשים {day}.", "תזכורת ממספרת דנה: נפגשים היום."),
        ("A reminder from {business}: {name}, we meet {day}.", "A reminder from מספרת דנה: we meet היום."),
        ("שלום {name}, נפגשים {day}, {service}.", "שלום, נפגשים היום."),
        ("שלום!\n{name}, נפגשים {day}, {service}, {business}", "שלום!\nנפגשים היום, מספרת דנה"),
        ("{day}, {business}: {service}", "היום, מספרת דנה"),
        ("{name} {day}", "היום"),
        ("{name}! נפגשים {day}", "נפגשים היום"),
        ("{name}: נפגשים {day}", "נפגשים היום"),
        ("{name} - נפגשים {day}", "נפגשים היום"),
        ("{name} {service} – נפגשים {day}", "נפגשים היום"),
        ("שלום! {name}, {service}: נפגשים {day}", "שלום! נפגשים היום"),
        ("שלום {name}! נפגשים {day} :)", "שלום! נפגשים היום :)"),
        ("{name} :) נפגשים {day}", ":) נפגשים היום"),
        ("שלום, {name} - נפגשים {day}", "שלום - נפגשים היום"),
        ("שלום {name}: נפגשים {day}", "שלום: נפגשים היום"),
        ("תור - {service} - {day}", "תור - היום"),
        ("{business} ({name})", "מספרת דנה"),
        ("{business} ({service} - {name}), {day}", "מספרת דנה, היום"),
        ("{business} ({name} - {day})", "מספרת דנה (היום)"),
        ("{business} ({day}, {service})", "מספרת דנה (היום)"),
        ("תור ל{service} {day}", "תור היום"),
        ("תור ל-{service}, {day}", "תור, היום"),
        ("ל{name} שלום", "שלום"),
        ("הפגישה של {name} {day}.", "הפגישה היום."),
        ("Your appointment for {service} is {day}", "Your appointment is היום"),
        ("For {name}: {day} at {business}", "היום at מספרת דנה"),
    ],
)
def test_an_empty_value_takes_along_what_belongs_to_it(text, said) -> None:
    values = {"name": "", "service": "", "day": "היום", "business": "מספרת דנה"}
    assert text_filled(text, values) == said


def test_what_is_put_in_stays_as_it_is() -> None:
    values = {"name": "", "service": "צבע ,  גוונים", "link": "https://x.example/m/a-b"}
    assert text_filled("{name}: {service}  ({link})", values) == ("צבע ,  גוונים  (https://x.example/m/a-b)")


def test_no_text_of_a_new_business_has_a_bare_comma_for_whom_nobody_knows() -> None:
    for plan in PLANS:
        for language in ("he", "en"):
            said = text_filled(plan[f"text_{language}"], {"name": ""})
            assert ":," not in said
            assert not said.startswith(",")


def test_a_moment_is_said_on_the_local_clock() -> None:
    values = moment_values(at(CLOCKS_FORWARD, 10), zone=JERUSALEM, language="he")
    assert values == {"date": "יום שישי 26.3", "time": "10:00"}


@pytest.mark.parametrize(
    ("sent_on", "he", "en"),
    [
        (CLOCKS_FORWARD, "היום", "today"),
        (CLOCKS_FORWARD - timedelta(days=1), "מחר", "tomorrow"),
        (CLOCKS_FORWARD - timedelta(days=2), "ביום שישי 26.3", "on Friday 26 Mar"),
    ],
)
def test_a_day_is_called_what_it_is_when_the_message_goes(sent_on, he, en) -> None:
    """Eleven in the evening is the day before in Jerusalem, and the same day or the next in UTC."""
    for language, expected in (("he", he), ("en", en)):
        sent_at = at(sent_on, 23).astimezone(UTC)
        said = day_value(at(CLOCKS_FORWARD, 0, 30), sent_at=sent_at, zone=JERUSALEM, language=language)
        assert said == expected


@pytest.mark.parametrize(
    ("is_cancelled", "method", "status"), [(False, "REQUEST", "CONFIRMED"), (True, "CANCEL", "CANCELLED")]
)
def test_an_invitation_is_read_back_as_it_was_meant(is_cancelled, method, status) -> None:
    invitation = Invitation(
        uid="7@prosaas",
        sequence=3,
        starts_at=at(CLOCKS_FORWARD, 10),
        ends_at=at(CLOCKS_FORWARD, 11),
        summary="תספורת",
        organizer_name='מספרה "חלוץ"',
        organizer="no-reply@example.com",
        attendee="dana@example.com",
        is_cancelled=is_cancelled,
        made_at=at(CLOCKS_FORWARD, 8),
    )
    text = invitation_text(invitation, zone=JERUSALEM)
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == method
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("7@prosaas", 3, status)
    assert event["DTSTART"].dt == at(CLOCKS_FORWARD, 10)
    assert event["ATTENDEE"] == "mailto:dana@example.com"
    assert "\r\n" in text
