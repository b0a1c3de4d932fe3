from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from apps.conversations.models import Channel
from apps.crm.api.serializers.statuses import StatusOfLeadSerializer
from apps.scheduling.models import Appointment
from apps.telephony.models import Call

LONGEST = 100
PERSON = {"id": 17, "name": "דנה כהן", "phone": "+972521234567"}
EXAMPLE = {
    "leads": [
        {
            **PERSON,
            "email": "",
            "city": "חיפה",
            "status": {"id": 1, "label": "חדש", "colour": "#2563eb", "kind": "open", "stale_after_days": 2},
        }
    ],
    "calls": [
        {
            "id": 31,
            "started_at": "2026-11-22T13:05:09Z",
            "direction": "inbound",
            "status": "completed",
            "outcome": "lead",
            "from_number": "+972521234567",
            "lead": PERSON,
            "excerpt": "ביקשה הצעת מחיר לשיפוץ מטבח",
        }
    ],
    "chats": [
        {
            "id": 12,
            "channel": "whatsapp",
            "at": "2026-11-22T15:20:00Z",
            "lead": PERSON,
            "excerpt": "אפשר לדחות ליום שלישי?",
        }
    ],
    "meetings": [
        {
            "id": 9,
            "starts_at": "2026-11-24T07:30:00Z",
            "ends_at": "2026-11-24T08:00:00Z",
            "status": "confirmed",
            "service": "ייעוץ",
            "lead": PERSON,
            "excerpt": "",
        }
    ],
}


class SearchQuerySerializer(serializers.Serializer[Any]):
    q = serializers.CharField(
        max_length=LONGEST,
        trim_whitespace=True,
        help_text="Two letters or digits at least; fewer than three only where a word begins.",
    )


class FoundPersonSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    phone = serializers.CharField()


class FoundLeadSerializer(FoundPersonSerializer):
    email = serializers.CharField()
    city = serializers.CharField()
    status = StatusOfLeadSerializer()


class FoundSerializer(serializers.Serializer[Any]):
    """`excerpt` is the text around the place that was found, or how the text begins."""

    id = serializers.IntegerField()
    lead = FoundPersonSerializer()
    excerpt = serializers.CharField()


class FoundCallSerializer(FoundSerializer):
    started_at = serializers.DateTimeField()
    direction = serializers.ChoiceField(choices=Call.Direction.choices)
    status = serializers.ChoiceField(choices=Call.Status.choices)
    outcome = serializers.ChoiceField(choices=Call.Outcome.choices)
    from_number = serializers.CharField()
    lead = FoundPersonSerializer(allow_null=True)


class FoundChatSerializer(FoundSerializer):
    """A conversation, and its newest turn that matches or else its last."""

    channel = serializers.ChoiceField(choices=Channel.choices)
    at = serializers.DateTimeField()


class FoundMeetingSerializer(FoundSerializer):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    status = serializers.ChoiceField(choices=Appointment.Status.choices)
    service = serializers.CharField()


@extend_schema_serializer(examples=[OpenApiExample("found", value=EXAMPLE, response_only=True)])
class SearchSerializer(serializers.Serializer[Any]):
    leads = FoundLeadSerializer(many=True)
    calls = FoundCallSerializer(many=True)
    chats = FoundChatSerializer(many=True)
    meetings = FoundMeetingSerializer(many=True)
