"""Every meeting gets its buffers, what it keeps busy, and a lineage of its own; then the database enforces it."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models

import apps.scheduling.models.appointments

# Meetings that were booked under smaller gaps keep the gap they have: their buffer ends where the next begins.
FILL = """
    WITH next AS (
        SELECT id, lead(starts_at) OVER (PARTITION BY resource_id ORDER BY starts_at) AS starts_at
        FROM scheduling_appointment
        WHERE status IN ('held', 'pending', 'confirmed')
    ), kept AS (
        SELECT appointment.id, floor(extract(epoch FROM least(
            make_interval(mins => settings.buffer_minutes),
            next.starts_at - appointment.ends_at
        )) / 60)::smallint AS minutes
        FROM scheduling_appointment appointment
        CROSS JOIN scheduling_appointmentsettings settings
        LEFT JOIN next ON next.id = appointment.id
    )
    UPDATE scheduling_appointment appointment
    SET buffer_after_minutes = kept.minutes,
        busy = tstzrange(starts_at, ends_at + make_interval(mins => kept.minutes)),
        lineage = gen_random_uuid()
    FROM kept WHERE kept.id = appointment.id
"""
# Who took bookings without a telephone number goes on to.
NO_PHONE_NEEDED = "UPDATE scheduling_appointmentsettings SET phone_required = false"


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0002_meetings")]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(NO_PHONE_NEEDED, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name="appointment",
            name="appointment_no_overlap",
        ),
        migrations.AlterField(
            model_name="appointment",
            name="busy",
            field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("status__in", ["held", "pending", "confirmed"])),
                expressions=[("resource", "="), ("busy", "&&")],
                name="appointment_no_overlap",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "busy__contains",
                        apps.scheduling.models.appointments.TstzRange(
                            "starts_at", "ends_at", django.contrib.postgres.fields.ranges.RangeBoundary()
                        ),
                    )
                ),
                name="appointment_busy_holds_it",
            ),
        ),
    ]
