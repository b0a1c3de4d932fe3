from django.db import models
from django.db.models import Q

from apps.conversations.models import Channel


class AssistantProfile(models.Model):
    """Who answers; one row. `greeting` may hold {business} and {assistant}."""

    class Gender(models.TextChoices):
        MASCULINE = "masculine", "זכר"
        FEMININE = "feminine", "נקבה"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=40, default="נועם")
    gender = models.CharField(max_length=12, choices=Gender, default=Gender.MASCULINE)
    voice = models.CharField(max_length=24, default="cedar")
    greeting = models.CharField(
        max_length=300, default="שלום, הגעתם ל{business}, מדבר {assistant}. במה אפשר לעזור?"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="assistant_profile_one_row")]

    def __str__(self) -> str:
        return self.name


class PromptVersion(models.Model):
    """What the business wants said on a channel; versions are never rewritten, one of them is live."""

    channel = models.CharField(max_length=8, choices=Channel)
    version = models.PositiveIntegerField()
    text = models.TextField()
    is_live = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "version"], name="prompt_version_unique"),
            models.UniqueConstraint(
                fields=["channel"], condition=Q(is_live=True), name="prompt_version_one_live"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} v{self.version}"


class FaqEntry(models.Model):
    """A question customers often ask, and what the business answers. Only an active one is told."""

    question = models.CharField(max_length=300)
    answer = models.TextField(max_length=2000)
    is_active = models.BooleanField(default=True)
    order = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(question__regex=r"\S", answer__regex=r"\S"), name="faq_entry_says_something"
            )
        ]

    def __str__(self) -> str:
        return self.question


class ToolRun(models.Model):
    """What one tool call of the model did, written in the transaction of its side effect."""

    source_kind = models.CharField(max_length=16)
    source_id = models.BigIntegerField()
    tool_call_id = models.CharField(max_length=128)
    name = models.CharField(max_length=64)
    ok = models.BooleanField(default=False)
    output = models.JSONField(default=dict)
    lead_id = models.BigIntegerField()
    appointment_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source_kind", "source_id", "tool_call_id"], name="tool_run_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.tool_call_id}"
