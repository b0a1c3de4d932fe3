from django.db import models
from django.db.models import F, Q

from apps.scheduling.hours import MIDNIGHT
from apps.scheduling.models.services import Resource


class OpeningHours(models.Model):
    """Open from `opens` to `closes`, wall time in the business's zone; 00:00 closes the end of the day.

    Two rows on one weekday leave a break between them. Without a resource they are the business's.
    """

    class Weekday(models.IntegerChoices):
        SUNDAY = 0, "ראשון"
        MONDAY = 1, "שני"
        TUESDAY = 2, "שלישי"
        WEDNESDAY = 3, "רביעי"
        THURSDAY = 4, "חמישי"
        FRIDAY = 5, "שישי"
        SATURDAY = 6, "שבת"

    resource = models.ForeignKey(
        Resource, on_delete=models.CASCADE, null=True, blank=True, related_name="opening_hours"
    )
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "weekday", "opens"],
                nulls_distinct=False,
                name="opening_hours_one_start",
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_hours_weekday"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")) | Q(closes=MIDNIGHT),
                name="opening_hours_close_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}-{self.closes}"


class DateException(models.Model):
    """What is different on a local date, for the business or for one resource.

    Those of the source HOLIDAY are generated anew when settings change; a person's change makes one MANUAL,
    and nothing generated ever takes its place.
    """

    class Kind(models.TextChoices):
        CLOSED = "closed", "סגור"
        HOURS = "hours", "שעות מיוחדות"
        USUAL = "usual", "כרגיל"

    class Source(models.TextChoices):
        HOLIDAY = "holiday", "לוח חגים"
        MANUAL = "manual", "ידני"

    date = models.DateField()
    resource = models.ForeignKey(
        Resource, on_delete=models.CASCADE, null=True, blank=True, related_name="date_exceptions"
    )
    kind = models.CharField(max_length=6, choices=Kind)
    name = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=8, choices=Source, default=Source.MANUAL)

    class Meta:
        ordering = ["date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["date", "resource"], nulls_distinct=False, name="date_exception_once_a_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"


class DateHours(models.Model):
    """Open from `opens` to `closes` on the date of an exception of the kind HOURS; 00:00 is its end."""

    exception = models.ForeignKey(DateException, on_delete=models.CASCADE, related_name="hours")
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["opens"]
        constraints = [
            models.UniqueConstraint(fields=["exception", "opens"], name="date_hours_one_start"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")) | Q(closes=MIDNIGHT),
                name="date_hours_close_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opens}-{self.closes}"
