from datetime import date, datetime

from apps.scheduling.holiday_calendar import country_days, rest_days
from apps.scheduling.models import AppointmentSettings
from apps.scheduling.quiet import QuietRules
from apps.scheduling.selectors.diary import zone_get
from apps.scheduling.selectors.settings import settings_get

Calendar = AppointmentSettings.Calendar


def quiet_rules_get(*, around: datetime) -> QuietRules:
    """When the entered business sends nothing, in the year of a moment and those beside it."""
    settings = settings_get()
    return QuietRules(
        zone=zone_get(),
        nightly_from=settings.quiet_from,
        nightly_until=settings.quiet_until,
        rests=settings.rests_on_holidays,
        rest_begins=settings.rest_begins,
        rest_ends=settings.rest_ends,
        rest_days=_rest_days(settings, around) if settings.rests_on_holidays else (),
    )


def _rest_days(settings: AppointmentSettings, around: datetime) -> frozenset[date]:
    years = range(around.year - 1, around.year + 2)
    if settings.calendar == Calendar.JEWISH:
        return rest_days(years=years)
    if settings.calendar == Calendar.COUNTRY:
        return frozenset(day.day for day in country_days(country=settings.calendar_country, years=years))
    return frozenset()
