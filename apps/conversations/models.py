from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from apps.crm.models import Lead
from apps.crm.models.search_text import searchable

# What was written last waits unsorted, and every search reads through it.
PENDING_KB = 256


class Channel(models.TextChoices):
    PHONE = "phone", "שיחה"
    WHATSAPP = "whatsapp", "וואטסאפ"


class Conversation(models.Model):
    """Everything said with one lead on one channel, over all calls and days.

    Of a lead that another was merged into there may be two of a channel: the one that is current goes on.
    """

    class AiState(models.TextChoices):
        ON = "on", "עונה"
        DRAFT = "draft", "מציע טיוטה"
        OFF = "off", "כבוי"

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="conversations")
    channel = models.CharField(max_length=8, choices=Channel)
    is_current = models.BooleanField(default=True)
    ai_state = models.CharField(max_length=8, choices=AiState, default=AiState.ON)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "channel"], condition=Q(is_current=True), name="conversation_one_per_channel"
            )
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class Message(models.Model):
    """One turn. `text` is what the other side heard or wrote; `unheard_text` was cut off before it was heard.

    (`source_kind`, `source_id`) names where it happened, such as ("call", 17); `external_id` is the turn's id
    there and `position` its place in the order. Offsets and durations are milliseconds; offsets count from
    the start of the source. `confidence`: how sure a transcription is of the words, in percent; None where it
    was not measured.
    """

    class Author(models.TextChoices):
        CUSTOMER = "customer", "לקוח"
        AI = "ai", "עוזר"
        HUMAN_APP = "human_app", "נציג במערכת"
        HUMAN_PHONE = "human_phone", "נציג מהטלפון"
        AUTOMATION = "automation", "אוטומציה"
        SYSTEM = "system", "מערכת"

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    author = models.CharField(max_length=12, choices=Author)
    text = models.TextField(blank=True)
    unheard_text = models.TextField(blank=True)
    source_kind = models.CharField(max_length=16)
    source_id = models.BigIntegerField()
    external_id = models.CharField(max_length=128)
    position = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    offset_ms = models.PositiveIntegerField(default=0)
    duration_ms = models.PositiveIntegerField(null=True)
    confidence = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(100)])
    search_text = models.GeneratedField(
        expression=searchable("text"), output_field=models.TextField(), db_persist=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "external_id"], name="message_once_per_source"
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__lte=100), name="message_percent"
            ),
        ]
        indexes = [
            models.Index(fields=["source_kind", "source_id", "position"], name="message_order"),
            models.Index(fields=["conversation", "-started_at", "-id"], name="message_newest"),
            # Calls and chats are searched apart: the many turns of calls must not hide the few of chats.
            models.Index(fields=["-id"], condition=Q(source_kind="call"), name="message_newest_calls"),
            models.Index(fields=["-id"], condition=~Q(source_kind="call"), name="message_newest_chats"),
            GinIndex(
                fields=["search_text"],
                opclasses=["gin_trgm_ops"],
                condition=Q(source_kind="call"),
                gin_pending_list_limit=PENDING_KB,
                name="message_search_calls",
            ),
            GinIndex(
                fields=["search_text"],
                opclasses=["gin_trgm_ops"],
                condition=~Q(source_kind="call"),
                gin_pending_list_limit=PENDING_KB,
                name="message_search_chats",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"
