from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.audit.labels import action_label


class PlatformAuditEntry(models.Model):
    """What was done to businesses from outside. Append-only, by a trigger; it outlives the business."""

    at = models.DateTimeField(_("מתי"))
    actor_kind = models.CharField(_("מי"), max_length=16)
    actor_user_id = models.BigIntegerField(_("משתמש"), null=True)
    action = models.CharField(_("פעולה"), max_length=64)
    business_id = models.BigIntegerField(_("מספר העסק"), null=True)
    # As it was called at that time: the row of the business may be gone.
    business_name = models.CharField(_("עסק"), max_length=120, blank=True)
    target_kind = models.CharField(_("סוג"), max_length=32)
    target_id = models.BigIntegerField(_("מספר"))
    data = models.JSONField(_("פרטים"), default=dict)

    class Meta:
        verbose_name = _("רישום")
        verbose_name_plural = _("יומן המערכת")
        ordering = ["-id"]
        indexes = [models.Index(fields=["business_id", "id"], name="platform_audit_of_business")]

    def __str__(self) -> str:
        return action_label(self.action, language=get_language() or "")
