from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from apps.crm.models import Lead
from apps.scheduling.models import Appointment, Resource

APPOINTMENT_EXAMPLE = {
    "id": 5,
    "lead": {"id": 17, "name": "דנה כהן", "phone": "+972521234567"},
    "resource": {"id": 1, "name": "יומן ראשי"},
    "service": "תספורת",
    "starts_at": "2026-11-24T07:30:00Z",
    "ends_at": "2026-11-24T08:00:00Z",
    "status": "confirmed",
    "source": "phone",
    "source_kind": "call",
    "source_id": 31,
    "notes": "",
    "created_at": "2026-11-22T13:06:41Z",
}


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
    """Times are UTC; show them in the business's zone (`/me`)."""

    lead = AppointmentLeadSerializer()
    resource = AppointmentResourceSerializer()
    service = serializers.CharField(source="service_label")

    class Meta:
        model = Appointment
        fields = tuple(APPOINTMENT_EXAMPLE)


class AppointmentQuerySerializer(serializers.Serializer[Any]):
    to = serializers.DateTimeField(required=False, help_text="Only those that start before this instant.")
    lead = serializers.IntegerField(required=False, help_text="Only those of this lead.")

    def get_fields(self) -> dict[str, Any]:
        # "from" cannot be a class attribute in Python.
        starts_from = serializers.DateTimeField(
            required=False, help_text="Only those that start at this instant or later."
        )
        return {"from": starts_from, **super().get_fields()}
