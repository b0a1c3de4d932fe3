from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from apps.crm.models import CustomField

FIELD_EXAMPLE = {
    "id": 2,
    "key": "budget",
    "label": "תקציב",
    "kind": "number",
    "choices": [],
    "order": 0,
    "is_archived": False,
}


@extend_schema_serializer(examples=[OpenApiExample("field", value=FIELD_EXAMPLE, response_only=True)])
class CustomFieldSerializer(serializers.ModelSerializer[Any]):
    choices = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = CustomField
        fields = tuple(FIELD_EXAMPLE)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "choice", value={"key": "size", "label": "גודל", "kind": "choice", "choices": ["קטן", "גדול"]}
        )
    ]
)
class CustomFieldCreateSerializer(serializers.Serializer[Any]):
    """`key` names the value in `custom` and never changes: small Latin letters, digits and underscores."""

    key = serializers.RegexField(r"\A[a-z][a-z0-9_]*\Z", max_length=40)
    label = serializers.CharField(max_length=60)  # type: ignore[assignment] # Field has an attribute of this name
    kind = serializers.ChoiceField(choices=CustomField.Kind.choices)
    choices = serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, default=list, max_length=100
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample("archive", value={"is_archived": True}),
        OpenApiExample("replace", value={"choices": ["גדול"], "replacements": {"קטן": "גדול"}}),
    ]
)
class CustomFieldChangeSerializer(serializers.Serializer[Any]):
    label = serializers.CharField(required=False, max_length=60)  # type: ignore[assignment] # Field has an attribute of this name
    choices = serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, max_length=100
    )
    replacements = serializers.DictField(
        child=serializers.CharField(max_length=60, allow_null=True),
        required=False,
        help_text="By the choice that goes: the one its leads get instead, or null to empty their field.",
    )
    order = serializers.IntegerField(required=False, min_value=0, max_value=1000)
    is_archived = serializers.BooleanField(required=False)


class CustomFieldDeleteQuerySerializer(serializers.Serializer[Any]):
    with_values = serializers.BooleanField(
        default=False, help_text="Its values in leads go too; needed when there are any."
    )
