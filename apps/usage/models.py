from django.db import models

from apps.tenants.models import Business


class UsageRecord(models.Model):
    """What one answer of a model, or one phone call, cost the platform."""

    class Kind(models.TextChoices):
        REALTIME = "realtime", "שיחה"
        TRANSCRIPTION = "transcription", "תמלול"
        TEXT = "text", "טקסט"
        TELEPHONY = "telephony", "דקות טלפון"

    business = models.ForeignKey(
        Business, on_delete=models.PROTECT, related_name="usage_records", verbose_name="עסק"
    )
    source_kind = models.CharField("סוג מקור", max_length=32)
    source_id = models.BigIntegerField("מקור")
    provider_id = models.CharField("מזהה אצל הספק", max_length=128)
    model = models.CharField("מודל", max_length=64)
    kind = models.CharField("סוג", max_length=16, choices=Kind)
    tokens = models.JSONField("אסימונים", default=dict)
    seconds = models.FloatField("שניות", null=True)
    cost_micro_usd = models.BigIntegerField("עלות במיליוניות דולר")
    price_date = models.DateField("תאריך המחיר", null=True)
    created_at = models.DateTimeField("נוצר")

    class Meta:
        verbose_name = "רשומת צריכה"
        verbose_name_plural = "רשומות צריכה"
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
