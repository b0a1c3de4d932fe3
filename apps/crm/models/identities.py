from django.db import models

from apps.crm.models.leads import Lead


class ContactIdentity(models.Model):
    """An address a person writes or calls from; it belongs to one lead only."""

    class Kind(models.TextChoices):
        PHONE = "phone", "טלפון"
        WA_ID = "wa_id", "מזהה וואטסאפ"
        LID = "lid", "מזהה פרטי"
        BSUID = "bsuid", "מזהה לקוח עסקי"
        USERNAME = "username", "שם משתמש"
        EMAIL = "email", 'דוא"ל'

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=254)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="contact_identity_unique")]

    def __str__(self) -> str:
        return f"{self.kind} of lead {self.lead_id}"
