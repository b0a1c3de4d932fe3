from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from apps.conversations.models import Conversation
from apps.crm.models import Lead
from apps.crm.models.search_text import at_home, searchable


class Call(models.Model):
    """One phone call. `duration_ms` counts from the start of the media stream."""

    class Direction(models.TextChoices):
        INBOUND = "inbound", "נכנסת"
        OUTBOUND = "outbound", "יוצאת"

    class Status(models.TextChoices):
        RINGING = "ringing", "מצלצלת"
        IN_PROGRESS = "in_progress", "מתנהלת"
        COMPLETED = "completed", "הסתיימה"
        FAILED = "failed", "נכשלה"

    class Outcome(models.TextChoices):
        UNKNOWN = "", "טרם ידוע"
        BOOKED = "booked", "נקבעה פגישה"
        LEAD = "lead", "נאסף ליד"
        ANSWERED = "answered", "נענתה"
        ABANDONED = "abandoned", "ננטשה"
        FAILED = "failed", "נכשלה"

    sid = models.CharField(max_length=64, unique=True)
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.INBOUND)
    # E.164; empty when the caller withholds the number.
    from_number = models.CharField(max_length=16, blank=True)
    to_number = models.CharField(max_length=16)
    lead = models.ForeignKey(Lead, on_delete=models.SET_NULL, null=True, related_name="calls", db_index=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.SET_NULL, null=True, related_name="calls")
    status = models.CharField(max_length=12, choices=Status, default=Status.RINGING)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.UNKNOWN, blank=True)
    started_at = models.DateTimeField()
    # The stream's one-shot token was used: nobody else may attach to this call.
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=32, blank=True)
    duration_ms = models.PositiveIntegerField(null=True)
    first_audio_ms = models.PositiveIntegerField(null=True)
    turn_latencies_ms = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    # False: the business has recording switched off, so nothing of the sound was kept.
    is_recorded = models.BooleanField(default=True, db_default=True)
    # How many entries of the call's journal are in the database.
    last_entry = models.PositiveIntegerField(default=0, db_default=0)
    summary = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    # How often a missing summary was asked for anew.
    summary_sweeps = models.PositiveSmallIntegerField(default=0, db_default=0)
    search_text = models.GeneratedField(
        expression=searchable("from_number", at_home("from_number"), "summary", "next_step"),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["lead", "-started_at", "-id"], name="call_of_lead"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="call_search"),
            models.Index(
                fields=["started_at"],
                condition=Q(status__in=["ringing", "in_progress"]),
                name="call_running",
            ),
            models.Index(
                fields=["ended_at"], condition=Q(summary="", ended_at__isnull=False), name="call_unsummarised"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=models.F("started_at")),
                name="call_answered_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | ~Q(status__in=["completed", "failed"]),
                name="call_over_has_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sid[:2]}…{self.sid[-4:]}"


class Recording(models.Model):
    """Both sides of a call, kept until `expires_at`. `peaks`: loudness 0 to 100 along the call."""

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="recording")
    file = models.FileField(max_length=200)
    duration_ms = models.PositiveIntegerField()
    size_bytes = models.PositiveIntegerField()
    peaks = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"recording of {self.call_id}"
