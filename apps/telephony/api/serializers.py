from statistics import median
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.accounts.models import Membership
from apps.assistant.models import Understanding
from apps.assistant.selectors import tool_runs_of
from apps.assistant.understanding.selectors import understanding_of_call
from apps.conversations.models import Message
from apps.telephony.models import Call
from apps.telephony.selectors import turns_of
from apps.telephony.tickets import recording_ticket
from apps.tenants.context import current_schema
from apps.usage.selectors import usage_by_model


class CallQuerySerializer(serializers.Serializer[Any]):
    lead = serializers.IntegerField(required=False, help_text="Only calls of this lead.")


class CallLeadSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    phone = serializers.CharField(help_text="E.164; empty when unknown")


class CallAppointmentSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    status = serializers.CharField()


class TurnSerializer(serializers.ModelSerializer[Message]):
    class Meta:
        model = Message
        fields = ["id", "position", "author", "text", "unheard_text", "offset_ms", "duration_ms"]
        extra_kwargs = {
            "text": {"help_text": "What was heard; empty while the caller's words are being transcribed"},
            "unheard_text": {"help_text": "What the assistant was saying when the caller cut in"},
            "offset_ms": {"help_text": "Milliseconds from the start of the call"},
        }


class RecordingSerializer(serializers.Serializer[Any]):
    url = serializers.CharField(help_text="Opens without a token for a quarter of an hour")
    duration_ms = serializers.IntegerField()
    expires_at = serializers.DateTimeField()
    peaks = serializers.ListField(child=serializers.IntegerField(min_value=0, max_value=100))


class CallUsageSerializer(serializers.Serializer[Any]):
    model = serializers.CharField()
    kind = serializers.ChoiceField(choices=["realtime", "transcription", "text", "telephony"])
    tokens = serializers.DictField(child=serializers.IntegerField())
    seconds = serializers.FloatField(allow_null=True)
    cost_micro_usd = serializers.IntegerField()


class CallLatencySerializer(serializers.Serializer[Any]):
    first_audio_ms = serializers.IntegerField(allow_null=True, help_text="From the stream's start")
    turn_ms_median = serializers.IntegerField(
        allow_null=True, help_text="From the end of the caller's turn to the assistant's first sound"
    )


class CallIntentSerializer(serializers.Serializer[Any]):
    turn = serializers.CharField(help_text="The turn's id in the call")
    turn_id = serializers.IntegerField(allow_null=True, help_text="Its `id` among the `turns`")
    intent = serializers.ChoiceField(choices=["hours_info", "ask", "confirm", "none"])
    date = serializers.CharField(allow_null=True, default=None)
    time = serializers.CharField(allow_null=True, default=None)
    name = serializers.CharField(allow_null=True, default=None)
    confidence = serializers.IntegerField(allow_null=True, default=None, help_text="In percent")


class CallUnderstandingSerializer(serializers.Serializer[Any]):
    """`intents`: what each of the caller's turns was about in the diary, as the model has it."""

    topic = serializers.CharField()
    sentiment = serializers.ChoiceField(choices=Understanding.Sentiment.choices, allow_blank=True)
    intents = CallIntentSerializer(many=True)


class CallToolSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    ok = serializers.BooleanField()
    at_ms = serializers.IntegerField(help_text="Milliseconds from the start of the call")


class CallSerializer(serializers.ModelSerializer[Call]):
    """A call as a list shows it. `cost_micro_usd` is null for those who may not see costs."""

    sid = serializers.SerializerMethodField(help_text="The last four characters")
    lead = CallLeadSerializer(allow_null=True)
    appointment = serializers.SerializerMethodField()
    cost_micro_usd = serializers.SerializerMethodField()

    class Meta:
        model = Call
        fields = [
            "id",
            "sid",
            "direction",
            "from_number",
            "to_number",
            "status",
            "outcome",
            "started_at",
            "answered_at",
            "ended_at",
            "end_reason",
            "duration_ms",
            "lead",
            "appointment",
            "summary",
            "next_step",
            "cost_micro_usd",
        ]

    def get_sid(self, call: Call) -> str:
        return call.sid[-4:]

    @extend_schema_field(CallAppointmentSerializer(allow_null=True))
    def get_appointment(self, call: Any) -> dict[str, Any] | None:
        if call.appointment_id is None:
            return None
        return dict(
            CallAppointmentSerializer(
                {
                    "id": call.appointment_id,
                    "starts_at": call.appointment_starts_at,
                    "status": call.appointment_status,
                }
            ).data
        )

    def get_cost_micro_usd(self, call: Call) -> int | None:
        costs: dict[int, int] | None = self.context.get("costs")
        return None if costs is None else costs.get(call.pk, 0)


class CallDetailSerializer(CallSerializer):
    """A call with all that was said and measured. `usage` is null for those who may not see costs.

    `is_recorded` is false for a call of a business whose recording is switched off.
    """

    turns = serializers.SerializerMethodField()
    recording = serializers.SerializerMethodField()
    usage = serializers.SerializerMethodField()
    latency = serializers.SerializerMethodField()
    understanding = serializers.SerializerMethodField()
    tools = serializers.SerializerMethodField()

    class Meta(CallSerializer.Meta):
        fields = [
            *CallSerializer.Meta.fields,
            "is_recorded",
            "turns",
            "recording",
            "usage",
            "latency",
            "understanding",
            "tools",
        ]

    @extend_schema_field(TurnSerializer(many=True))
    def get_turns(self, call: Call) -> list[Any]:
        return list(TurnSerializer(turns_of(call_id=call.pk), many=True).data)

    @extend_schema_field(RecordingSerializer(allow_null=True))
    def get_recording(self, call: Call) -> dict[str, Any] | None:
        recording = getattr(call, "recording", None)
        listener: Membership | None = self.context["listener"]
        if recording is None or listener is None:
            return None
        ticket = recording_ticket(schema=current_schema(), call_id=call.pk, membership=listener)
        url = reverse("call-recording", args=[call.pk], urlconf="prosaas.urls_tenant")
        return dict(
            RecordingSerializer(
                {
                    "url": f"{url}?ticket={ticket}",
                    "duration_ms": recording.duration_ms,
                    "expires_at": recording.expires_at,
                    "peaks": recording.peaks,
                }
            ).data
        )

    @extend_schema_field(CallUsageSerializer(many=True, allow_null=True))
    def get_usage(self, call: Call) -> list[Any] | None:
        if self.context.get("costs") is None:
            return None
        sums = usage_by_model(business_schema=current_schema(), source_kind="call", source_id=call.pk)
        return list(CallUsageSerializer(sums, many=True).data)

    @extend_schema_field(CallLatencySerializer)
    def get_latency(self, call: Call) -> dict[str, int | None]:
        turns = call.turn_latencies_ms
        return {
            "first_audio_ms": call.first_audio_ms,
            "turn_ms_median": round(median(turns)) if turns else None,
        }

    @extend_schema_field(CallUnderstandingSerializer(allow_null=True))
    def get_understanding(self, call: Call) -> dict[str, Any] | None:
        understood = understanding_of_call(call_id=call.pk)
        if understood is None:
            return None
        ids = dict(turns_of(call_id=call.pk).values_list("external_id", "pk"))
        intents = [{**intent, "turn_id": ids.get(intent["turn"])} for intent in understood.intents]
        given = {"topic": understood.topic, "sentiment": understood.sentiment, "intents": intents}
        return dict(CallUnderstandingSerializer(given).data)

    @extend_schema_field(CallToolSerializer(many=True))
    def get_tools(self, call: Call) -> list[dict[str, Any]]:
        began = call.answered_at or call.started_at
        return [
            {
                "name": run.name,
                "ok": run.ok,
                "at_ms": max(0, round((run.created_at - began).total_seconds() * 1000)),
            }
            for run in tool_runs_of(source_kind="call", source_id=call.pk)
        ]
