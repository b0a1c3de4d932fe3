from datetime import UTC, datetime
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.fields import InstantField

# Beyond these no zone's clock can be reckoned with.
YEARS = range(2000, 2101)


@extend_schema_field({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$", "example": "09:00"})
class WallTimeField(serializers.TimeField):
    """What the clock on the business's wall shows, to the minute."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", input_formats=["%H:%M"], **options)


class MomentField(InstantField):
    """An instant in UTC; only such as a diary can hold."""

    def to_internal_value(self, value: Any) -> datetime:
        moment: datetime = super().to_internal_value(value)
        if moment.year not in YEARS:
            self.fail("invalid", format="2000-01-01T00:00Z .. 2100-12-31T23:59Z")
        return moment.astimezone(UTC)


def language_asked() -> str:
    """In which of he and en dates are named to whoever asks."""
    return "en" if (get_language() or "").startswith("en") else "he"
