from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.tenants.models import Business


class UsageRecord(models.Model):
    """What one answer of a model, or one phone call, cost the platform."""

    class Kind(models.TextChoices):
        REALTIME = "realtime", _("שיחה")
        TRANSCRIPTION = "transcription", _("תמלול")
        TEXT = "text", _("טקסט")
        TELEPHONY = "telephony", _("דקות טלפון")

    business = models.ForeignKey(
        Business, on_delete=models.PROTECT, related_name="usage_records", verbose_name=_("עסק")
    )
    source_kind = models.CharField(_("סוג מקור"), max_length=32)
    source_id = models.BigIntegerField(_("מקור"))
    provider_id = models.CharField(_("מזהה אצל הספק"), max_length=128)
    model = models.CharField(_("מודל"), max_length=64)
    kind = models.CharField(_("סוג"), max_length=16, choices=Kind)
    tokens = models.JSONField(_("אסימונים"), default=dict)
    seconds = models.FloatField(_("שניות"), null=True)
    cost_micro_usd = models.BigIntegerField(_("עלות במיליוניות דולר"))
    price_date = models.DateField(_("תאריך המחיר"), null=True)
    created_at = models.DateTimeField(_("נוצר"))

    class Meta:
        verbose_name = _("רשומת צריכה")
        verbose_name_plural = _("רשומות צריכה")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "source_kind", "source_id", "provider_id"], name="usage_once"
            )
        ]
        indexes = [
            models.Index(fields=["business", "source_kind", "source_id"], name="usage_of_source"),
            models.Index(fields=["business", "created_at"], name="usage_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.model} {self.cost_micro_usd}"
