from django.db import models


class AuditEntry(models.Model):
    """Who did what to which thing. Append-only, by a trigger. People are ids: who is erased has no name."""

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    actor_user_id = models.BigIntegerField(null=True)
    impersonator_user_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=64)
    target_kind = models.CharField(max_length=32)
    target_id = models.BigIntegerField()
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["target_kind", "target_id", "id"], name="audit_of_target"),
            models.Index(fields=["actor_user_id", "id"], name="audit_of_actor"),
            models.Index(fields=["action", "id"], name="audit_of_action"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_kind} {self.target_id}"
