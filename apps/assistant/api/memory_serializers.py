from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from apps.assistant.models import MemoryEntry
from apps.assistant.prompting.sizes import LONGEST_FACT, LONGEST_SUMMARY
from apps.crm.api.serializers.history import PersonSerializer, person

ENTRY = {
    "id": 12,
    "kind": "fact",
    "text": "מעדיפה שעות בוקר",
    "source_kind": "call",
    "source_id": 31,
    "author": {"kind": "ai", "user_id": None, "name": ""},
    "version": 1,
    "created_at": "2026-11-22T13:05:09Z",
    "updated_at": "2026-11-22T13:05:09Z",
}
SUMMARY = {**ENTRY, "id": 11, "kind": "summary", "text": "דנה התעניינה בתספורת וקבעה ליום שלישי."}


@extend_schema_serializer(examples=[OpenApiExample("fact", value=ENTRY, response_only=True)])
class MemoryEntrySerializer(serializers.ModelSerializer[MemoryEntry]):
    """`source_kind` and `source_id` name the call or conversation that it was learnt in, if it was."""

    author = serializers.SerializerMethodField()

    class Meta:
        model = MemoryEntry
        fields = (
            "id",
            "kind",
            "text",
            "source_kind",
            "source_id",
            "author",
            "version",
            "created_at",
            "updated_at",
        )

    @extend_schema_field(PersonSerializer)
    def get_author(self, entry: MemoryEntry) -> dict[str, Any]:
        return person(entry.author_kind, entry.author_user_id, self.context["names"])


class LeftOutSerializer(serializers.Serializer[Any]):
    phone = serializers.IntegerField()
    whatsapp = serializers.IntegerField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "memory",
            value={
                "entries": [SUMMARY, ENTRY],
                "most_facts": 30,
                "left_out": {"phone": 0, "whatsapp": 0},
            },
            response_only=True,
        )
    ]
)
class MemorySerializer(serializers.Serializer[Any]):
    """The summary first, then the facts. `left_out`: how many entries find no room in what the assistant is
    told on a channel; the oldest facts are left out first.
    """

    entries = MemoryEntrySerializer(many=True)
    most_facts = serializers.IntegerField()
    left_out = LeftOutSerializer()


@extend_schema_serializer(examples=[OpenApiExample("fact", value={"text": "מעדיפה שעות בוקר"})])
class MemoryFactSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=LONGEST_FACT)


@extend_schema_serializer(
    examples=[OpenApiExample("correction", value={"text": "מעדיפה שעות ערב", "version": 1})]
)
class MemoryChangeSerializer(serializers.Serializer[Any]):
    """A fact may have 160 characters. With `version` or If-Match, what was changed since is refused."""

    text = serializers.CharField(max_length=LONGEST_SUMMARY)
    version = serializers.IntegerField(required=False, min_value=1)
