from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Q

from apps.core import clock
from apps.crm.models.search_text import at_home, one_spelling, searchable
from apps.crm.models.statuses import LeadStatus

# As apps.crm.ranks writes it; a sequence, so that whoever arrives need not know who is there.
RANK_OF_THE_NEXT = "lpad(to_hex(1099511627775 - nextval('crm_lead_rank')), 10, '0')"


class LeadSource(models.TextChoices):
    PHONE = "phone", "שיחה"
    WHATSAPP = "whatsapp", "וואטסאפ"
    FORM = "form", "טופס"
    IMPORT = "import", "ייבוא"
    MANUAL = "manual", "ידני"
    API = "api", "ממשק"


NAMING = ("name", "phone", "email")
"""What people know a lead by."""
HIDING_SOURCES = (LeadSource.PHONE, LeadSource.WHATSAPP)
"""Who comes this way may hide who they are; the call or the chat is what there is of them."""


class Lead(models.Model):
    """A person who reached the business.

    `phone` is where to call back, E.164 or empty: two leads may share it. Which address belongs to whom is
    decided by `ContactIdentity` alone. `version` grows with every change but a move within its column.
    `position` is its rank there. A lead that was merged is hidden behind the one in `merged_into` and kept to
    undo that. `owner_id` is a user's id.
    """

    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    status = models.ForeignKey(LeadStatus, on_delete=models.PROTECT, related_name="leads", db_index=False)
    source = models.CharField(max_length=8, choices=LeadSource)
    owner_id = models.BigIntegerField(null=True, blank=True)
    city = models.CharField(max_length=80, blank=True)
    service_wanted = models.CharField(max_length=120, blank=True)
    notes = models.TextField(blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    position = models.CharField(
        max_length=250,
        db_collation="C",
        editable=False,
        db_default=Func(template=RANK_OF_THE_NEXT, output_field=models.CharField()),
    )
    next_step = models.CharField(max_length=300, blank=True)
    next_step_at = models.DateTimeField(null=True, blank=True)
    custom = models.JSONField(default=dict, blank=True)
    search_text = models.GeneratedField(
        expression=searchable("name", "phone", at_home("phone"), "email", "city", "service_wanted"),
        output_field=models.TextField(),
        db_persist=True,
    )
    last_activity_at = models.DateTimeField(default=clock.now)
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="merged")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["status", "-id"], condition=Q(merged_into=None), name="lead_in_status"),
            models.Index(fields=["-last_activity_at", "-id"], name="lead_by_activity"),
            models.Index(fields=["-updated_at", "-id"], name="lead_by_update"),
            models.Index(fields=["name", "id"], name="lead_by_name"),
            models.Index(one_spelling("name"), condition=~Q(name=""), name="lead_by_spelled_name"),
            models.Index(fields=["source", "-id"], name="lead_by_source"),
            models.Index(fields=["city", "-id"], condition=~Q(city=""), name="lead_by_city"),
            models.Index(fields=["-created_at", "-id"], name="lead_by_creation"),
            models.Index(
                fields=["owner_id", "-id"], condition=Q(owner_id__isnull=False), name="lead_of_owner"
            ),
            models.Index(fields=["phone"], condition=~Q(phone=""), name="lead_by_phone"),
            models.Index(fields=["email"], condition=~Q(email=""), name="lead_by_email"),
            GinIndex(fields=["tags"], name="lead_by_tag"),
            GinIndex(fields=["custom"], opclasses=["jsonb_path_ops"], name="lead_by_custom"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="lead_search"),
        ]
        constraints = [
            # Deferrable, or changing a status would lock the lead against everything that refers to it.
            models.UniqueConstraint(
                fields=["status", "position"],
                deferrable=models.Deferrable.IMMEDIATE,
                name="lead_one_at_a_position",
            ),
            models.CheckConstraint(
                condition=Q(source__in=HIDING_SOURCES) | ~Q(name="") | ~Q(phone="") | ~Q(email=""),
                name="lead_known_by_something",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="lead_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"lead {self.pk}"
