from django.db import models

from apps.crm.models.leads import Lead


class LeadNote(models.Model):
    """What somebody of the business, or the assistant, wrote about a lead."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="lead_notes", db_index=False)
    author_kind = models.CharField(max_length=16)
    author_user_id = models.BigIntegerField(null=True)
    text = models.TextField()
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["lead", "-id"], name="lead_note_of_lead")]

    def __str__(self) -> str:
        return f"note {self.pk} of lead {self.lead_id}"
