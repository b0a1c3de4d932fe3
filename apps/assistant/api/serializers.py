from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from apps.assistant.models import FaqEntry

EXAMPLE = {"question": "יש לכם חניה?", "answer": "כן, יש חניה חינם מאחורי הבניין."}
LONGEST_ANSWER = 2000
HIGHEST_ORDER = 10_000


class FaqEntrySerializer(serializers.ModelSerializer[FaqEntry]):
    class Meta:
        model = FaqEntry
        fields = ["id", "question", "answer", "is_active", "order", "created_at", "updated_at"]


@extend_schema_serializer(examples=[OpenApiExample("new", value=EXAMPLE, request_only=True)])
class FaqEntryCreateSerializer(serializers.Serializer[Any]):
    question = serializers.CharField(max_length=300)
    answer = serializers.CharField(max_length=LONGEST_ANSWER)
    is_active = serializers.BooleanField(default=True, help_text="Whether the assistant gives the answer.")


@extend_schema_serializer(examples=[OpenApiExample("change", value={"is_active": False}, request_only=True)])
class FaqEntryChangeSerializer(serializers.Serializer[Any]):
    """Only what is given changes."""

    question = serializers.CharField(required=False, max_length=300)
    answer = serializers.CharField(required=False, max_length=LONGEST_ANSWER)
    is_active = serializers.BooleanField(required=False)
    order = serializers.IntegerField(required=False, min_value=0, max_value=HIGHEST_ORDER)
