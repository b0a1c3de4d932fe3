"""Holidays as generated dates that a person may change."""

from datetime import date, time, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.audit.actors import Actor, ActorKind
from apps.core import clock
from apps.scheduling.diary import ExceptionKind
from apps.scheduling.errors import CountryUnknownError, HoursNeededError, HoursOverlapError
from apps.scheduling.holiday_calendar import (
    DayKind,
    NamedDay,
    country_days,
    hebrew_date,
    jewish_days,
    rest_days,
)
from apps.scheduling.hours import Opening
from apps.scheduling.models import DateException, OpeningHours, Resource
from apps.scheduling.selectors.slots import slots_available
from apps.scheduling.services.exceptions import date_exception_delete, date_exception_set
from apps.scheduling.services.holidays import holidays_refresh
from apps.scheduling.services.settings import hours_replace, settings_update
from apps.scheduling.tests.moments import JERUSALEM, at
from apps.tenants.context import in_tenant

DANA = Actor(kind=ActorKind.USER, user_id=7)
PASSOVER_EVE, PASSOVER, CHOL_HAMOED = date(2027, 4, 21), date(2027, 4, 22), date(2027, 4, 25)
SPRING = at(date(2027, 4, 11), 8)
EVENING = ((time(16), time(20)),)


@pytest.fixture
def spring(business):
    with clock.frozen(SPRING):
        holidays_refresh()
        yield


def starts_on(day):
    found = slots_available(date_from=day, date_to=day, now=clock.now())
    return [slot.starts_at.astimezone(JERUSALEM).strftime("%H:%M") for slot in found]


def row_of(day):
    return DateException.objects.get(date=day, resource=None)


def test_the_israeli_year_2027():
    found = {day.day: (day.kind.value, day.name) for day in jewish_days(years=[2027])}

    assert found[PASSOVER_EVE] == ("eve", "ערב פסח")
    assert found[PASSOVER] == ("holiday", "פסח")
    assert found[CHOL_HAMOED] == ("chol_hamoed", "חול המועד פסח")
    assert found[date(2027, 4, 27)] == ("eve", "ערב שביעי של פסח")
    assert found[date(2027, 5, 12)] == ("holiday", "יום העצמאות")
    assert found[date(2027, 10, 3)] == ("holiday", "ראש השנה")
    assert len(found) == 26
    assert hebrew_date(date(2027, 5, 1)) == "כ״ד ניסן תשפ״ז"


def test_a_hebrew_date_is_written_for_english_readers_as_their_browsers_write_it():
    days = [date(2026, 9, 12) + timedelta(days=30 * ahead) for ahead in range(13)]

    assert [hebrew_date(day, language="en").rsplit(" ", 1) for day in days] == [
        [named, "5787"]
        for named in (
            "1 Tishri",
            "1 Heshvan",
            "1 Kislev",
            "1 Tevet",
            "2 Shevat",
            "2 Adar I",
            "2 Adar II",
            "3 Nisan",
            "3 Iyar",
            "4 Sivan",
            "4 Tamuz",
            "5 Av",
            "5 Elul",
        )
    ]


def test_independence_day_forbids_no_work_and_passover_does():
    days = rest_days(years=[2027])

    assert PASSOVER in days
    assert date(2027, 5, 12) not in days
    assert len(days) == 8


@given(st.integers(1980, 2090))
def test_every_year_has_the_same_holidays_and_an_eve_before_each(year):
    days = jewish_days(years=[year])
    by_day = {day.day: day.kind for day in days}
    neighbours = {day.day for day in jewish_days(years=[year - 1, year + 1]) if day.kind is DayKind.HOLIDAY}

    assert len(by_day) == len(days)
    assert sum(kind is DayKind.HOLIDAY for kind in by_day.values()) == 9
    for day, kind in by_day.items():
        after = by_day.get(day + timedelta(days=1))
        assert (kind is DayKind.EVE) <= (after is DayKind.HOLIDAY or day + timedelta(days=1) in neighbours)


def test_another_country_keeps_its_own_holidays():
    france = country_days(country="FR", years=[2027])

    assert NamedDay(date(2027, 7, 14), DayKind.HOLIDAY, "Fête nationale") in france
    assert len(france) == len(holidays.country_holidays("FR", years=[2027]))
    with pytest.raises(LookupError):
        country_days(country="XX", years=[2027])


def test_a_holiday_is_closed_its_eve_short_and_half_holidays_as_usual(spring):
    assert starts_on(PASSOVER) == []
    assert (starts_on(PASSOVER_EVE)[0], starts_on(PASSOVER_EVE)[-1]) == ("09:00", "12:30")
    assert len(starts_on(CHOL_HAMOED)) == 18
    assert (row_of(CHOL_HAMOED).kind, row_of(CHOL_HAMOED).name) == ("usual", "חול המועד פסח")


def test_without_friday_hours_nobody_invents_any(spring):
    OpeningHours.objects.filter(weekday=5).delete()

    holidays_refresh()

    assert starts_on(PASSOVER_EVE) == []


def test_an_eve_opens_no_day_that_is_closed_anyway(business):
    """Passover of 2025 began on a Saturday night."""
    with clock.frozen(at(date(2025, 3, 20), 8)):
        holidays_refresh()

        assert row_of(date(2025, 4, 12)).kind == "closed"


def test_policies_are_the_business_s_own(spring):
    settings_update(
        changes={"holiday_policy": "short", "chol_hamoed_policy": "closed", "eve_policy": "normal"},
        actor=DANA,
    )

    assert len(starts_on(PASSOVER)) == 8
    assert starts_on(CHOL_HAMOED) == []
    assert len(starts_on(PASSOVER_EVE)) == 18


def test_no_calendar_has_no_holidays_and_keeps_what_people_wrote(spring):
    date_exception_set(day=PASSOVER, kind=ExceptionKind.HOURS, spans=EVENING, name="ערב פתוח", actor=DANA)

    settings_update(changes={"calendar": "none"}, actor=DANA)

    assert DateException.objects.get().name == "ערב פתוח"
    assert len(starts_on(PASSOVER_EVE)) == 18


def test_a_country_nobody_knows_is_refused(business):
    with pytest.raises(CountryUnknownError):
        settings_update(changes={"calendar": "country", "calendar_country": "XX"}, actor=DANA)


def test_what_a_person_made_of_a_holiday_stays(spring):
    date_exception_set(day=PASSOVER, kind=ExceptionKind.HOURS, spans=EVENING, actor=DANA)

    assert holidays_refresh() == 0

    assert (row_of(PASSOVER).source, row_of(PASSOVER).name) == ("manual", "פסח")
    assert (starts_on(PASSOVER)[0], starts_on(PASSOVER)[-1]) == ("16:00", "19:30")


def test_a_holiday_that_was_taken_away_does_not_come_back(spring):
    date_exception_delete(date_exception_id=row_of(PASSOVER).pk, actor=DANA)
    holidays_refresh()

    assert len(starts_on(PASSOVER)) == 18
    manual = date_exception_set(day=PASSOVER, kind=ExceptionKind.CLOSED, actor=DANA)
    assert starts_on(PASSOVER) == []
    date_exception_delete(date_exception_id=manual.pk, actor=DANA)
    assert not DateException.objects.filter(pk=manual.pk).exists()


def test_what_a_person_made_of_a_holiday_is_put_back_at_once(spring, other_business):
    changed = date_exception_set(day=PASSOVER, kind=ExceptionKind.HOURS, spans=EVENING, actor=DANA)
    with in_tenant(other_business.schema_name):
        date_exception_set(day=PASSOVER, kind=ExceptionKind.USUAL, actor=DANA)

    date_exception_delete(date_exception_id=changed.pk, actor=DANA)

    row = row_of(PASSOVER)
    assert (row.source, row.name, row.kind) == ("holiday", "פסח", "closed")
    assert starts_on(PASSOVER) == []
    with in_tenant(other_business.schema_name):
        assert (row_of(PASSOVER).source, row_of(PASSOVER).kind) == ("manual", "usual")


def test_what_was_said_of_one_resource_leaves_the_holiday_alone(spring):
    ron = Resource.objects.create(name="רון")
    own = date_exception_set(day=PASSOVER, kind=ExceptionKind.USUAL, resource_id=ron.pk, actor=DANA)
    before = DateException.objects.get(date=PASSOVER, resource=None)

    date_exception_delete(date_exception_id=own.pk, actor=DANA)

    assert DateException.objects.get(date=PASSOVER) == before


def test_refreshing_twice_changes_nothing(spring):
    before = list(DateException.objects.order_by("pk").values_list("pk", "date"))

    assert holidays_refresh() == 0
    assert list(DateException.objects.order_by("pk").values_list("pk", "date")) == before


def test_new_friday_hours_are_the_eve_s_too(spring):
    hours_replace(openings=[Opening(3, time(9), time(18)), Opening(5, time(8), time(10))], actor=DANA)

    assert starts_on(PASSOVER_EVE) == ["08:00", "08:30", "09:00", "09:30"]


def test_a_resource_works_no_longer_on_a_short_day_than_its_own_hours_say(spring):
    ron = Resource.objects.create(name="רון", has_own_hours=True)
    OpeningHours.objects.create(resource=ron, weekday=3, opens=time(12), closes=time(20))

    found = slots_available(date_from=PASSOVER_EVE, date_to=PASSOVER_EVE, now=clock.now(), resource_id=ron.pk)

    assert [slot.starts_at for slot in found] == [at(PASSOVER_EVE, 12), at(PASSOVER_EVE, 12, 30)]


@pytest.mark.parametrize(
    ("kind", "spans", "error"),
    [
        (ExceptionKind.HOURS, (), HoursNeededError),
        (ExceptionKind.CLOSED, EVENING, HoursNeededError),
        (ExceptionKind.HOURS, ((time(9), time(9)),), HoursOverlapError),
        (ExceptionKind.HOURS, ((time(18), time(9)),), HoursOverlapError),
        (ExceptionKind.HOURS, ((time(9), time(12)), (time(11), time(0))), HoursOverlapError),
    ],
)
def test_hours_that_make_no_sense_are_refused(spring, kind, spans, error):
    with pytest.raises(error):
        date_exception_set(day=PASSOVER, kind=kind, spans=spans, actor=DANA)

    assert row_of(PASSOVER).source == "holiday"


def test_the_holidays_of_another_business_are_its_own(spring, other_business):
    with in_tenant(other_business.schema_name):
        holidays_refresh()
        date_exception_set(day=PASSOVER, kind=ExceptionKind.USUAL, actor=DANA)

    assert row_of(PASSOVER).kind == "closed"
