from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from apps.core.fields import InstantField
from apps.crm.api.serializers.leads import LARGEST_ID
from apps.crm.models import Lead
from apps.scheduling.api.fields import MomentField, language_asked
from apps.scheduling.holiday_calendar import hebrew_date
from apps.scheduling.models import Appointment, Resource

APPOINTMENT_EXAMPLE = {
    "id": 5,
    "lead": {"id": 17, "name": "דנה כהן", "phone": "+972521234567"},
    "resource": {"id": 1, "name": "יומן ראשי"},
    "service": "תספורת",
    "service_id": 3,
    "starts_at": "2026-11-24T07:30:00Z",
    "ends_at": "2026-11-24T08:00:00Z",
    "hebrew_date": "י״ד כסלו תשפ״ז",
    "buffer_before_minutes": 0,
    "buffer_after_minutes": 0,
    "status": "confirmed",
    "hold_expires_at": None,
    "lineage": "6f1f4d5e-8d7e-4a43-9f5a-0f4f1b0b9a55",
    "rescheduled_count": 0,
    "source": "phone",
    "source_kind": "call",
    "source_id": 31,
    "notes": "",
    "version": 1,
    "created_at": "2026-11-22T13:06:41Z",
    "updated_at": "2026-11-22T13:06:41Z",
}
STARTS_AT = "2026-11-24T07:30:00Z"


OVERLAPPING = "Although the customer has another appointment with somebody else at the time."


class AppointmentLeadSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = Lead
        fields = ("id", "name", "phone")


class AppointmentResourceSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = Resource
        fields = ("id", "name")


@extend_schema_serializer(
    examples=[OpenApiExample("appointment", value=APPOINTMENT_EXAMPLE, response_only=True)]
)
class AppointmentSerializer(serializers.ModelSerializer[Any]):
    """Times are UTC; show them in the business's zone (`/me`). `hebrew_date` is that zone's date, in
    the language that is asked for.
    """

    lead = AppointmentLeadSerializer()
    resource = AppointmentResourceSerializer()
    service = serializers.CharField(source="service_label")
    service_id = serializers.IntegerField(allow_null=True)
    hebrew_date = serializers.SerializerMethodField()

    class Meta:
        model = Appointment
        fields = tuple(APPOINTMENT_EXAMPLE)

    def get_hebrew_date(self, appointment: Appointment) -> str:
        day = appointment.starts_at.astimezone(self.context["zone"]).date()
        return hebrew_date(day, language=language_asked())


class AppointmentQuerySerializer(serializers.Serializer[Any]):
    to = InstantField(required=False, help_text="Only those that start before this instant.")
    lead = serializers.IntegerField(required=False, help_text="Only those of this lead.")
    resource = serializers.IntegerField(required=False, help_text="Only those of this resource.")
    status = serializers.ChoiceField(required=False, choices=Appointment.Status.choices)

    def get_fields(self) -> dict[str, Any]:
        # "from" cannot be a class attribute in Python.
        starts_from = InstantField(
            required=False, help_text="Only those that start at this instant or later."
        )
        return {"from": starts_from, **super().get_fields()}


@extend_schema_serializer(
    examples=[OpenApiExample("haircut", value={"lead": 17, "starts_at": STARTS_AT, "service_id": 3})]
)
class AppointmentCreateSerializer(serializers.Serializer[Any]):
    """Without a service it takes the business's usual length; without a resource whoever is free first."""

    lead = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    starts_at = MomentField()
    service_id = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=LARGEST_ID)
    resource_id = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=LARGEST_ID)
    service = serializers.CharField(
        required=False, allow_blank=True, max_length=120, help_text="What it is for, without a service_id."
    )
    task = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=LARGEST_ID, help_text="The task it came from."
    )
    notes = serializers.CharField(required=False, allow_blank=True, max_length=10_000)
    overlapping = serializers.BooleanField(required=False, help_text=OVERLAPPING)


@extend_schema_serializer(examples=[OpenApiExample("notes", value={"notes": "להביא מסמכים", "version": 1})])
class AppointmentChangeSerializer(serializers.Serializer[Any]):
    notes = serializers.CharField(allow_blank=True, max_length=10_000)
    version = serializers.IntegerField(required=False, min_value=1)


@extend_schema_serializer(examples=[OpenApiExample("later", value={"starts_at": STARTS_AT})])
class AppointmentRescheduleSerializer(serializers.Serializer[Any]):
    starts_at = MomentField()
    resource_id = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=LARGEST_ID)
    overlapping = serializers.BooleanField(required=False, help_text=OVERLAPPING)


class SlotSerializer(serializers.Serializer[Any]):
    """`resource_ids`: who is free for it, whoever is asked first in front."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    resource_ids = serializers.ListField(child=serializers.IntegerField())


class SlotDaySerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    hebrew_date = serializers.CharField()
    slots = SlotSerializer(many=True)


class SlotsSerializer(serializers.Serializer[Any]):
    timezone = serializers.CharField()
    days = SlotDaySerializer(many=True)


class SlotsQuerySerializer(serializers.Serializer[Any]):
    to = serializers.DateField(help_text="The last local date, itself included; 62 days after from at most.")
    service = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    resource = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    moving = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        help_text="The appointment that is to be moved; `service` is its own then.",
    )

    def get_fields(self) -> dict[str, Any]:
        # "from" cannot be a class attribute in Python.
        return {
            "from": serializers.DateField(help_text="The first local date."),
            **super().get_fields(),
        }
