from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.scheduling.defaults import scheduling_fill
from apps.scheduling.models import Appointment, AppointmentSettings, OpeningHours, Resource
from apps.scheduling.tests.factories import AppointmentFactory
from apps.scheduling.tests.moments import MONDAY, NOW, at


def test_a_business_starts_with_hours_one_diary_and_settings(business):
    hours = list(OpeningHours.objects.values_list("weekday", "opens", "closes"))

    assert hours == [(day, time(9), time(18)) for day in range(5)] + [(5, time(9), time(13))]
    assert list(Resource.objects.values_list("is_default", flat=True)) == [True]
    settings = AppointmentSettings.objects.get()
    assert (settings.slot_minutes, settings.buffer_minutes) == (30, 0)
    assert (settings.min_notice_minutes, settings.window_days) == (60, 30)
    assert settings.confirm_mode == "automatic"


def test_filling_again_brings_back_no_hours_the_business_removed(business):
    OpeningHours.objects.all().delete()
    AppointmentSettings.objects.update(slot_minutes=60)

    scheduling_fill()

    assert OpeningHours.objects.count() == 0
    assert (AppointmentSettings.objects.get().slot_minutes, Resource.objects.count()) == (60, 1)


@pytest.mark.parametrize(
    "write",
    [
        lambda: OpeningHours.objects.create(weekday=6, opens=time(18), closes=time(9)),
        lambda: OpeningHours.objects.create(weekday=6, opens=time(9), closes=time(9)),
        lambda: OpeningHours.objects.create(weekday=7, opens=time(9), closes=time(18)),
        lambda: OpeningHours.objects.create(weekday=0, opens=time(9), closes=time(12)),
        lambda: Resource.objects.create(name="שני", is_default=True),
        lambda: AppointmentSettings.objects.create(pk=2),
        lambda: AppointmentSettings.objects.update(slot_minutes=0),
        lambda: AppointmentFactory.create(starts_at=at(MONDAY, 10), ends_at=at(MONDAY, 10)),
        lambda: AppointmentFactory.create(starts_at=at(MONDAY, 10), status="held"),
        lambda: AppointmentFactory.create(starts_at=at(MONDAY, 10), hold_expires_at=NOW),
    ],
)
def test_the_database_refuses_what_makes_no_sense(business, write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()

    assert Appointment.objects.count() == 0


def test_hours_until_midnight_are_allowed(business):
    OpeningHours.objects.create(weekday=6, opens=time(20), closes=time(0))

    assert OpeningHours.objects.filter(weekday=6).count() == 1


def test_two_resources_may_be_busy_at_once(business):
    AppointmentFactory.create(starts_at=at(MONDAY, 10))
    AppointmentFactory.create(
        starts_at=at(MONDAY, 10) + timedelta(minutes=10), resource=Resource.objects.create(name="שני")
    )

    assert Appointment.objects.count() == 2
