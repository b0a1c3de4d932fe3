from django.db import models
from django.db.models import F, Q

from apps.crm.models.leads import Lead


class LeadMerge(models.Model):
    """One lead went into another. `moved` holds the ids of the rows that changed hands, a list a model;
    `winner_before` and `winner_after` the winner's fields that changed: together they undo it.
    """

    winner = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="merges")
    loser = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="merges_lost")
    moved = models.JSONField(default=dict)
    winner_before = models.JSONField(default=dict)
    winner_after = models.JSONField(default=dict)
    actor_kind = models.CharField(max_length=16)
    actor_user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["loser"], condition=Q(undone_at=None), name="lead_merge_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(winner=F("loser")), name="lead_merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"lead {self.loser_id} into {self.winner_id}"


class MergeSuggestion(models.Model):
    """Two leads that may be one person. `first` is the older one; `score` is 1 to 99.

    One that was dismissed stays, so that nobody is asked about the same two again.
    """

    class Reason(models.TextChoices):
        PHONE = "phone", "אותו טלפון"
        EMAIL = "email", 'אותו דוא"ל'
        IDENTITY = "identity", "אותו מזהה"
        NAME = "name", "אותו שם"

    class Status(models.TextChoices):
        OPEN = "open", "ממתין"
        DISMISSED = "dismissed", "נדחה"
        MERGED = "merged", "מוזג"

    first = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=8, choices=Reason)
    score = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="merge_suggestion_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="merge_suggestion_older_first"),
            models.CheckConstraint(condition=Q(score__range=(1, 99)), name="merge_suggestion_score"),
        ]
        indexes = [models.Index(fields=["-id"], condition=Q(status="open"), name="merge_suggestion_open")]

    def __str__(self) -> str:
        return f"leads {self.first_id} and {self.second_id}"
