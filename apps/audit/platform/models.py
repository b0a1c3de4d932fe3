from django.db import models


class PlatformAuditEntry(models.Model):
    """What was done to businesses from outside. Append-only, by a trigger; it outlives the business."""

    at = models.DateTimeField("מתי")
    actor_kind = models.CharField("מי", max_length=16)
    actor_user_id = models.BigIntegerField("משתמש", null=True)
    action = models.CharField("פעולה", max_length=64)
    business_id = models.BigIntegerField("מספר העסק", null=True)
    # As it was called at that time: the row of the business may be gone.
    business_name = models.CharField("עסק", max_length=120, blank=True)
    target_kind = models.CharField("סוג", max_length=32)
    target_id = models.BigIntegerField("מספר")
    data = models.JSONField("פרטים", default=dict)

    class Meta:
        verbose_name = "רישום"
        verbose_name_plural = "יומן המערכת"
        ordering = ["-id"]
        indexes = [models.Index(fields=["business_id", "id"], name="platform_audit_of_business")]

    def __str__(self) -> str:
        return f"{self.action} {self.target_kind} {self.target_id}"
