from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from apps.assistant.models import MeetingProposal


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "open",
            value={
                "id": 3,
                "lead_id": 17,
                "source_kind": "call",
                "source_id": 31,
                "external_id": "item_7",
                "starts_at": "2026-11-24T08:00:00Z",
                "confidence": 90,
                "state": "open",
                "task_id": 41,
                "appointment_id": None,
                "created_at": "2026-11-22T13:05:09Z",
            },
            response_only=True,
        )
    ]
)
class MeetingProposalSerializer(serializers.ModelSerializer[Any]):
    """`external_id` is the customer's turn in the call or conversation that agreed; `confidence` in percent.
    Without `starts_at` the words leave no one time: such a meeting is booked from the diary.
    """

    class Meta:
        model = MeetingProposal
        fields = (
            "id",
            "lead_id",
            "source_kind",
            "source_id",
            "external_id",
            "starts_at",
            "confidence",
            "state",
            "task_id",
            "appointment_id",
            "created_at",
        )
