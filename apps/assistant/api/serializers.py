from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from apps.assistant.models import FaqEntry, FaqQuestion
from apps.conversations.models import Channel

EXAMPLE = {"question": "יש לכם חניה?", "answer": "כן, יש חניה חינם מאחורי הבניין."}
LONGEST_ANSWER = 2000
HIGHEST_ORDER = 10_000


class FaqEntrySerializer(serializers.ModelSerializer[FaqEntry]):
    class Meta:
        model = FaqEntry
        fields = [
            *("id", "question", "phrasings", "answer", "whatsapp_answer", "tags", "priority"),
            *("on_phone", "on_whatsapp", "valid_from", "valid_until"),
            *("is_active", "order", "created_at", "updated_at"),
        ]


def _phrasings() -> serializers.ListField:
    return serializers.ListField(
        child=serializers.CharField(max_length=300),
        required=False,
        max_length=FaqEntry.MOST_PHRASINGS,
        help_text="Other ways to ask it.",
    )


def _tags() -> serializers.ListField:
    return serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, max_length=FaqEntry.MOST_TAGS
    )


class FaqMoreSerializer(serializers.Serializer[Any]):
    """What may be said of an entry beside its question and answer."""

    phrasings = _phrasings()
    whatsapp_answer = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=LONGEST_ANSWER,
        help_text="Another answer on WhatsApp; empty: the same.",
    )
    tags = _tags()
    priority = serializers.IntegerField(
        required=False, min_value=0, max_value=100, help_text="The higher one wins among equals."
    )
    on_phone = serializers.BooleanField(required=False)
    on_whatsapp = serializers.BooleanField(required=False)
    valid_from = serializers.DateField(required=False, allow_null=True)
    valid_until = serializers.DateField(required=False, allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("new", value=EXAMPLE, request_only=True)])
class FaqEntryCreateSerializer(FaqMoreSerializer):
    question = serializers.CharField(max_length=300)
    answer = serializers.CharField(max_length=LONGEST_ANSWER)
    is_active = serializers.BooleanField(default=True, help_text="Whether the assistant gives the answer.")


@extend_schema_serializer(examples=[OpenApiExample("change", value={"is_active": False}, request_only=True)])
class FaqEntryChangeSerializer(FaqMoreSerializer):
    """Only what is given changes."""

    question = serializers.CharField(required=False, max_length=300)
    answer = serializers.CharField(required=False, max_length=LONGEST_ANSWER)
    is_active = serializers.BooleanField(required=False)
    order = serializers.IntegerField(required=False, min_value=0, max_value=HIGHEST_ORDER)


class FaqUploadSerializer(serializers.Serializer[Any]):
    """A CSV or Excel file (xlsx) of at most 10 MB; its first row names the columns, question and answer."""

    file = serializers.FileField(allow_empty_file=True)


class FaqRefusedRowSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField()
    why = serializers.ChoiceField(choices=["unreadable", "missing", "too_long", "known"])


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "imported",
            value={"created": 12, "refused": [{"row": 4, "why": "known"}], "refused_in_all": 1},
            response_only=True,
        )
    ]
)
class FaqImportedSerializer(serializers.Serializer[Any]):
    created = serializers.IntegerField()
    refused = FaqRefusedRowSerializer(many=True)
    refused_in_all = serializers.IntegerField()


class FaqSuggestionSerializer(serializers.Serializer[Any]):
    """A question that customers asked and nobody had answered; `ids` are all that ask it."""

    question = serializers.CharField()
    count = serializers.IntegerField()
    ids = serializers.ListField(child=serializers.IntegerField())
    last_asked_at = serializers.DateTimeField()


@extend_schema_serializer(
    examples=[OpenApiExample("settle", value={"question_ids": [7, 9]}, request_only=True)]
)
class FaqSettleSerializer(serializers.Serializer[Any]):
    question_ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        min_length=1,
        max_length=300,
        help_text="`ids` of suggestions.",
    )


class FaqSettledSerializer(serializers.Serializer[Any]):
    settled = serializers.IntegerField()


@extend_schema_serializer(
    examples=[OpenApiExample("ask", value={"question": "איפה חונים?", "channel": "phone"}, request_only=True)]
)
class FaqTrySerializer(serializers.Serializer[Any]):
    question = serializers.CharField(max_length=400)
    channel = serializers.ChoiceField(choices=Channel.choices)


class FaqOutcomeSerializer(serializers.Serializer[Any]):
    """`entry_id` null: nothing answers it."""

    entry_id = serializers.IntegerField(allow_null=True)
    step = serializers.ChoiceField(choices=FaqQuestion.Step.choices)
    elapsed_ms = serializers.IntegerField()
    answer = serializers.CharField()
