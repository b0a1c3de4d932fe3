from django.db import models

from apps.crm.models.leads import Lead


class Consent(models.Model):
    """What a person agreed to or refused, and where it was said. Rows are only added: the newest holds."""

    class Kind(models.TextChoices):
        MARKETING = "marketing", "דיוור"
        RECORDING = "recording", "הקלטה"
        CONTACT = "contact", "יצירת קשר"

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="consents", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    granted = models.BooleanField()
    source = models.CharField(max_length=200, blank=True)
    source_kind = models.CharField(max_length=16, blank=True)
    source_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    actor_user_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["lead", "kind", "-at", "-id"], name="consent_newest")]

    def __str__(self) -> str:
        return f"{self.kind} of lead {self.lead_id}"
