from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from apps.audit.actors import Actor
from apps.scheduling.diary import ExceptionKind
from apps.scheduling.errors import DateExceptionNotFoundError, HoursNeededError, ResourceUnknownError
from apps.scheduling.hours import Span
from apps.scheduling.models import AppointmentSettings, DateException, DateHours, Resource
from apps.scheduling.services.holidays import holidays_refresh
from apps.scheduling.services.settings import scheduling_announce, spans_check

Source = DateException.Source


def date_exception_set(
    *,
    day: date,
    kind: ExceptionKind,
    spans: Sequence[Span] = (),
    name: str = "",
    resource_id: int | None = None,
    actor: Actor,
) -> DateException:
    """What a date is like from now on, whatever it was; from then on it is a person's and no holiday takes
    its place. Raises HoursNeededError, HoursOverlapError, ResourceUnknownError.
    """
    if (kind == ExceptionKind.HOURS) != bool(spans):
        raise HoursNeededError
    spans_check(spans)
    with transaction.atomic():
        AppointmentSettings.objects.select_for_update(no_key=True).get()
        if resource_id is not None and not Resource.objects.filter(pk=resource_id).exists():
            raise ResourceUnknownError
        known = DateException.objects.filter(Q(resource=resource_id), date=day).first()
        row = known or DateException(date=day, resource_id=resource_id)
        row.kind, row.source, row.name = kind, Source.MANUAL, name or row.name
        row.save()
        row.hours.all().delete()
        DateHours.objects.bulk_create(
            DateHours(exception=row, opens=opens, closes=closes) for opens, closes in sorted(spans)
        )
        scheduling_announce("date", row.pk, "updated" if known else "created", actor=actor)
    return row


def date_exception_delete(*, date_exception_id: int, actor: Actor) -> None:
    """Takes back what is said of a date. A holiday stays as a name with the usual hours, or it would come
    back with the next calendar; where a person said it, the date is the calendar's again at once. Raises
    DateExceptionNotFoundError.
    """
    with transaction.atomic():
        AppointmentSettings.objects.select_for_update(no_key=True).get()
        row = DateException.objects.select_for_update().filter(pk=date_exception_id).first()
        if row is None:
            raise DateExceptionNotFoundError
        scheduling_announce("date", row.pk, "deleted", actor=actor)
        if row.source == Source.HOLIDAY:
            row.kind, row.source = ExceptionKind.USUAL, Source.MANUAL
            row.save()
            row.hours.all().delete()
        else:
            row.delete()
            if row.resource_id is None:
                holidays_refresh()
