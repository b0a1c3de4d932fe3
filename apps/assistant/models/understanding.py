from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from apps.crm.models import Lead


class Understanding(models.Model):
    """What the text model made of one call, or of one stretch of a written conversation.

    `last_turn_id` is the last message that was read: what is written after it is understood anew. `intents`:
    what each of the customer's turns was about in the diary, each {"turn", "intent", "date", "time", "name",
    "confidence"}, as the model has it; nothing is booked from it. `is_remembered`: the lead's memory has it,
    or is not to have it any more; `memory_sweeps`: how often that was asked for again.
    """

    class Sentiment(models.TextChoices):
        POSITIVE = "positive", "חיובי"
        NEUTRAL = "neutral", "ענייני"
        NEGATIVE = "negative", "שלילי"

    LONGEST_TOPIC = 80

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="+", db_index=False)
    source_kind = models.CharField(max_length=16)
    source_id = models.BigIntegerField()
    last_turn_id = models.BigIntegerField()
    summary = models.TextField()
    next_step = models.TextField(blank=True)
    topic = models.CharField(max_length=LONGEST_TOPIC, blank=True)
    sentiment = models.CharField(max_length=8, choices=Sentiment, blank=True)
    intents = models.JSONField(default=list)
    is_remembered = models.BooleanField(default=False)
    memory_sweeps = models.PositiveSmallIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["lead", "-id"], name="understanding_of_lead"),
            models.Index(
                fields=["created_at"], condition=Q(is_remembered=False), name="understanding_not_remembered"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "last_turn_id"], name="understanding_once"
            )
        ]

    def __str__(self) -> str:
        return f"understanding of {self.source_kind} {self.source_id}"


class MeetingProposal(models.Model):
    """A meeting that was agreed on in words and stands in no diary: a member books it, or drops it.

    `starts_at` is None where the words leave no one time to come. `external_id` is the customer's turn that
    agreed; `confidence` in percent. `task_id` is the task that tells the staff.
    """

    class State(models.TextChoices):
        OPEN = "open", "פתוחה"
        BOOKED = "booked", "נקבעה"
        DISMISSED = "dismissed", "נדחתה"

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="+", db_index=False)
    source_kind = models.CharField(max_length=16)
    source_id = models.BigIntegerField()
    external_id = models.CharField(max_length=128)
    starts_at = models.DateTimeField(null=True)
    service_id = models.BigIntegerField(null=True)
    confidence = models.PositiveSmallIntegerField(validators=[MaxValueValidator(100)])
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    task_id = models.BigIntegerField(null=True)
    appointment_id = models.BigIntegerField(null=True)
    decided_by_user_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["lead", "-id"], name="meeting_proposal_of_lead")]
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "external_id"], name="meeting_proposal_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None)
                | Q(state__in=["booked", "dismissed"], decided_at__isnull=False),
                name="meeting_proposal_open_or_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="booked") | Q(appointment_id__isnull=False),
                name="meeting_proposal_booked_has_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} meeting of {self.source_kind} {self.source_id}"
