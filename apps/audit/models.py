from django.db import models


class AuditEntry(models.Model):
    """Who did what to which thing. Append-only. People are ids, so erasing a person erases the name."""

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    actor_user_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=64)
    target_kind = models.CharField(max_length=32)
    target_id = models.BigIntegerField()
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["target_kind", "target_id", "id"], name="audit_of_target")]

    def __str__(self) -> str:
        return f"{self.action} {self.target_kind} {self.target_id}"
