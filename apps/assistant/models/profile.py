from django.db import models
from django.db.models import Q

DEFAULT_GREETINGS = {
    "masculine": "שלום, הגעתם ל{business}, מדבר {assistant}. במה אפשר לעזור?",
    "feminine": "שלום, הגעתם ל{business}, מדברת {assistant}. במה אפשר לעזור?",
}


class AssistantProfile(models.Model):
    """Who answers; one row. `greeting` may hold {business} and {assistant}."""

    class Gender(models.TextChoices):
        MASCULINE = "masculine", "זכר"
        FEMININE = "feminine", "נקבה"

    class Voice(models.TextChoices):
        """What a Realtime session speaks with."""

        CEDAR = "cedar"
        ASH = "ash"
        BALLAD = "ballad"
        ECHO = "echo"
        VERSE = "verse"
        MARIN = "marin"
        ALLOY = "alloy"
        CORAL = "coral"
        SAGE = "sage"
        SHIMMER = "shimmer"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=40, default="נועם")
    gender = models.CharField(max_length=12, choices=Gender, default=Gender.MASCULINE)
    voice = models.CharField(max_length=24, choices=Voice, default=Voice.CEDAR)
    greeting = models.CharField(max_length=300, default=DEFAULT_GREETINGS["masculine"])
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="assistant_profile_one_row"),
            models.CheckConstraint(
                condition=Q(gender__in=["masculine", "feminine"]), name="assistant_profile_gender_known"
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S", greeting__regex=r"\S"), name="assistant_profile_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name
