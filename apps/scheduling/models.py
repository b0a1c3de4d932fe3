from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q

from apps.crm.models import Lead
from apps.scheduling.slots import MIDNIGHT


class AppointmentSettings(models.Model):
    """How the business takes appointments; one row."""

    class ConfirmMode(models.TextChoices):
        AUTOMATIC = "automatic", "מאושר מיד"
        MANUAL = "manual", "העסק מאשר"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    slot_minutes = models.PositiveSmallIntegerField(default=30, validators=[MinValueValidator(5)])
    buffer_minutes = models.PositiveSmallIntegerField(default=0)
    min_notice_minutes = models.PositiveIntegerField(default=60)
    window_days = models.PositiveSmallIntegerField(default=30, validators=[MinValueValidator(1)])
    confirm_mode = models.CharField(max_length=12, choices=ConfirmMode, default=ConfirmMode.AUTOMATIC)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="appointment_settings_one_row"),
            models.CheckConstraint(condition=Q(slot_minutes__gte=5), name="appointment_settings_slot_step"),
        ]

    def __str__(self) -> str:
        return "appointment settings"


class OpeningHours(models.Model):
    """Open from `opens` to `closes`, wall time in the business's zone; 00:00 closes the end of the day."""

    class Weekday(models.IntegerChoices):
        SUNDAY = 0, "ראשון"
        MONDAY = 1, "שני"
        TUESDAY = 2, "שלישי"
        WEDNESDAY = 3, "רביעי"
        THURSDAY = 4, "חמישי"
        FRIDAY = 5, "שישי"
        SATURDAY = 6, "שבת"

    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["weekday", "opens"], name="opening_hours_one_start"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_hours_weekday"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")) | Q(closes=MIDNIGHT),
                name="opening_hours_close_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}-{self.closes}"


class Resource(models.Model):
    """Who or what an appointment takes up: a person, a room, a chair."""

    name = models.CharField(max_length=80, unique=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="resource_one_default"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TstzRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


# As the constraint spells it, so that its index answers what is busy without reading the whole history.
PERIOD = TstzRange("starts_at", "ends_at", RangeBoundary())


class Appointment(models.Model):
    """A meeting in [starts_at, ends_at). While it blocks, the database lets no other overlap it."""

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

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="appointments")
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="appointments")
    service = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=Status)
    hold_expires_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=12, choices=Source)
    source_kind = models.CharField(max_length=16, blank=True)
    source_id = models.BigIntegerField(null=True, blank=True)
    notes = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="appointment_no_overlap",
                expressions=[
                    ("resource", RangeOperators.EQUAL),
                    (PERIOD, RangeOperators.OVERLAPS),
                ],
                condition=Q(status__in=["held", "pending", "confirmed"]),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="appointment_ends_after_start"
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
        ]

    def __str__(self) -> str:
        return f"appointment {self.pk}"
