from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from apps.crm.api.serializers.leads import LEAD_EXAMPLE, LeadSerializer
from apps.crm.models import Lead, LeadMerge, MergeSuggestion

BRIEF = {
    "id": 17,
    "name": "דנה כהן",
    "phone": "+972521234567",
    "email": "",
    "source": "phone",
    "created_at": "2026-11-22T13:05:09Z",
}


class LeadBriefSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = Lead
        fields = tuple(BRIEF)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "same number",
            value={
                "id": 3,
                "reason": "phone",
                "score": 94,
                "first": BRIEF,
                "second": {**BRIEF, "id": 40, "source": "whatsapp"},
                "created_at": "2026-11-22T13:05:09Z",
            },
            response_only=True,
        )
    ]
)
class DuplicateSerializer(serializers.ModelSerializer[Any]):
    """Two leads that may be one person; `score` in percent, `first` is the older one."""

    first = LeadBriefSerializer()
    second = LeadBriefSerializer()

    class Meta:
        model = MergeSuggestion
        fields = ("id", "reason", "score", "first", "second", "created_at")


@extend_schema_serializer(examples=[OpenApiExample("merge", value={"loser_id": 40})])
class MergeRequestSerializer(serializers.Serializer[Any]):
    """The lead that goes into the one of the address."""

    loser_id = serializers.IntegerField(min_value=1)


class MergeSerializer(serializers.ModelSerializer[Any]):
    loser = LeadBriefSerializer()

    class Meta:
        model = LeadMerge
        fields = ("id", "loser", "at")


@extend_schema_serializer(
    examples=[OpenApiExample("merged", value={"merge_id": 8, "lead": LEAD_EXAMPLE}, response_only=True)]
)
class MergedSerializer(serializers.Serializer[Any]):
    """`merge_id` undoes it."""

    merge_id = serializers.IntegerField()
    lead = LeadSerializer()


class UnmergedSerializer(serializers.Serializer[Any]):
    winner = LeadSerializer()
    loser = LeadSerializer()
