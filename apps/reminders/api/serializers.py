from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from apps.crm.api.serializers.leads import LARGEST_ID
from apps.reminders.models import MOST_DAYS, MOST_MINUTES, Reminder, ReminderPlan

PLAN_FIELDS = ("before_days", "before_minutes", "channels", "text_he", "text_en", "is_on")


class ReminderPlanSerializer(serializers.ModelSerializer[Any]):
    channels = serializers.ListField(child=serializers.ChoiceField(choices=ReminderPlan.Channel.choices))

    class Meta:
        model = ReminderPlan
        fields = ("id", "kind", *PLAN_FIELDS, "version")


class ReminderPlansSerializer(serializers.Serializer[Any]):
    """`channels` are those the business can write by now."""

    channels = serializers.ListField(child=serializers.ChoiceField(choices=ReminderPlan.Channel.choices))
    plans = ReminderPlanSerializer(many=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "three days before",
            value={
                "before_days": 3,
                "channels": ["sms"],
                "text_he": "{name}, נפגשים {date} בשעה {time}",
                "text_en": "{name}, we meet on {date} at {time}",
            },
        )
    ]
)
class ReminderPlanCreateSerializer(serializers.Serializer[Any]):
    """So many days before, at the same local time, or so many minutes before. In the texts: {name},
    {business}, {service}, {date}, {day} (today, tomorrow or on its date), {time}, {answer} (how to answer: by
    writing back only where that is read, so a {link} belongs behind it), {link}; 1,000 characters at most
    with those put in. The first channel that reaches the customer is used.
    """

    before_days = serializers.IntegerField(required=False, min_value=0, max_value=MOST_DAYS)
    before_minutes = serializers.IntegerField(required=False, min_value=0, max_value=MOST_MINUTES)
    channels = serializers.ListField(
        child=serializers.ChoiceField(choices=ReminderPlan.Channel.choices), min_length=1, max_length=2
    )
    text_he = serializers.CharField()
    text_en = serializers.CharField()
    is_on = serializers.BooleanField(required=False)


@extend_schema_serializer(examples=[OpenApiExample("off", value={"is_on": False})])
class ReminderPlanChangeSerializer(ReminderPlanCreateSerializer):
    """Only what is given changes. With `version` or If-Match, a plan changed since is refused."""

    version = serializers.IntegerField(required=False, min_value=1)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class RemindersQuerySerializer(serializers.Serializer[Any]):
    appointment = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    lead = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    state = serializers.ChoiceField(required=False, choices=Reminder.State.choices)


class ReminderSerializer(serializers.ModelSerializer[Any]):
    """`reason` says why one was not sent: too_late, quiet_hours, no_address, opted_out, meeting_changed,
    plan_changed, together, or the provider's code. `unknown` ones may have arrived and are not sent again.
    """

    customer = serializers.SerializerMethodField()
    appointment_id = serializers.IntegerField()
    lead_id = serializers.IntegerField()

    class Meta:
        model = Reminder
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "appointment_id",
            "lead_id",
            "customer",
            "kind",
            "starts_at",
            "due_at",
            "state",
            "reason",
            "channel",
            "text",
            "sent_at",
            "delivery",
            "answer",
            "answered_at",
        )

    @extend_schema_field(serializers.CharField())
    def get_customer(self, reminder: Reminder) -> str:
        return reminder.lead.name or reminder.lead.phone
