from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from apps.crm.models import Lead, LeadStatus

LEAD_EXAMPLE = {
    "id": 17,
    "name": "דנה כהן",
    "phone": "+972521234567",
    "email": "",
    "status": {"id": 1, "label": "חדש", "colour": "#2563eb", "kind": "open"},
    "source": "phone",
    "city": "חיפה",
    "service_wanted": "תספורת",
    "notes": "",
    "version": 2,
    "created_at": "2026-11-22T13:05:09Z",
    "updated_at": "2026-11-22T13:06:41Z",
}


class LeadStatusSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = LeadStatus
        fields = ("id", "label", "colour", "kind")


@extend_schema_serializer(examples=[OpenApiExample("lead", value=LEAD_EXAMPLE, response_only=True)])
class LeadSerializer(serializers.ModelSerializer[Any]):
    status = LeadStatusSerializer()

    class Meta:
        model = Lead
        fields = tuple(LEAD_EXAMPLE)


class LeadQuerySerializer(serializers.Serializer[Any]):
    status = serializers.IntegerField(required=False, help_text="Only leads with this status.")
    q = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=100,
        help_text="Part of a name, a number or an e-mail address.",
    )


@extend_schema_serializer(
    examples=[OpenApiExample("change", value={"status": 5, "notes": "לחזור ביום ראשון", "version": 2})]
)
class LeadChangeSerializer(serializers.Serializer[Any]):
    """Only what is given changes. With `version`, a lead that somebody else changed meanwhile is refused."""

    name = serializers.CharField(required=False, allow_blank=True, max_length=120)
    phone = serializers.CharField(required=False, allow_blank=True, max_length=32)
    email = serializers.CharField(required=False, allow_blank=True, max_length=254)
    status = serializers.IntegerField(required=False, source="status_id")
    city = serializers.CharField(required=False, allow_blank=True, max_length=80)
    service_wanted = serializers.CharField(required=False, allow_blank=True, max_length=120)
    notes = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    version = serializers.IntegerField(required=False, min_value=1)
