from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from apps.core.tuples import rows_prepared
from apps.scheduling.holiday_calendar import country_days, rest_days
from apps.scheduling.models import AppointmentSettings
from apps.scheduling.quiet import QuietRules
from apps.tenants.context import current_schema

Calendar = AppointmentSettings.Calendar
# Written out and kept by PostgreSQL, as it is asked with every booking.
QUIET = """
    SELECT business.timezone, settings.quiet_from, settings.quiet_until, settings.rests_on_holidays,
        settings.rest_begins, settings.rest_ends, settings.calendar, settings.calendar_country
    FROM scheduling_appointmentsettings settings, public.tenants_business business
    WHERE business.schema_name = %s
"""


def quiet_rules_get(*, around: datetime) -> QuietRules:
    """When the entered business sends nothing, in the year of a moment and those beside it. Raises
    LookupError outside a business.
    """
    years = range(around.year - 1, around.year + 2)
    for zone, quiet_from, quiet_until, rests, begins, ends, calendar, country in rows_prepared(
        QUIET, [current_schema()]
    ):
        return QuietRules(
            zone=ZoneInfo(zone),
            nightly_from=quiet_from,
            nightly_until=quiet_until,
            rests=rests,
            rest_begins=begins,
            rest_ends=ends,
            rest_days=_rest_days(calendar, country, years) if rests else frozenset(),
        )
    raise LookupError("quiet hours belong to a business; enter one first")


def _rest_days(calendar: str, country: str, years: Iterable[int]) -> frozenset[date]:
    if calendar == Calendar.JEWISH:
        return rest_days(years=years)
    if calendar == Calendar.COUNTRY:
        return frozenset(day.day for day in country_days(country=country, years=years))
    return frozenset()
