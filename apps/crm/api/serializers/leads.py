from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from apps.core.fields import InstantField
from apps.crm.api.serializers.statuses import StatusOfLeadSerializer
from apps.crm.errors.leads import BulkChangeInvalidError
from apps.crm.models import Lead, LeadSource

MOST_AT_ONCE = 500
LARGEST_ID = 2**63 - 1
CUSTOM_SCHEMA = {
    "type": "object",
    "additionalProperties": {"oneOf": [{"type": "string"}, {"type": "number"}], "nullable": True},
}
LEAD_EXAMPLE = {
    "id": 17,
    "name": "דנה כהן",
    "phone": "+972521234567",
    "email": "",
    "status": {"id": 1, "label": "חדש", "colour": "#2563eb", "kind": "open", "stale_after_days": 2},
    "source": "phone",
    "owner_id": 3,
    "city": "חיפה",
    "service_wanted": "תספורת",
    "notes": "",
    "tags": ["VIP"],
    "next_step": "לשלוח הצעת מחיר",
    "next_step_at": "2026-11-24T09:00:00Z",
    "custom": {"budget": 1200},
    "version": 2,
    "last_activity_at": "2026-11-22T13:06:41Z",
    "created_at": "2026-11-22T13:05:09Z",
    "updated_at": "2026-11-22T13:06:41Z",
}
ENTRY_SOURCES = [(kind.value, kind.label) for kind in (LeadSource.MANUAL, LeadSource.FORM, LeadSource.API)]
"""Who may say that a lead came over them; calls, chats and imports say it themselves."""
DETAILS_EXAMPLE = {"name": "דנה כהן", "phone": "052-1234567", "city": "חיפה", "tags": ["VIP"]}


@extend_schema_field(CUSTOM_SCHEMA)
class CustomValuesField(serializers.DictField):
    """The business's own fields by key. In a change, null empties a field and what is left out stays."""

    child = serializers.JSONField(allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("lead", value=LEAD_EXAMPLE, response_only=True)])
class LeadSerializer(serializers.ModelSerializer[Any]):
    status = StatusOfLeadSerializer()
    custom = CustomValuesField()

    class Meta:
        model = Lead
        fields = tuple(LEAD_EXAMPLE)


@extend_schema_serializer(
    examples=[
        OpenApiExample("new", value={**LEAD_EXAMPLE, "matched": False}, response_only=True),
        OpenApiExample("known", value={**LEAD_EXAMPLE, "matched": True}, response_only=True),
    ]
)
class LeadMatchedSerializer(LeadSerializer):
    """`matched`: somebody with this phone number or address was a lead already, and this is that lead."""

    matched = serializers.BooleanField(read_only=True)

    class Meta(LeadSerializer.Meta):
        fields = (*LeadSerializer.Meta.fields, "matched")


class LeadDetailsSerializer(serializers.Serializer[Any]):
    """What people may write about a lead."""

    name = serializers.CharField(required=False, allow_blank=True, max_length=120)
    phone = serializers.CharField(required=False, allow_blank=True, max_length=32)
    email = serializers.CharField(required=False, allow_blank=True, max_length=254)
    status = serializers.IntegerField(required=False, source="status_id")
    owner_id = serializers.IntegerField(required=False, allow_null=True)
    city = serializers.CharField(required=False, allow_blank=True, max_length=80)
    service_wanted = serializers.CharField(required=False, allow_blank=True, max_length=120)
    notes = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    tags = serializers.ListField(child=serializers.CharField(max_length=40), required=False, max_length=20)
    next_step = serializers.CharField(required=False, allow_blank=True, max_length=300)
    next_step_at = InstantField(required=False, allow_null=True)
    custom = CustomValuesField(required=False)


@extend_schema_serializer(
    examples=[OpenApiExample("new lead", value={**DETAILS_EXAMPLE, "source": "manual"})]
)
class LeadCreateSerializer(LeadDetailsSerializer):
    """A name, a phone number or an e-mail address at least."""

    source = serializers.ChoiceField(  # type: ignore[assignment] # Field has an attribute of this name
        choices=ENTRY_SOURCES,
        default=LeadSource.MANUAL,
    )


@extend_schema_serializer(
    examples=[OpenApiExample("change", value={"status": 5, "notes": "לחזור ביום ראשון", "version": 2})]
)
class LeadChangeSerializer(LeadDetailsSerializer):
    """Only what is given changes. With `version` or If-Match, a lead changed by others since is refused."""

    version = serializers.IntegerField(required=False, min_value=1)


class LeadQuerySerializer(serializers.Serializer[Any]):
    """Which leads; also `custom.<key>=value` for a field of the business's own."""

    status = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST_ID, help_text="Only leads with this status."
    )
    owner = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST_ID, help_text="Only leads of this user."
    )
    source = serializers.ChoiceField(required=False, choices=LeadSource.choices)  # type: ignore[assignment] # Field has an attribute of this name
    tag = serializers.CharField(required=False, max_length=40)
    city = serializers.CharField(required=False, max_length=80)
    q = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=100,
        help_text="Part of a name, a number, an e-mail address, a city or a service: two letters or digits at"
        " least. Fewer than three are looked for at the beginning of words only.",
    )
    stale = serializers.BooleanField(
        required=False,
        allow_null=True,
        default=None,
        help_text="Not heard of for as long as the status allows.",
    )
    created_from = InstantField(required=False, help_text="Created at or after.")
    created_to = InstantField(required=False, help_text="Created before.")


class LeadListQuerySerializer(LeadQuerySerializer):
    ordering = serializers.ChoiceField(
        required=False,
        choices=["-created", "created", "-last_activity", "name", "-updated"],
        default="-created",
    )


@extend_schema_serializer(
    examples=[OpenApiExample("move", value={"status_id": 4, "after_id": 12, "before_id": 9})]
)
class LeadMoveSerializer(serializers.Serializer[Any]):
    """Right after the lead `after_id`, else right before `before_id`, else on top of the column."""

    status_id = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    before_id = serializers.IntegerField(required=False, allow_null=True, default=None)
    after_id = serializers.IntegerField(required=False, allow_null=True, default=None)


class BoardColumnSerializer(serializers.Serializer[Any]):
    """`next` leads to what follows in the column. `count` is exact up to 1,000, and 1,000 for any more."""

    status = StatusOfLeadSerializer()
    count = serializers.IntegerField()
    has_more_than_count = serializers.BooleanField()
    leads = LeadSerializer(many=True)
    next = serializers.URLField(allow_null=True)


class BoardSerializer(serializers.Serializer[Any]):
    columns = BoardColumnSerializer(many=True)


class BulkChangeSerializer(serializers.Serializer[Any]):
    """Exactly one of these."""

    status = serializers.IntegerField(required=False)
    owner_id = serializers.IntegerField(required=False, allow_null=True)
    add_tags = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, max_length=20
    )
    remove_tags = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, max_length=20
    )
    delete = serializers.BooleanField(required=False)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if len(given) != 1 or given.get("delete") is False:
            raise BulkChangeInvalidError
        return given


@extend_schema_serializer(
    examples=[OpenApiExample("status of three", value={"ids": [17, 18, 19], "change": {"status": 4}})]
)
class BulkSerializer(serializers.Serializer[Any]):
    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID),
        min_length=1,
        max_length=MOST_AT_ONCE,
    )
    change = BulkChangeSerializer()


class RefusalSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()


class BulkResultSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    ok = serializers.BooleanField()
    error = RefusalSerializer(required=False)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "one was gone",
            value={
                "results": [
                    {"id": 17, "ok": True},
                    {"id": 18, "ok": False, "error": {"code": "lead_not_found", "message": "לא נמצא."}},
                ]
            },
            response_only=True,
        )
    ]
)
class BulkResultsSerializer(serializers.Serializer[Any]):
    results = BulkResultSerializer(many=True)
