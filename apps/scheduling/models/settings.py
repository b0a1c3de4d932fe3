from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

LONGEST_MINUTES = 24 * 60


class HolidayPolicy(models.TextChoices):
    """What becomes of a holiday's hours; a short day keeps Friday's."""

    CLOSED = "closed", "סגור"
    SHORT = "short", "כמו ביום שישי"
    NORMAL = "normal", "כרגיל"


class AppointmentSettings(models.Model):
    """How the business takes appointments; one row.

    `slot_minutes` is the step between two starts, and the length of a meeting without a service, which keeps
    `buffer_minutes` free after it. Nothing is sent out from `quiet_from` to `quiet_until`, and with
    `rests_on_holidays` from `rest_begins` on the eve of a Sabbath or holiday to `rest_ends` on the day.
    """

    class ConfirmMode(models.TextChoices):
        AUTOMATIC = "automatic", "מאושר מיד"
        MANUAL = "manual", "העסק מאשר"

    class Calendar(models.TextChoices):
        JEWISH = "jewish", "חגי ישראל"
        COUNTRY = "country", "חגים רשמיים של מדינה"
        NONE = "none", "ללא חגים"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    slot_minutes = models.PositiveSmallIntegerField(
        default=30, validators=[MinValueValidator(5), MaxValueValidator(LONGEST_MINUTES)]
    )
    buffer_minutes = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(LONGEST_MINUTES)]
    )
    min_notice_minutes = models.PositiveIntegerField(
        default=60, validators=[MaxValueValidator(366 * LONGEST_MINUTES)]
    )
    window_days = models.PositiveSmallIntegerField(
        default=30, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    daily_cap = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    phone_required = models.BooleanField(default=True)
    is_always_open = models.BooleanField(default=False)
    confirm_mode = models.CharField(max_length=12, choices=ConfirmMode, default=ConfirmMode.AUTOMATIC)
    calendar = models.CharField(max_length=8, choices=Calendar, default=Calendar.JEWISH)
    calendar_country = models.CharField(max_length=2, blank=True)
    holiday_policy = models.CharField(max_length=6, choices=HolidayPolicy, default=HolidayPolicy.CLOSED)
    eve_policy = models.CharField(max_length=6, choices=HolidayPolicy, default=HolidayPolicy.SHORT)
    chol_hamoed_policy = models.CharField(max_length=6, choices=HolidayPolicy, default=HolidayPolicy.NORMAL)
    quiet_from = models.TimeField(default=time(21))
    quiet_until = models.TimeField(default=time(8))
    rests_on_holidays = models.BooleanField(default=True)
    rest_begins = models.TimeField(default=time(15))
    rest_ends = models.TimeField(default=time(20, 30))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="appointment_settings_one_row"),
            models.CheckConstraint(condition=Q(slot_minutes__gte=5), name="appointment_settings_slot_step"),
            models.CheckConstraint(
                condition=Q(daily_cap=None) | Q(daily_cap__gte=1), name="appointment_settings_daily_cap"
            ),
            models.CheckConstraint(
                condition=~Q(calendar="country") | ~Q(calendar_country=""),
                name="appointment_settings_country",
            ),
        ]

    def __str__(self) -> str:
        return "appointment settings"
