"""What serializers of every app read."""

from datetime import datetime

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

OFFSET_NEEDED = (
    "חסר הפרש מ-UTC במועד. יש לכתוב אותו כך: 2026-11-24T09:30:00+02:00, או עם Z בסוף.",
    "The time lacks its offset from UTC. Write it as 2026-11-24T09:30:00+02:00, or with a Z.",
)


@extend_schema_field({"type": "string", "format": "date-time", "pattern": r"([Zz]|[+-]\d{2}:?\d{2})$"})
class InstantField(serializers.DateTimeField):
    """Given with its offset: what a clock shows without one may be meant in any zone."""

    def enforce_timezone(self, value: datetime) -> datetime:
        if value.tzinfo is None:
            is_english = (get_language() or "he").startswith("en")
            raise serializers.ValidationError(OFFSET_NEEDED[is_english], code="offset_needed")
        instant: datetime = super().enforce_timezone(value)
        return instant
