from django.db import models
from django.db.models import Q


class CalendarFeed(models.Model):
    """An address a calendar program reads: of one member's own meetings, or of all the business has.

    The address is signed over `key`; a feed that is deleted, or has a new key, opens no more.
    """

    user_id = models.BigIntegerField(null=True)
    key = models.CharField(max_length=32, unique=True)
    created_by_user_id = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id"], nulls_distinct=False, name="calendar_feed_of_whom"),
            models.CheckConstraint(condition=~Q(key=""), name="calendar_feed_key"),
        ]

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"
