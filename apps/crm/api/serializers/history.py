from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from apps.crm.api.serializers.leads import LARGEST_ID
from apps.crm.models import Consent, ContactIdentity, FieldProvenance, LeadNote, SourceKind

HIDING = (ContactIdentity.Kind.LID, ContactIdentity.Kind.BSUID)
PERSON = {"kind": "user", "user_id": 3, "name": "דנה לוי"}


@extend_schema_serializer(examples=[OpenApiExample("person", value=PERSON, response_only=True)])
class PersonSerializer(serializers.Serializer[Any]):
    """Who did it: `kind` is user, ai, system or customer; only a user has an id and a name."""

    kind = serializers.CharField()
    user_id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()


def person(kind: str, user_id: int | None, names: dict[int, str]) -> dict[str, Any]:
    return {"kind": kind, "user_id": user_id, "name": names.get(user_id, "") if user_id else ""}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "note",
            value={
                "id": 5,
                "author": PERSON,
                "text": "ביקשה שנחזור אחרי החגים",
                "created_at": "2026-11-22T13:05:09Z",
                "edited_at": None,
            },
            response_only=True,
        )
    ]
)
class NoteSerializer(serializers.ModelSerializer[Any]):
    author = serializers.SerializerMethodField()

    class Meta:
        model = LeadNote
        fields = ("id", "author", "text", "created_at", "edited_at")

    @extend_schema_field(PersonSerializer)
    def get_author(self, note: LeadNote) -> dict[str, Any]:
        return person(note.author_kind, note.author_user_id, self.context["names"])


@extend_schema_serializer(examples=[OpenApiExample("note", value={"text": "ביקשה שנחזור אחרי החגים"})])
class NoteWriteSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=10_000)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "value",
            value={
                "id": 9,
                "field": "name",
                "value": "דנה כהן",
                "previous": "",
                "source_kind": "call",
                "source_id": 31,
                "external_id": "item_7",
                "confidence": None,
                "status": "proposed",
                "actor": {"kind": "ai", "user_id": None, "name": ""},
                "at": "2026-11-22T13:05:09Z",
            },
            response_only=True,
        )
    ]
)
class ProvenanceSerializer(serializers.ModelSerializer[Any]):
    """`external_id` is the turn in the call or chat; `confidence` in percent."""

    value = serializers.JSONField(allow_null=True)
    previous = serializers.JSONField(allow_null=True)
    actor = serializers.SerializerMethodField()

    class Meta:
        model = FieldProvenance
        fields = (
            "id",
            "field",
            "value",
            "previous",
            "source_kind",
            "source_id",
            "external_id",
            "confidence",
            "status",
            "actor",
            "at",
        )

    @extend_schema_field(PersonSerializer)
    def get_actor(self, row: FieldProvenance) -> dict[str, Any]:
        return person(row.actor_kind, row.actor_user_id, self.context["names"])


class ProvenanceQuerySerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(required=False, choices=FieldProvenance.Status.choices)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "refused",
            value={
                "id": 4,
                "kind": "marketing",
                "granted": False,
                "source": "ביקש בשיחה לא לקבל הודעות",
                "source_kind": "call",
                "source_id": 31,
                "at": "2026-11-22T13:05:09Z",
                "actor": PERSON,
                "is_current": True,
            },
            response_only=True,
        )
    ]
)
class ConsentSerializer(serializers.ModelSerializer[Any]):
    """`is_current`: what holds for its kind now."""

    actor = serializers.SerializerMethodField()
    is_current = serializers.SerializerMethodField()

    class Meta:
        model = Consent
        fields = ("id", "kind", "granted", "source", "source_kind", "source_id", "at", "actor", "is_current")

    @extend_schema_field(PersonSerializer)
    def get_actor(self, consent: Consent) -> dict[str, Any]:
        return person(consent.actor_kind, consent.actor_user_id, self.context["names"])

    def get_is_current(self, consent: Consent) -> bool:
        return consent.pk in self.context["current"]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "opt-out",
            value={
                "kind": "marketing",
                "granted": False,
                "source": "ביקש בשיחה להסיר",
                "source_kind": "call",
                "source_id": 31,
            },
        )
    ]
)
class ConsentWriteSerializer(serializers.Serializer[Any]):
    """`source` says in words where it was said; `source_kind` and `source_id` name the call or message, which
    must be there.
    """

    kind = serializers.ChoiceField(choices=Consent.Kind.choices)
    granted = serializers.BooleanField()
    source = serializers.CharField(max_length=200)  # type: ignore[assignment] # Field has an attribute of this name
    source_kind = serializers.ChoiceField(
        required=False, allow_blank=True, default="", choices=SourceKind.choices
    )
    source_id = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=LARGEST_ID
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "hidden",
            value={
                "id": 8,
                "kind": "lid",
                "value": "••••4821",
                "is_proven": True,
                "created_at": "2026-11-22T13:05:09Z",
            },
            response_only=True,
        )
    ]
)
class IdentitySerializer(serializers.ModelSerializer[Any]):
    """Of an id by which WhatsApp hides a number only the end is shown.

    `is_proven`: the lead was heard from it; else it was only written down.
    """

    value = serializers.SerializerMethodField("value_shown")
    is_proven = serializers.SerializerMethodField("was_heard_from")

    class Meta:
        model = ContactIdentity
        fields = ("id", "kind", "value", "is_proven", "created_at")

    def value_shown(self, identity: ContactIdentity) -> str:
        if identity.kind in HIDING:
            return f"••••{identity.value.partition('@')[0][-4:]}"
        return identity.value

    def was_heard_from(self, identity: ContactIdentity) -> bool:
        return identity.pk in self.context["proven"]
