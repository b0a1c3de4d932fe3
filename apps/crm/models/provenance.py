from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from apps.crm.models.identities import ContactIdentity
from apps.crm.models.leads import Lead


class SourceKind(models.TextChoices):
    """Where something about a lead was learned."""

    CALL = "call", "שיחה"
    MESSAGE = "message", "הודעה"
    IMPORT = "import", "ייבוא"
    FORM = "form", "טופס"
    USER = "user", "משתמש"


class FieldProvenance(models.Model):
    """Where the value of one field of a lead comes from; it stands in the lead until a person rejects it.

    (`source_kind`, `source_id`) and the turn's `external_id` there say who said it; `confidence` is in
    percent, None where nobody measured it. `previous` is what stood in the field before. `identity` is the
    address that became the lead's because of it, `replaced` the proposal that was open until this one.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", "הוצע"
        ACCEPTED = "accepted", "אושר"
        REJECTED = "rejected", "נדחה"
        SUPERSEDED = "superseded", "הוחלף"

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="provenance", db_index=False)
    field = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    previous = models.JSONField(null=True)
    identity = models.ForeignKey(
        ContactIdentity, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    replaced = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    source_kind = models.CharField(max_length=8, choices=SourceKind)
    source_id = models.BigIntegerField(null=True)
    external_id = models.CharField(max_length=128, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(100)])
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    actor_kind = models.CharField(max_length=16)
    actor_user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["lead", "-id"], name="provenance_of_lead"),
            models.Index(
                fields=["identity"], condition=Q(identity__isnull=False), name="provenance_identity"
            ),
            models.Index(
                fields=["replaced"], condition=Q(replaced__isnull=False), name="provenance_replaced"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__lte=100), name="provenance_percent"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} of lead {self.lead_id}"
