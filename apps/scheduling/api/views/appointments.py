from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.audit.actors import Actor
from apps.core.api import ApiView, CursorPagination, refusals
from apps.core.asking import asked_of, given_in
from apps.core.preconditions import etag_of, version_expected
from apps.crm.api.downloads import AlwaysJson
from apps.scheduling.api.serializers.appointments import (
    AppointmentChangeSerializer,
    AppointmentCreateSerializer,
    AppointmentQuerySerializer,
    AppointmentRescheduleSerializer,
    AppointmentSerializer,
)
from apps.scheduling.errors import AppointmentChangedError
from apps.scheduling.models import Appointment
from apps.scheduling.selectors.appointments import appointment_get, appointments_list
from apps.scheduling.selectors.diary import zone_get
from apps.scheduling.selectors.feeds import appointment_text
from apps.scheduling.services.booking import Wish, appointment_book, appointment_hold
from apps.scheduling.services.changes import (
    appointment_cancel,
    appointment_confirm,
    appointment_finish,
    appointment_miss,
    appointment_note,
    appointment_reschedule,
)

Change = Callable[..., Appointment]


class LatestStartFirst(CursorPagination):
    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        return ("-starts_at", "-id")


class AppointmentListView(ApiView):
    verb = {"GET": "appointments.view", "POST": "appointments.edit"}
    serializer_class = AppointmentSerializer
    pagination_class = LatestStartFirst

    @extend_schema(parameters=[AppointmentQuerySerializer], responses=AppointmentSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Appointments that start in [from, to), the latest start first."""
        asked = asked_of(request, AppointmentQuerySerializer)
        appointments = appointments_list(
            starts_from=asked.get("from"),
            starts_to=asked.get("to"),
            lead_id=asked.get("lead"),
            resource_id=asked.get("resource"),
            status=asked.get("status", ""),
        )
        rows = self.paginate_queryset(appointments)
        shown = AppointmentSerializer(rows, many=True, context={"zone": zone_get()})
        return self.get_paginated_response(shown.data)

    @extend_schema(
        request=AppointmentCreateSerializer,
        responses={201: AppointmentSerializer, **refusals(404, 409, 422)},
    )
    def post(self, request: Request) -> Response:
        """Books a free slot; 409 slot_taken or day_full, 422 too_soon, beyond_window, outside_hours or
        off_grid, each with the nearest `alternatives`; 422 phone_required. Asked for again, what the lead has
        at that start already is returned; 409 already_booked, with the `appointment`, when that is another
        one, unless both may be `overlapping`."""
        return _made(request, appointment_book)


class AppointmentHoldView(ApiView):
    verb = "appointments.edit"
    serializer_class = AppointmentSerializer

    @extend_schema(
        request=AppointmentCreateSerializer,
        responses={201: AppointmentSerializer, **refusals(404, 409, 422)},
    )
    def post(self, request: Request) -> Response:
        """Keeps a slot for four minutes. Booking it as the same lead, or confirming it, makes it stay.
        Refused as a booking is."""
        return _made(request, appointment_hold)


class AppointmentView(ApiView):
    verb = {"GET": "appointments.view", "PATCH": "appointments.edit"}
    versioned = ("PATCH",)
    serializer_class = AppointmentSerializer

    def get(self, request: Request, appointment_id: int) -> Response:
        """One appointment, with its ETag."""
        return _answer(appointment_id)

    @extend_schema(
        request=AppointmentChangeSerializer,
        responses={200: AppointmentSerializer},
    )
    def patch(self, request: Request, appointment_id: int) -> Response:
        """Changes what is noted; 412 appointment_changed, with it as it is in `current`."""
        given = given_in(request, AppointmentChangeSerializer)
        version = given.pop("version", None)
        return _changed(request, appointment_id, appointment_note, version=version, **given)


class AppointmentStepView(ApiView):
    verb = "appointments.edit"
    versioned = ("POST",)
    serializer_class = AppointmentSerializer
    step: Change

    @extend_schema(
        request=None,
        responses={200: AppointmentSerializer, **refusals(409)},
    )
    def post(self, request: Request, appointment_id: int) -> Response:
        return _changed(request, appointment_id, self.step)


class AppointmentConfirmView(AppointmentStepView):
    """Approves what was asked for or held; 409 appointment_over, or hold_expired with the nearest
    `alternatives`."""

    step = staticmethod(appointment_confirm)


class AppointmentCancelView(AppointmentStepView):
    """Cancels and frees the time, once; 409 appointment_over when it took place."""

    step = staticmethod(appointment_cancel)


class AppointmentRescheduleView(ApiView):
    verb = "appointments.edit"
    versioned = ("POST",)
    serializer_class = AppointmentSerializer

    @extend_schema(
        request=AppointmentRescheduleSerializer,
        responses={200: AppointmentSerializer, **refusals(409, 422)},
    )
    def post(self, request: Request, appointment_id: int) -> Response:
        """Moves it: another appointment of the same `lineage` is answered, the old one is cancelled. Both or
        nothing; refused as a booking is, 409 already_booked too, or 409 appointment_over."""
        given = given_in(request, AppointmentRescheduleSerializer)
        return _changed(request, appointment_id, appointment_reschedule, **given)


class AppointmentNoShowView(AppointmentStepView):
    """The customer did not come; 409 appointment_ahead before it begins."""

    step = staticmethod(appointment_miss)


class AppointmentDoneView(AppointmentStepView):
    """It took place; 409 appointment_ahead before it begins."""

    step = staticmethod(appointment_finish)


class AppointmentFileView(ApiView):
    verb = "appointments.view"
    queryset = Appointment.objects.none()
    content_negotiation_class = AlwaysJson

    @extend_schema(
        operation_id="appointments_file",
        responses={(200, "text/calendar"): OpenApiTypes.STR},
    )
    def get(self, request: Request, appointment_id: int) -> HttpResponse:
        """The appointment as a file for calendar programs."""
        text = appointment_text(appointment_get(appointment_id=appointment_id))
        head = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
        return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=head)


def _made(request: Request, make: Callable[..., Appointment]) -> Response:
    given = given_in(request, AppointmentCreateSerializer)
    actor: Actor = actor_of(request)
    wish = Wish(
        lead_id=given["lead"],
        starts_at=given["starts_at"],
        service_id=given.get("service_id"),
        resource_id=given.get("resource_id"),
        label=given.get("service", ""),
        notes=given.get("notes", ""),
        overlapping=given.get("overlapping", False),
        source=Appointment.Source.DASHBOARD,
        source_kind="task" if given.get("task") else "",
        source_id=given.get("task"),
    )
    return _answer(make(wish, actor=actor).pk, code=status.HTTP_201_CREATED)


def _changed(
    request: Request, appointment_id: int, change: Change, *, version: int | None = None, **given: Any
) -> Response:
    expected = version_expected(request)
    try:
        changed = change(
            appointment_id=appointment_id,
            actor=actor_of(request),
            version=version if expected is None else expected,
            **given,
        )
    except AppointmentChangedError as error:
        error.data["current"] = _described(appointment_get(appointment_id=appointment_id))
        raise
    return _answer(changed.pk)


def _described(appointment: Appointment) -> Any:
    return AppointmentSerializer(appointment, context={"zone": zone_get()}).data


def _answer(appointment_id: int, *, code: int = status.HTTP_200_OK) -> Response:
    appointment = appointment_get(appointment_id=appointment_id)
    head = {"ETag": etag_of(appointment.version)}
    return Response(_described(appointment), status=code, headers=head)
