from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from apps.crm.models import LeadStatus

STATUS_EXAMPLE = {
    "id": 1,
    "label": "חדש",
    "colour": "#2563eb",
    "kind": "open",
    "order": 0,
    "is_default": True,
    "stale_after_days": 2,
}
OF_LEAD = ("id", "label", "colour", "kind", "stale_after_days")
COLOUR = r"\A#[0-9a-f]{6}\Z"
MOST_DAYS = 3650


class StatusOfLeadSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = LeadStatus
        fields = OF_LEAD


@extend_schema_serializer(examples=[OpenApiExample("status", value=STATUS_EXAMPLE, response_only=True)])
class LeadStatusSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = LeadStatus
        fields = tuple(STATUS_EXAMPLE)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "new status",
            value={"label": "בהמתנה להצעה", "colour": "#0d9488", "kind": "open", "stale_after_days": 5},
        )
    ]
)
class LeadStatusCreateSerializer(serializers.Serializer[Any]):
    label = serializers.CharField(max_length=40)  # type: ignore[assignment] # Field has an attribute of this name
    colour = serializers.RegexField(COLOUR)
    kind = serializers.ChoiceField(choices=LeadStatus.Kind.choices, default=LeadStatus.Kind.OPEN)
    stale_after_days = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=MOST_DAYS
    )


@extend_schema_serializer(
    examples=[OpenApiExample("change", value={"label": "הצעה נשלחה", "is_default": True})]
)
class LeadStatusChangeSerializer(serializers.Serializer[Any]):
    """Only what is given changes. `is_default` moves the default here; it cannot be taken away."""

    label = serializers.CharField(required=False, max_length=40)  # type: ignore[assignment] # Field has an attribute of this name
    colour = serializers.RegexField(COLOUR, required=False)
    kind = serializers.ChoiceField(required=False, choices=LeadStatus.Kind.choices)
    stale_after_days = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=MOST_DAYS
    )
    is_default = serializers.BooleanField(required=False)


class LeadStatusDeleteQuerySerializer(serializers.Serializer[Any]):
    move_to = serializers.IntegerField(
        required=False, min_value=1, help_text="The status its leads get; needed when it has any."
    )


@extend_schema_serializer(examples=[OpenApiExample("order", value={"status_ids": [2, 1, 3, 4, 5, 6, 7]})])
class LeadStatusOrderSerializer(serializers.Serializer[Any]):
    """Every status once, in the order wanted."""

    status_ids = serializers.ListField(child=serializers.IntegerField(), min_length=1, max_length=200)
