from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q


class LeadStatus(models.Model):
    """A column of the business's own pipeline; `kind` is what the column means to the product.

    A lead nobody has heard of for `stale_after_days` is stale there; None: never.
    """

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
    stale_after_days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="lead_status_one_default"
            )
        ]

    def __str__(self) -> str:
        return self.label
