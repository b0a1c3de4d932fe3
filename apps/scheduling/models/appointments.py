import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q

from apps.crm.models import Lead
from apps.crm.models.search_text import searchable
from apps.scheduling.models.services import Resource, Service


class TstzRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Appointment(models.Model):
    """A meeting in [starts_at, ends_at), which keeps `busy`, with its buffers, to itself while it blocks.

    The buffers are its own: a service that changes moves no meeting. A rescheduled one is a new row of the
    same `lineage`. `service_label` is what was booked, as it was called then.
    """

    class Status(models.TextChoices):
        HELD = "held", "שמור זמנית"
        PENDING = "pending", "ממתין לאישור"
        CONFIRMED = "confirmed", "מאושר"
        CANCELLED = "cancelled", "בוטל"
        DONE = "done", "התקיים"
        NO_SHOW = "no_show", "לא הגיע"

    class Source(models.TextChoices):
        PHONE = "phone", "שיחה"
        WHATSAPP = "whatsapp", "וואטסאפ"
        DASHBOARD = "dashboard", "לוח הבקרה"
        API = "api", "ממשק"

    BLOCKING = (Status.HELD, Status.PENDING, Status.CONFIRMED)
    # By a daily cap. Who did not come had a place of the day too: given away, it would be missing when it
    # turns out that they came.
    COUNTED = (*BLOCKING, Status.DONE, Status.NO_SHOW)

    # The index of the exclusion constraint begins with it and knows what is busy; another one would be taken
    # instead and grow with history.
    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, related_name="appointments", db_index=False
    )
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="appointments")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    service_label = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    buffer_before_minutes = models.PositiveSmallIntegerField(default=0)
    buffer_after_minutes = models.PositiveSmallIntegerField(default=0)
    busy = DateTimeRangeField()
    status = models.CharField(max_length=12, choices=Status)
    hold_expires_at = models.DateTimeField(null=True, blank=True)
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    rescheduled_count = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=12, choices=Source)
    source_kind = models.CharField(max_length=16, blank=True)
    source_id = models.BigIntegerField(null=True, blank=True)
    created_by_kind = models.CharField(max_length=16, blank=True)
    created_by_user_id = models.BigIntegerField(null=True, blank=True)
    notes = models.TextField(blank=True)
    search_text = models.GeneratedField(
        expression=searchable("service_label", "notes"), output_field=models.TextField(), db_persist=True
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="appointment_no_overlap",
                expressions=[("resource", RangeOperators.EQUAL), ("busy", RangeOperators.OVERLAPS)],
                condition=Q(status__in=["held", "pending", "confirmed"]),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="appointment_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(busy__contains=TstzRange("starts_at", "ends_at", RangeBoundary())),
                name="appointment_busy_holds_it",
            ),
            models.CheckConstraint(
                condition=Q(status="held", hold_expires_at__isnull=False)
                | (~Q(status="held") & Q(hold_expires_at__isnull=True)),
                name="appointment_only_holds_expire",
            ),
        ]
        indexes = [
            models.Index(fields=["-starts_at", "-id"], name="appointment_newest"),
            models.Index(fields=["source_kind", "source_id"], name="appointment_source"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="appointment_search"),
            models.Index(fields=["lineage"], name="appointment_lineage"),
            models.Index(fields=["hold_expires_at"], condition=Q(status="held"), name="appointment_holds"),
        ]

    def __str__(self) -> str:
        return f"appointment {self.pk}"
