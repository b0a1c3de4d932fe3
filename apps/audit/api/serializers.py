from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from apps.audit.actors import ActorKind
from apps.audit.labels import action_label
from apps.audit.models import AuditEntry
from apps.core.fields import InstantField

ENTRY_EXAMPLE = {
    "id": 904,
    "at": "2026-11-22T13:05:09Z",
    "actor": {"kind": "user", "user_id": 7, "name": "דנה לוי"},
    "impersonator": None,
    "action": "member.role_changed",
    "action_label": "שונה תפקיד",
    "target_kind": "membership",
    "target_id": 12,
    "data": {"from": "agent", "to": "admin"},
}
BIGGEST_ID = 2**63 - 1


class AuditQuerySerializer(serializers.Serializer[Any]):
    actor = serializers.RegexField(
        rf"\A(?:{'|'.join(ActorKind)}|[0-9]{{1,18}})\Z",
        required=False,
        help_text="A user's id, also for what was done in that user's name; or user, ai, system, customer.",
    )
    action = serializers.CharField(
        required=False, max_length=64, help_text='"session.started", or "session" for all of them.'
    )
    target_kind = serializers.CharField(required=False, max_length=32)
    target_id = serializers.IntegerField(required=False, min_value=0, max_value=BIGGEST_ID)
    q = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=100,
        help_text="Part of an action's or a person's name, or the number of what it was done to.",
    )

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Its name is a word of Python's."""
        return {
            **super().get_fields(),
            "from": InstantField(required=False, help_text="From this moment on."),
            "to": InstantField(required=False, help_text="Before this moment."),
        }


class AuditPersonSerializer(serializers.Serializer[Any]):
    user_id = serializers.IntegerField()
    name = serializers.CharField(allow_blank=True, help_text="Empty for somebody who was deleted.")


class AuditActorSerializer(AuditPersonSerializer):
    kind = serializers.ChoiceField(choices=[kind.value for kind in ActorKind])
    user_id = serializers.IntegerField(allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("entry", value=ENTRY_EXAMPLE, response_only=True)])
class AuditEntrySerializer(serializers.ModelSerializer[AuditEntry]):
    """`people` in the context: the names of those in the entries, by id."""

    actor = serializers.SerializerMethodField()
    impersonator = serializers.SerializerMethodField()
    action_label = serializers.SerializerMethodField()

    class Meta:
        model = AuditEntry
        fields = tuple(ENTRY_EXAMPLE)

    @extend_schema_field(AuditActorSerializer)
    def get_actor(self, entry: AuditEntry) -> dict[str, Any]:
        return {"kind": entry.actor_kind, **self._person(entry.actor_user_id)}

    @extend_schema_field(AuditPersonSerializer(allow_null=True))
    def get_impersonator(self, entry: AuditEntry) -> dict[str, Any] | None:
        return None if entry.impersonator_user_id is None else self._person(entry.impersonator_user_id)

    def get_action_label(self, entry: AuditEntry) -> str:
        return action_label(entry.action, language=get_language() or settings.LANGUAGE_CODE)

    def _person(self, user_id: int | None) -> dict[str, Any]:
        return {"user_id": user_id, "name": self.context["people"].get(user_id, "")}
