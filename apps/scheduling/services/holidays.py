from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from apps.core import clock
from apps.scheduling.diary import ExceptionKind
from apps.scheduling.holiday_calendar import DayKind, NamedDay, country_days, jewish_days
from apps.scheduling.hours import Span, weekday_of
from apps.scheduling.models import AppointmentSettings, DateException, DateHours, OpeningHours
from apps.scheduling.models.settings import HolidayPolicy

# A window is a year at most, and whoever plans looks a little further.
AHEAD = timedelta(days=400)
FRIDAY = OpeningHours.Weekday.FRIDAY
Planned = tuple[str, str, tuple[Span, ...]]
"""Kind, name and hours of a date."""


def holidays_refresh() -> int:
    """Writes the holidays to come as the settings and weekly hours have them now; returns how many dates
    differ from before. What a person made of a date stays, and so does the past.
    """
    today = (clock.now() - timedelta(days=1)).date()
    with transaction.atomic():
        settings = AppointmentSettings.objects.select_for_update(no_key=True).get()
        coming = DateException.objects.filter(resource=None, date__gte=today).prefetch_related("hours")
        manual = {row.date for row in coming if row.source == DateException.Source.MANUAL}
        generated = {row.date: row for row in coming if row.source == DateException.Source.HOLIDAY}
        wanted = {day: plan for day, plan in _planned(settings, today).items() if day not in manual}
        stale = [row.pk for day, row in generated.items() if wanted.get(day) != _as_planned(row)]
        DateException.objects.filter(pk__in=stale).delete()
        kept = {day for day, row in generated.items() if row.pk not in stale}
        fresh = {day: plan for day, plan in wanted.items() if day not in kept}
        _write(fresh)
    return len({*fresh, *(day for day, row in generated.items() if row.pk in stale)})


def _planned(settings: AppointmentSettings, today: date) -> Mapping[date, Planned]:
    weekly: dict[int, tuple[Span, ...]] = {}
    for row in OpeningHours.objects.filter(resource=None):
        weekly[row.weekday] = (*weekly.get(row.weekday, ()), (row.opens, row.closes))
    policies = {
        DayKind.HOLIDAY: settings.holiday_policy,
        DayKind.EVE: settings.eve_policy,
        DayKind.CHOL_HAMOED: settings.chol_hamoed_policy,
    }
    found: dict[date, Planned] = {}
    for day in _days_of(settings, today):
        if day.day < today:
            continue
        is_open = settings.is_always_open or weekday_of(day.day) in weekly
        kind, hours = _policy_kind(policies[day.kind], is_open=is_open, friday=weekly.get(FRIDAY, ()))
        found[day.day] = (kind, day.name, hours)
    return found


def _policy_kind(
    policy: str, *, is_open: bool, friday: tuple[Span, ...]
) -> tuple[ExceptionKind, tuple[Span, ...]]:
    """A short day keeps Friday's hours and opens no day that is closed anyway; without any it is closed:
    nobody invents hours.
    """
    if policy == HolidayPolicy.NORMAL:
        return ExceptionKind.USUAL, ()
    if policy == HolidayPolicy.SHORT and is_open and friday:
        return ExceptionKind.HOURS, tuple(sorted(friday))
    return ExceptionKind.CLOSED, ()


def _days_of(settings: AppointmentSettings, today: date) -> list[NamedDay]:
    years = range(today.year, (today + AHEAD).year + 1)
    if settings.calendar == AppointmentSettings.Calendar.JEWISH:
        return jewish_days(years=years)
    if settings.calendar == AppointmentSettings.Calendar.COUNTRY:
        return country_days(country=settings.calendar_country, years=years)
    return []


def _as_planned(row: DateException) -> Planned:
    return row.kind, row.name, tuple(sorted((hours.opens, hours.closes) for hours in row.hours.all()))


def _write(plans: Mapping[date, Planned]) -> None:
    rows = DateException.objects.bulk_create(
        DateException(date=day, kind=kind, name=name[:120], source=DateException.Source.HOLIDAY)
        for day, (kind, name, _) in sorted(plans.items())
    )
    DateHours.objects.bulk_create(
        DateHours(exception=row, opens=opens, closes=closes)
        for row in rows
        for opens, closes in plans[row.date][2]
    )
