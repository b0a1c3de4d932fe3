from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from apps.assistant.prompting.sizes import LONGEST_FACT, LONGEST_SUMMARY
from apps.crm.models import Lead


class MemoryEntry(models.Model):
    """What the assistant remembers of a lead for the next call or chat: a running summary, and facts.

    (`source_kind`, `source_id`) is the call or conversation it was made of, the turn's `external_id` there
    where a fact was said; a member who writes has none. Of a lead that another was merged into there may be
    two summaries: the next conversation makes one of them. What that one says instead of is `replaced_by` it:
    told to nobody, there for whoever undoes the merge, and erased with it.
    """

    class Kind(models.TextChoices):
        SUMMARY = "summary", "סיכום"
        FACT = "fact", "עובדה"

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=LONGEST_SUMMARY)
    source_kind = models.CharField(max_length=16, blank=True)
    source_id = models.BigIntegerField(null=True)
    external_id = models.CharField(max_length=128, blank=True)
    author_kind = models.CharField(max_length=16)
    author_user_id = models.BigIntegerField(null=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["lead", "id"], name="memory_of_lead")]
        constraints = [
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="memory_says_something"),
            models.CheckConstraint(
                condition=Q(kind="summary") | Q(LessThanOrEqual(Length("text"), Value(LONGEST_FACT))),
                name="memory_fact_is_short",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of lead {self.lead_id}"
