from django.db import models
from django.db.models import Q


class CalendarFeed(models.Model):
    """An address a calendar program reads: a member's own meetings or, when `is_of_all`, the business's.

    Either is one person's. It is signed over `key` and opens nothing once that is another, nor once
    `member_key` is not the membership's any more: who was suspended, left or signed out everywhere.
    """

    user_id = models.BigIntegerField()
    is_of_all = models.BooleanField(default=False)
    key = models.CharField(max_length=32, unique=True)
    member_key = models.CharField(max_length=32)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "is_of_all"], name="calendar_feed_of_whom"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(member_key=""), name="calendar_feed_key"),
        ]

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"
