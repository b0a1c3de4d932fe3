from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.core.api import ApiView, refusals
from apps.core.asking import asked_of, given_in
from apps.core.preconditions import etag_of, version_expected
from apps.scheduling.api.serializers.settings import (
    AppointmentSettingsChangeSerializer,
    AppointmentSettingsSerializer,
    DateExceptionSerializer,
    DateExceptionSetSerializer,
    DatesQuerySerializer,
    HoursChangeSerializer,
    HoursQuerySerializer,
    HoursSerializer,
    ResourceChangeSerializer,
    ResourceCreateSerializer,
    ResourceOrderSerializer,
    ResourceSerializer,
    ServiceChangeSerializer,
    ServiceCreateSerializer,
    ServiceOrderSerializer,
    ServiceSerializer,
)
from apps.scheduling.diary import ExceptionKind
from apps.scheduling.holiday_calendar import name_kept
from apps.scheduling.hours import Opening, week_version
from apps.scheduling.models import AppointmentSettings, OpeningHours, Resource, Service
from apps.scheduling.selectors.settings import (
    date_exceptions,
    opening_hours,
    resources_list,
    services_list,
    settings_get,
)
from apps.scheduling.services.catalogue import (
    resource_create,
    resource_update,
    resources_reorder,
    service_create,
    service_update,
    services_reorder,
)
from apps.scheduling.services.exceptions import date_exception_delete, date_exception_set
from apps.scheduling.services.settings import hours_replace, settings_update

MOST_DATES = 1000


class AppointmentSettingsView(ApiView):
    verb = {"GET": "appointments.view", "PATCH": "settings.edit"}
    versioned = ("PATCH",)
    serializer_class = AppointmentSettingsSerializer

    def get(self, request: Request) -> Response:
        """How the business takes appointments, with the ETag."""
        return _settings(settings_get())

    @extend_schema(
        request=AppointmentSettingsChangeSerializer,
        responses={200: AppointmentSettingsSerializer, **refusals(422)},
    )
    def patch(self, request: Request) -> Response:
        """Changes settings; 412 settings_changed, 422 country_unknown. Holidays follow at once."""
        changes = given_in(request, AppointmentSettingsChangeSerializer)
        version = changes.pop("version", None)
        expected = version_expected(request)
        return _settings(
            settings_update(
                changes=changes,
                version=version if expected is None else expected,
                actor=actor_of(request),
            )
        )


class HoursView(ApiView):
    verb = {"GET": "appointments.view", "PUT": "settings.edit"}
    versioned = ("PUT",)
    serializer_class = HoursSerializer
    pagination_class = None

    @extend_schema(
        operation_id="hours_list", parameters=[HoursQuerySerializer], responses=HoursSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        """The business's week, or a resource's own, with its ETag."""
        asked = asked_of(request, HoursQuerySerializer)
        return _week(opening_hours(resource_id=asked.get("resource")))

    @extend_schema(
        request=HoursChangeSerializer, responses={200: HoursSerializer(many=True), **refusals(422)}
    )
    def put(self, request: Request) -> Response:
        """Replaces the whole week; 412 hours_changed, 422 hours_overlap, resource_unknown. Two openings on a
        day leave a break."""
        given = given_in(request, HoursChangeSerializer)
        written = hours_replace(
            openings=given["openings"],
            resource_id=given.get("resource_id"),
            version=version_expected(request),
            actor=actor_of(request),
        )
        return _week(written)


class DateExceptionListView(ApiView):
    verb = {"GET": "appointments.view", "POST": "settings.edit"}
    serializer_class = DateExceptionSerializer
    pagination_class = None

    @extend_schema(parameters=[DatesQuerySerializer], responses=DateExceptionSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Holidays and other dates from..to, a thousand at most."""
        asked = asked_of(request, DatesQuerySerializer)
        rows = date_exceptions(date_from=asked.get("from"), date_to=asked.get("to"))[:MOST_DATES]
        return Response(DateExceptionSerializer(rows, many=True).data)

    @extend_schema(
        request=DateExceptionSetSerializer,
        responses={201: DateExceptionSerializer, **refusals(422)},
    )
    def post(self, request: Request) -> Response:
        """Says what a date is like, in place of what was said of it; 422 hours_needed, hours_overlap."""
        given = given_in(request, DateExceptionSetSerializer)
        row = date_exception_set(
            day=given["date"],
            kind=ExceptionKind(given["kind"]),
            spans=given.get("hours", ()),
            name=name_kept(given["date"], given.get("name", "")),
            resource_id=given.get("resource_id"),
            actor=actor_of(request),
        )
        return Response(DateExceptionSerializer(row).data, status=status.HTTP_201_CREATED)


class DateExceptionView(ApiView):
    verb = "settings.edit"
    serializer_class = DateExceptionSerializer

    @extend_schema(responses={204: None})
    def delete(self, request: Request, date_exception_id: int) -> Response:
        """What was said of a date is taken back: it is the calendar's again. A generated holiday keeps its
        name and has the usual hours."""
        date_exception_delete(date_exception_id=date_exception_id, actor=actor_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ServiceListView(ApiView):
    verb = {"GET": "appointments.view", "POST": "settings.edit"}
    serializer_class = ServiceSerializer
    pagination_class = None

    @extend_schema(responses=ServiceSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What can be booked, and what could."""
        return Response(ServiceSerializer(services_list(), many=True).data)

    @extend_schema(request=ServiceCreateSerializer, responses={201: ServiceSerializer, **refusals(409, 422)})
    def post(self, request: Request) -> Response:
        """Adds a service; 409 name_taken."""
        details = given_in(request, ServiceCreateSerializer)
        made = service_create(details=details, actor=actor_of(request))
        return _service(made, code=status.HTTP_201_CREATED)


class ServiceView(ApiView):
    verb = "settings.edit"
    versioned = ("PATCH",)
    serializer_class = ServiceSerializer

    @extend_schema(request=ServiceChangeSerializer, responses={200: ServiceSerializer, **refusals(409, 422)})
    def patch(self, request: Request, service_id: int) -> Response:
        """Changes a service, or takes it off the list; booked meetings stay as they are. 412
        service_changed, 409 name_taken."""
        changes = given_in(request, ServiceChangeSerializer)
        changed = service_update(
            service_id=service_id,
            changes=changes,
            version=version_expected(request),
            actor=actor_of(request),
        )
        return _service(changed)


class ServiceOrderView(ApiView):
    verb = "settings.edit"
    serializer_class = ServiceSerializer
    pagination_class = None

    @extend_schema(
        request=ServiceOrderSerializer, responses={200: ServiceSerializer(many=True), **refusals(422)}
    )
    def post(self, request: Request) -> Response:
        """Orders the services; 422 order_incomplete."""
        given = given_in(request, ServiceOrderSerializer)
        services_reorder(ids=given["service_ids"], actor=actor_of(request))
        return Response(ServiceSerializer(services_list(), many=True).data)


class ResourceListView(ApiView):
    verb = {"GET": "appointments.view", "POST": "settings.edit"}
    serializer_class = ResourceSerializer
    pagination_class = None

    @extend_schema(responses=ResourceSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Who and what takes appointments."""
        return Response(ResourceSerializer(resources_list(), many=True).data)

    @extend_schema(
        request=ResourceCreateSerializer, responses={201: ResourceSerializer, **refusals(409, 422)}
    )
    def post(self, request: Request) -> Response:
        """Adds a resource; 409 name_taken, 422 member_unknown."""
        details = given_in(request, ResourceCreateSerializer)
        made = resource_create(details=details, actor=actor_of(request))
        return _resource(made, code=status.HTTP_201_CREATED)


class ResourceView(ApiView):
    verb = "settings.edit"
    versioned = ("PATCH",)
    serializer_class = ResourceSerializer

    @extend_schema(
        request=ResourceChangeSerializer, responses={200: ResourceSerializer, **refusals(409, 422)}
    )
    def patch(self, request: Request, resource_id: int) -> Response:
        """Changes a resource; 412 resource_changed, 409 name_taken, resource_is_default."""
        changes = given_in(request, ResourceChangeSerializer)
        changed = resource_update(
            resource_id=resource_id,
            changes=changes,
            version=version_expected(request),
            actor=actor_of(request),
        )
        return _resource(changed)


class ResourceOrderView(ApiView):
    verb = "settings.edit"
    serializer_class = ResourceSerializer
    pagination_class = None

    @extend_schema(
        request=ResourceOrderSerializer, responses={200: ResourceSerializer(many=True), **refusals(422)}
    )
    def post(self, request: Request) -> Response:
        """Orders the resources: the first that is free takes a meeting; 422 order_incomplete."""
        given = given_in(request, ResourceOrderSerializer)
        resources_reorder(ids=given["resource_ids"], actor=actor_of(request))
        return Response(ResourceSerializer(resources_list(), many=True).data)


def _week(rows: Iterable[OpeningHours]) -> Response:
    week = [*rows]
    version = week_version(Opening(row.weekday, row.opens, row.closes) for row in week)
    return Response(HoursSerializer(week, many=True).data, headers={"ETag": etag_of(version)})


def _settings(settings: AppointmentSettings) -> Response:
    described: Any = AppointmentSettingsSerializer(settings).data
    return Response(described, headers={"ETag": etag_of(settings.version)})


def _service(service: Service, code: int = status.HTTP_200_OK) -> Response:
    described: Any = ServiceSerializer(service).data
    return Response(described, status=code, headers={"ETag": etag_of(service.version)})


def _resource(resource: Resource, code: int = status.HTTP_200_OK) -> Response:
    described: Any = ResourceSerializer(resource).data
    return Response(described, status=code, headers={"ETag": etag_of(resource.version)})
