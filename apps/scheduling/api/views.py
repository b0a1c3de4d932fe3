from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.core.api import ApiView, CursorPagination
from apps.scheduling.api.serializers import AppointmentQuerySerializer, AppointmentSerializer
from apps.scheduling.selectors.appointments import appointment_get, appointments_list
from apps.scheduling.services.changes import appointment_cancel


class LatestStartFirst(CursorPagination):
    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        return ("-starts_at", "-id")


class AppointmentListView(ApiView):
    verb = "appointments.view"
    serializer_class = AppointmentSerializer
    pagination_class = LatestStartFirst

    @extend_schema(parameters=[AppointmentQuerySerializer], responses=AppointmentSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Appointments that start in [from, to), the latest start first."""
        asked = AppointmentQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        appointments = appointments_list(
            starts_from=asked.validated_data.get("from"),
            starts_to=asked.validated_data.get("to"),
            lead_id=asked.validated_data.get("lead"),
        )
        return self.page(appointments, AppointmentSerializer)


class AppointmentView(ApiView):
    verb = "appointments.view"
    serializer_class = AppointmentSerializer

    def get(self, request: Request, appointment_id: int) -> Response:
        """One appointment."""
        return Response(AppointmentSerializer(appointment_get(appointment_id=appointment_id)).data)


class AppointmentCancelView(ApiView):
    verb = "appointments.edit"
    serializer_class = AppointmentSerializer

    @extend_schema(request=None, responses=AppointmentSerializer)
    def post(self, request: Request, appointment_id: int) -> Response:
        """Cancels and frees the time, once; 409 appointment_over when it took place."""
        actor = actor_of(request)
        appointment_cancel(appointment_id=appointment_id, actor=actor)
        return Response(AppointmentSerializer(appointment_get(appointment_id=appointment_id)).data)
