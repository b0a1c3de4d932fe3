from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from apps.crm.api.serializers.history import PERSON, PersonSerializer

KINDS = ("call", "message", "appointment", "task", "note", "status", "event")
DATA_SCHEMA = {"type": "object", "additionalProperties": True}
AT = "2026-11-22T13:05:09Z"
AI = {"kind": "ai", "user_id": None, "name": ""}
CUSTOMER = {"kind": "customer", "user_id": None, "name": ""}
EXAMPLES = [
    (
        "call",
        31,
        CUSTOMER,
        "ביקשה הצעת מחיר לשיפוץ מטבח",
        {
            "direction": "inbound",
            "status": "completed",
            "outcome": "lead",
            "duration_ms": 94000,
            "next_step": "לשלוח הצעת מחיר",
            "topic": "שיפוץ מטבח",
            "sentiment": "positive",
        },
    ),
    (
        "message",
        812,
        CUSTOMER,
        "אפשר לדחות ליום שלישי?",
        {
            "conversation_id": 17,
            "channel": "whatsapp",
            "author": "customer",
        },
    ),
    (
        "appointment",
        9,
        AI,
        "ייעוץ",
        {
            "starts_at": "2026-11-24T07:30:00+00:00",
            "ends_at": "2026-11-24T08:00:00+00:00",
            "status": "confirmed",
            "source": "phone",
        },
    ),
    (
        "task",
        4,
        PERSON,
        "לשלוח הצעת מחיר",
        {
            "status": "open",
            "due_at": "2026-11-23T07:00:00+00:00",
            "all_day": False,
            "priority": "high",
            "assignee_id": 3,
            "done_at": None,
        },
    ),
    ("note", 5, PERSON, "ביקשה שנחזור אחרי החגים", {"edited_at": None, "is_cut": False}),
    (
        "status",
        640,
        PERSON,
        "בטיפול",
        {
            "from": {"id": 1, "label": "חדש", "colour": "#2563eb"},
            "to": {"id": 2, "label": "בטיפול", "colour": "#d97706"},
        },
    ),
    (
        "event",
        602,
        PERSON,
        "נרשמה הסכמה לפנייה",
        {
            "action": "lead.consented",
            "consent": "marketing",
            "merge_id": None,
        },
    ),
]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            kind,
            value={"at": AT, "kind": kind, "id": key, "actor": actor, "summary": summary, "data": data},
            response_only=True,
        )
        for kind, key, actor, summary, data in EXAMPLES
    ]
)
class EntrySerializer(serializers.Serializer[Any]):
    """`id` is the thing's own among its `kind`; `data` holds what is known of it, as the examples do.

    A label in `data` is null when the status was deleted since.
    """

    at = serializers.DateTimeField(help_text="When it happened; of an appointment, when it begins.")
    kind = serializers.ChoiceField(choices=[(kind, kind) for kind in KINDS])
    id = serializers.IntegerField()
    actor = PersonSerializer()
    summary = serializers.CharField(help_text="Its words, 500 characters at most of messages and notes.")
    data = serializers.DictField()  # type: ignore[assignment] # Serializer has an attribute of this name
