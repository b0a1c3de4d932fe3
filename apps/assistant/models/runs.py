from django.db import models

from apps.conversations.models import Channel


class ToolRun(models.Model):
    """What one tool call of the model did, written in the transaction of its side effect.

    `arguments`: what the model passed, as it passed it; `turn_id`: the customer's turn that it answers.
    """

    source_kind = models.CharField(max_length=16)
    source_id = models.BigIntegerField()
    tool_call_id = models.CharField(max_length=128)
    turn_id = models.CharField(max_length=128, blank=True, db_default="")
    name = models.CharField(max_length=64)
    ok = models.BooleanField(default=False)
    arguments = models.JSONField(default=dict, db_default={})
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


class GuardHit(models.Model):
    """A guard stopped what the model said or wanted to do.

    `external_id` is the turn or the tool call, `words` the sentence or the argument.
    """

    source_kind = models.CharField(max_length=16)
    source_id = models.BigIntegerField()
    external_id = models.CharField(max_length=128)
    guard = models.CharField(max_length=32)
    channel = models.CharField(max_length=8, choices=Channel)
    lead_id = models.BigIntegerField()
    words = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "external_id", "guard"], name="guard_hit_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.guard} {self.source_kind} {self.source_id}"


class HandOver(models.Model):
    """The assistant left a conversation to a person: why, what shows it, and the task that says so."""

    conversation_id = models.BigIntegerField()
    lead_id = models.BigIntegerField()
    reason = models.CharField(max_length=24)
    facts = models.JSONField(default=dict)
    task_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["conversation_id", "-id"], name="hand_over_newest")]

    def __str__(self) -> str:
        return f"{self.reason} {self.conversation_id}"
