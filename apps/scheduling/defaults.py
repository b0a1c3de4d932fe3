"""What a new business finds in its diary."""

from datetime import time

from django.db import transaction

from apps.scheduling.models import AppointmentSettings, OpeningHours, Resource
from apps.scheduling.services.holidays import holidays_refresh

Weekday = OpeningHours.Weekday
OPENS = time(9)
CLOSES = time(18)
CLOSES_FRIDAY = time(13)
WORKING_WEEK = {
    Weekday.SUNDAY: CLOSES,
    Weekday.MONDAY: CLOSES,
    Weekday.TUESDAY: CLOSES,
    Weekday.WEDNESDAY: CLOSES,
    Weekday.THURSDAY: CLOSES,
    Weekday.FRIDAY: CLOSES_FRIDAY,
}


def scheduling_fill() -> None:
    """Only what has never been filled in: hours that the business deleted must not come back.

    The row of settings is written last and says that the rest was here once.
    """
    with transaction.atomic():
        if AppointmentSettings.objects.exists():
            return
        OpeningHours.objects.bulk_create(
            OpeningHours(weekday=weekday, opens=OPENS, closes=closes)
            for weekday, closes in WORKING_WEEK.items()
        )
        Resource.objects.create(name="יומן ראשי", is_default=True)
        AppointmentSettings.objects.create()
        holidays_refresh()
