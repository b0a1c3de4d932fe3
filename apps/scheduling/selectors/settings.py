from datetime import date

from django.db.models import Q, QuerySet

from apps.scheduling.models import AppointmentSettings, DateException, OpeningHours, Resource, Service


def settings_get() -> AppointmentSettings:
    return AppointmentSettings.objects.get()


def opening_hours(*, resource_id: int | None = None) -> QuerySet[OpeningHours]:
    """The business's own week, or a resource's."""
    return OpeningHours.objects.filter(Q(resource=resource_id)).order_by("weekday", "opens")


def date_exceptions(*, date_from: date | None = None, date_to: date | None = None) -> QuerySet[DateException]:
    """Of the dates date_from..date_to, both included, with their hours."""
    within = Q()
    if date_from is not None:
        within &= Q(date__gte=date_from)
    if date_to is not None:
        within &= Q(date__lte=date_to)
    return DateException.objects.filter(within).prefetch_related("hours").order_by("date", "id")


def services_list() -> QuerySet[Service]:
    return Service.objects.prefetch_related("resources").order_by("position", "id")


def resources_list() -> QuerySet[Resource]:
    return Resource.objects.order_by("position", "id")
