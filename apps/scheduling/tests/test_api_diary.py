"""Everything that shapes the diary, over the API: who may, what is answered, what is refused."""

from datetime import time, timedelta

import pytest

from apps.audit.models import AuditEntry
from apps.events.models import OutboxEvent
from apps.reminders.selectors.quiet import quiet_rules_get
from apps.scheduling.holiday_calendar import jewish_days, name_kept, name_shown
from apps.scheduling.models import (
    AppointmentSettings,
    DateException,
    OpeningHours,
    Resource,
    Service,
)
from apps.scheduling.tests.factories import ServiceFactory
from apps.scheduling.tests.moments import NOW
from apps.scheduling.tests.over_http import (
    DATES,
    HOURS,
    RESOURCES,
    SERVICES,
    SETTINGS,
    SLOTS,
    code_of,
    in_json,
)
from apps.tenants.context import in_tenant


@pytest.fixture
def api(api):
    return in_json(api)


def test_settings_are_the_owner_s_and_the_admin_s_to_change(sign_in, business):
    agent, admin = (in_json(sign_in(business, role)) for role in ("agent", "admin"))
    assert agent.get(SETTINGS).json()["slot_minutes"] == 30

    assert agent.patch(SETTINGS, {"slot_minutes": 60}).status_code == 403
    answer = admin.patch(SETTINGS, {"slot_minutes": 60, "daily_cap": 5}, headers={"If-Match": 'W/"1"'})

    assert (answer.json()["slot_minutes"], answer.json()["daily_cap"], answer["ETag"]) == (60, 5, 'W/"2"')
    stale = admin.patch(SETTINGS, {"slot_minutes": 15}, headers={"If-Match": 'W/"1"'})
    assert code_of(stale) == (412, "settings_changed")
    assert AppointmentSettings.objects.get().slot_minutes == 60
    entry = AuditEntry.objects.get(action="scheduling_settings.updated")
    assert entry.data == {"fields": ["daily_cap", "slot_minutes"]}
    assert OutboxEvent.objects.get().payload["noun"] == "settings"


@pytest.mark.parametrize(
    "change",
    [
        {"slot_minutes": 0},
        {"slot_minutes": 1441},
        {"window_days": 0},
        {"window_days": 367},
        {"daily_cap": 0},
        {"calendar": "martian"},
        {"quiet_from": "25:00"},
        {"min_notice_minutes": -1},
    ],
)
def test_settings_that_make_no_sense_are_a_400(api, change):
    assert api.patch(SETTINGS, change).status_code == 400
    assert AppointmentSettings.objects.get().version == 1


def test_quiet_hours_and_the_sabbath_s_times_are_the_business_s_own(api, other_business):
    times = {"quiet_from": "22:30", "quiet_until": "07:00", "rest_begins": "13:00", "rest_ends": "19:15"}
    usual = {"quiet_from": "21:00", "quiet_until": "08:00", "rest_begins": "15:00", "rest_ends": "20:30"}

    before, after = api.get(SETTINGS).json(), api.patch(SETTINGS, times).json()

    assert {name: before[name] for name in times} == usual
    assert {name: after[name] for name in times} == times
    rules = quiet_rules_get(around=NOW)
    assert (rules.nightly_from, rules.nightly_until) == (time(22, 30), time(7))
    assert (rules.rest_begins, rules.rest_ends) == (time(13), time(19, 15))
    with in_tenant(other_business.schema_name):
        assert quiet_rules_get(around=NOW).rest_begins == time(15)


def test_a_week_is_replaced_as_a_whole(api):
    week = [
        {"weekday": 1, "opens": "14:00", "closes": "15:00"},
        {"weekday": 1, "opens": "09:00", "closes": "10:00"},
    ]

    answer = api.put(HOURS, {"openings": week})

    assert [row["opens"] for row in answer.json()] == ["09:00", "14:00"]
    assert OpeningHours.objects.count() == 2
    days = api.get(SLOTS, {"from": "2026-11-22", "to": "2026-11-28"}).json()["days"]
    assert [len(day["slots"]) for day in days] == [4]


@pytest.mark.parametrize(
    "openings",
    [
        [
            {"weekday": 1, "opens": "09:00", "closes": "12:00"},
            {"weekday": 1, "opens": "11:00", "closes": "00:00"},
        ],
        [{"weekday": 1, "opens": "12:00", "closes": "09:00"}],
        [{"weekday": 1, "opens": "12:00", "closes": "12:00"}],
    ],
)
def test_a_week_that_overlaps_itself_changes_nothing(api, openings):
    assert code_of(api.put(HOURS, {"openings": openings})) == (422, "hours_overlap")
    assert OpeningHours.objects.count() == 6


def test_a_week_that_others_saved_meanwhile_is_not_written_over(api, other_api):
    mine, theirs = ([{"weekday": 1, "opens": opens, "closes": "17:00"}] for opens in ("10:00", "11:00"))
    tag = api.get(HOURS).headers["ETag"]
    elsewhere = other_api.get(HOURS).json()
    stored = api.put(HOURS, {"openings": theirs}, headers={"If-Match": tag})

    refused = api.put(HOURS, {"openings": mine}, headers={"If-Match": tag})

    assert code_of(refused) == (412, "hours_changed")
    assert (api.get(HOURS).json(), api.get(HOURS).headers["ETag"]) == (theirs, stored.headers["ETag"])
    assert f'W/"{refused.json()["error"]["version"]}"' == stored.headers["ETag"] != tag
    assert api.put(HOURS, {"openings": mine}, headers={"If-Match": stored.headers["ETag"]}).json() == mine
    assert api.put(HOURS, {"openings": theirs}).json() == theirs
    assert other_api.get(HOURS).json() == elsewhere


def test_a_resource_s_week_is_compared_with_its_own(api):
    ron = api.post(RESOURCES, {"name": "רון"}).json()["id"]
    week = [{"weekday": 1, "opens": "16:00", "closes": "17:00"}]
    own = api.get(HOURS, {"resource": ron}).headers["ETag"]
    assert own != api.get(HOURS).headers["ETag"]

    wrong = api.put(HOURS, {"openings": week, "resource_id": ron}, headers={"If-Match": 'W/"7"'})
    assert code_of(wrong) == (412, "hours_changed")
    assert not Resource.objects.get(pk=ron).has_own_hours
    assert api.put(HOURS, {"openings": week, "resource_id": ron}, headers={"If-Match": own}).json() == week


def test_a_resource_gets_a_week_of_its_own_and_gives_it_up(api):
    ron = api.post(RESOURCES, {"name": "רון"}).json()
    week = [{"weekday": 1, "opens": "16:00", "closes": "17:00"}]

    api.put(HOURS, {"openings": week, "resource_id": ron["id"]})
    own = api.get(SLOTS, {"from": "2026-11-23", "to": "2026-11-23", "resource": ron["id"]}).json()["days"]
    api.patch(f"{RESOURCES}{ron['id']}/", {"has_own_hours": False})
    usual = api.get(SLOTS, {"from": "2026-11-23", "to": "2026-11-23", "resource": ron["id"]}).json()["days"]

    assert (len(own[0]["slots"]), len(usual[0]["slots"])) == (2, 18)
    assert len(api.get(HOURS).json()) == 6
    assert code_of(api.put(HOURS, {"openings": week, "resource_id": 999})) == (422, "resource_unknown")


def test_holidays_are_named_in_the_language_of_the_reader_and_kept_in_hebrew(api, other_api):
    def named(client, language):
        query = {"from": "2027-04-01", "to": "2027-06-30"}
        rows = client.get(DATES, query, headers={"Accept-Language": language}).json()
        return {row["date"]: row["name"] for row in rows}

    hebrew, english = named(api, "he"), named(api, "en")
    assert hebrew.keys() == english.keys() == named(other_api, "en").keys()
    for day, he, en in (
        ("2027-04-21", "ערב פסח", "Eve of Pesach"),
        ("2027-04-22", "פסח", "Pesach"),
        ("2027-04-23", "חול המועד פסח", "Chol HaMoed Pesach"),
        ("2027-04-27", "ערב שביעי של פסח", "Eve of Seventh day of Pesach"),
        ("2027-06-11", "שבועות", "Shavuot"),
    ):
        assert (hebrew[day], english[day]) == (he, en)

    english_speaker = {"Accept-Language": "en"}
    short = {"date": "2027-04-22", "kind": "closed", "name": "Pesach"}
    own = {"date": "2027-04-23", "kind": "closed", "name": "Passover break"}
    for given in (short, own):
        stored = api.post(DATES, given, headers=english_speaker)
        assert stored.json()["name"] == given["name"]
    assert [named(api, "he")[given["date"]] for given in (short, own)] == ["פסח", "Passover break"]
    assert named(other_api, "he")["2027-04-23"] == "חול המועד פסח"


def test_every_holiday_of_many_years_has_an_english_name():
    for year in range(2020, 2060):
        for named in jewish_days(years=[year]):
            english = name_shown(named.day, named.name, language="en")
            assert english.isascii(), (named.day, named.name)
            assert name_kept(named.day, english) == named.name


def test_a_date_is_closed_and_opened_again(api):
    given = {"date": "2026-11-23", "kind": "closed", "name": "ספירת מלאי"}

    made = api.post(DATES, given)

    assert (made.status_code, made.json()["source"]) == (201, "manual")
    assert made.json()["hebrew_date"] == "י״ג כסלו תשפ״ז"
    assert api.get(SLOTS, {"from": "2026-11-23", "to": "2026-11-23"}).json()["days"] == []
    rows = api.get(DATES, {"from": "2026-11-23", "to": "2026-11-23"}).json()
    assert [row["name"] for row in rows] == ["ספירת מלאי"]
    assert api.delete(f"{DATES}{made.json()['id']}/").status_code == 204
    assert len(api.get(SLOTS, {"from": "2026-11-23", "to": "2026-11-23"}).json()["days"]) == 1


def test_a_date_has_hours_of_its_own(api):
    hours = [{"opens": "20:00", "closes": "00:00"}]

    api.post(DATES, {"date": "2026-11-23", "kind": "hours", "hours": hours})

    (day,) = api.get(SLOTS, {"from": "2026-11-23", "to": "2026-11-23"}).json()["days"]
    assert len(day["slots"]) == 8
    refused = api.post(DATES, {"date": "2026-11-24", "kind": "hours"})
    assert code_of(refused) == (422, "hours_needed")


def test_services_and_who_gives_them(api):
    ron = api.post(RESOURCES, {"name": "רון", "position": 1}).json()
    given = {"label": "צבע", "duration_minutes": 90, "price": "250.00", "resource_ids": [ron["id"]]}

    made = api.post(SERVICES, given).json()
    refused = api.post(SERVICES, given)
    changed = api.patch(f"{SERVICES}{made['id']}/", {"resource_ids": [], "price": None})

    assert (made["price"], made["resource_ids"]) == ("250.00", [ron["id"]])
    assert code_of(refused) == (409, "name_taken")
    assert (changed.json()["price"], changed.json()["resource_ids"]) == (None, [])
    foreign = api.patch(f"{SERVICES}{made['id']}/", {"label": "אחר", "resource_ids": [999]})
    assert code_of(foreign) == (422, "resource_unknown")
    assert Service.objects.get().label == "צבע"


@pytest.mark.parametrize(
    ("path", "names", "named", "ids"),
    [
        (SERVICES, [{"label": name, "duration_minutes": 30} for name in "אבג"], "label", "service_ids"),
        (RESOURCES, [{"name": name} for name in "אב"], "name", "resource_ids"),
    ],
    ids=["services", "resources"],
)
def test_they_stand_in_the_order_they_were_given(api, sign_in, business, path, names, named, ids):
    for given in names:
        api.post(path, given)
    rows = api.get(path).json()
    assert [row[named] for row in rows][-len(names) :] == [given[named] for given in names]
    wanted = [row["id"] for row in rows][::-1]

    answer = api.post(f"{path}reorder/", {ids: wanted})

    assert [row["id"] for row in answer.json()] == wanted == [row["id"] for row in api.get(path).json()]
    assert AuditEntry.objects.latest("id").action.endswith(".reordered")
    for wrong in (wanted[1:], [*wanted, wanted[0]], [*wanted, 999_999]):
        assert code_of(api.post(f"{path}reorder/", {ids: wrong})) == (422, "order_incomplete")
    agent = in_json(sign_in(business, "agent"))
    assert agent.post(f"{path}reorder/", {ids: wanted[::-1]}).status_code == 403
    assert [row["id"] for row in api.get(path).json()] == wanted


def test_the_first_in_the_order_takes_a_meeting_that_any_may_give(api):
    main = Resource.objects.get()
    ron = api.post(RESOURCES, {"name": "רון"}).json()["id"]
    service = ServiceFactory.create()
    api.post(f"{RESOURCES}reorder/", {"resource_ids": [ron, main.pk]})

    (day,) = api.get(SLOTS, {"from": "2026-11-23", "to": "2026-11-23", "service": service.pk}).json()["days"]

    assert day["slots"][0]["resource_ids"] == [ron, main.pk]


def test_resources_keep_their_names_and_the_main_one(api, other_business, sign_in):
    main = Resource.objects.get()
    stranger = sign_in(other_business).membership.user_id

    assert code_of(api.post(RESOURCES, {"name": main.name})) == (409, "name_taken")
    off = api.patch(f"{RESOURCES}{main.pk}/", {"is_active": False})
    assert code_of(off) == (409, "resource_is_default")
    foreign = api.patch(f"{RESOURCES}{main.pk}/", {"user_id": stranger})
    assert code_of(foreign) == (422, "member_unknown")
    own = api.patch(f"{RESOURCES}{main.pk}/", {"user_id": api.membership.user_id})
    assert own.json()["user_id"] == api.membership.user_id


def test_nothing_of_the_other_business_is_named_or_changed(api, other_business):
    with in_tenant(other_business.schema_name):
        service = ServiceFactory.create(id=900_001)
        date = DateException.objects.create(id=900_001, date=NOW.date() + timedelta(days=1), kind="closed")

    assert code_of(api.patch(f"{SERVICES}{service.pk}/", {"is_active": False})) == (404, "service_not_found")
    assert code_of(api.delete(f"{DATES}{date.pk}/")) == (404, "date_exception_not_found")
    assert api.get(SERVICES).json() == []
    with in_tenant(other_business.schema_name):
        assert Service.objects.get().is_active
        assert DateException.objects.filter(pk=date.pk).exists()
