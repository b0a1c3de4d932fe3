"""Meetings from before meetings kept their buffers."""

from importlib import import_module

from django.db import connection

from apps.scheduling.models import Appointment, AppointmentSettings
from apps.scheduling.tests.factories import AppointmentFactory
from apps.scheduling.tests.moments import MONDAY, at

busy = import_module("apps.scheduling.migrations.0003_busy")


def test_a_meeting_keeps_its_buffer_or_the_smaller_gap_it_was_booked_with(business):
    AppointmentSettings.objects.update(buffer_minutes=15)
    lineage = AppointmentFactory.create(starts_at=at(MONDAY, 9)).lineage
    AppointmentFactory.create(starts_at=at(MONDAY, 9, 35), lineage=lineage)
    AppointmentFactory.create(starts_at=at(MONDAY, 10, 5), lineage=lineage)
    AppointmentFactory.create(starts_at=at(MONDAY, 10, 5), lineage=lineage, status="cancelled")

    with connection.cursor() as cursor:
        cursor.execute(busy.FILL)

    filled = list(Appointment.objects.order_by("pk"))
    assert [each.buffer_after_minutes for each in filled] == [5, 0, 15, 15]
    assert [each.busy.lower for each in filled] == [each.starts_at for each in filled]
    assert [each.busy.upper for each in filled] == [
        at(MONDAY, 9, 35),
        at(MONDAY, 10, 5),
        at(MONDAY, 10, 50),
        at(MONDAY, 10, 50),
    ]
    assert len({each.lineage for each in filled}) == 4
