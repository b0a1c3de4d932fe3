from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q


class LeadSource(models.TextChoices):
    PHONE = "phone", "שיחה"
    WHATSAPP = "whatsapp", "וואטסאפ"
    FORM = "form", "טופס"
    IMPORT = "import", "ייבוא"
    MANUAL = "manual", "ידני"
    API = "api", "ממשק"


class LeadStatus(models.Model):
    """A column of the business's own pipeline; `kind` is what the column means to the product."""

    class Kind(models.TextChoices):
        OPEN = "open", "בטיפול"
        WON = "won", "נסגר בהצלחה"
        LOST = "lost", "אבד"
        JUNK = "junk", "לא רלוונטי"

    label = models.CharField(max_length=40, unique=True)
    colour = models.CharField(max_length=7, validators=[RegexValidator(r"\A#[0-9a-f]{6}\Z")])
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.OPEN)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="lead_status_one_default"
            )
        ]

    def __str__(self) -> str:
        return self.label


class Lead(models.Model):
    """A person who reached the business.

    `phone` is where to call back, E.164 or empty: two leads may share it. Which address belongs to whom is
    decided by `ContactIdentity` alone. `version` grows with every change.
    """

    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    status = models.ForeignKey(LeadStatus, on_delete=models.PROTECT, related_name="leads", db_index=False)
    source = models.CharField(max_length=8, choices=LeadSource)
    city = models.CharField(max_length=80, blank=True)
    service_wanted = models.CharField(max_length=120, blank=True)
    notes = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["status", "-id"], name="lead_status_newest")]

    def __str__(self) -> str:
        return f"lead {self.pk}"


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
