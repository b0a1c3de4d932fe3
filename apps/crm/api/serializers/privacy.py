from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

ROWS_SCHEMA = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "object", "additionalProperties": True}},
}


@extend_schema_field(ROWS_SCHEMA)
class RowsField(serializers.DictField):
    """Rows by what they are."""


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "person",
            value={
                "lead_id": 17,
                "made_at": "2026-11-22T13:05:09Z",
                "records": {
                    "leads": [{"id": 17, "name": "דנה כהן", "phone": "+972521234567"}],
                    "identities": [{"id": 4, "lead_id": 17, "kind": "phone", "value": "+972521234567"}],
                    "consents": [],
                },
            },
            response_only=True,
        )
    ]
)
class PersonalDataSerializer(serializers.Serializer[Any]):
    """Everything that is stored about one person, and of the leads that were merged into this one."""

    lead_id = serializers.IntegerField()
    made_at = serializers.DateTimeField()
    records = RowsField()


@extend_schema_serializer(examples=[OpenApiExample("erase", value={"confirm": "דנה כהן"})])
class EraseSerializer(serializers.Serializer[Any]):
    """The name, telephone number or e-mail address of the person, typed as the lead has it."""

    confirm = serializers.CharField(max_length=254)
