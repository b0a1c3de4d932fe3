from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q


class CustomField(models.Model):
    """A field the business gave its leads; its values lie under `key` in `Lead.custom`.

    An archived one takes no new values and keeps those it has.
    """

    class Kind(models.TextChoices):
        TEXT = "text", "טקסט"
        NUMBER = "number", "מספר"
        DATE = "date", "תאריך"
        CHOICE = "choice", "בחירה"

    key = models.CharField(max_length=40, unique=True, validators=[RegexValidator(r"\A[a-z][a-z0-9_]*\Z")])
    label = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=Kind)
    choices = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    order = models.PositiveSmallIntegerField()
    is_archived = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["label"], condition=Q(is_archived=False), name="custom_field_one_of_a_label"
            ),
            models.CheckConstraint(
                condition=Q(kind="choice", choices__len__gt=0) | (~Q(kind="choice") & Q(choices__len=0)),
                name="custom_field_choices_of_choice",
            ),
        ]

    def __str__(self) -> str:
        return self.key
