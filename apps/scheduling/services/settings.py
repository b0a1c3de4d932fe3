from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.events.services import event_publish
from apps.scheduling.errors import (
    CountryUnknownError,
    HoursChangedError,
    HoursOverlapError,
    ResourceUnknownError,
    SettingsChangedError,
)
from apps.scheduling.events import SchedulingChanged
from apps.scheduling.holiday_calendar import country_days
from apps.scheduling.hours import Opening, Span, spans_shared, week_version
from apps.scheduling.models import AppointmentSettings, OpeningHours, Resource
from apps.scheduling.services.holidays import holidays_refresh
from apps.scheduling.services.turns import planning_change

SHAPES_HOLIDAYS = frozenset(
    {
        "calendar",
        "calendar_country",
        "holiday_policy",
        "eve_policy",
        "chol_hamoed_policy",
        "is_always_open",
    }
)


def settings_update(
    *, changes: Mapping[str, Any], actor: Actor, version: int | None = None
) -> AppointmentSettings:
    """Writes what differs. Raises SettingsChangedError and CountryUnknownError."""
    with transaction.atomic():
        settings = AppointmentSettings.objects.select_for_update(no_key=True).get()
        if version is not None and version != settings.version:
            raise SettingsChangedError(version=settings.version)
        changed = sorted(name for name, value in changes.items() if getattr(settings, name) != value)
        for name in changed:
            setattr(settings, name, changes[name])
        _country_check(settings)
        if changed:
            planning_change()
            settings.version += 1
            settings.save()
            if SHAPES_HOLIDAYS & set(changed):
                holidays_refresh()
            scheduling_announce("settings", settings.pk, "updated", actor=actor, fields=changed)
    return settings


def zone_follow() -> None:
    """Hours are wall time: whoever follows the diary hears that they mean other moments now. In the
    transaction that gives the entered business another zone.
    """
    settings = AppointmentSettings.objects.get()
    planning_change()
    event_publish(SchedulingChanged(id=settings.pk, noun="settings", change="updated"))


def hours_replace(
    *,
    openings: Sequence[Opening],
    actor: Actor,
    resource_id: int | None = None,
    version: int | None = None,
) -> list[OpeningHours]:
    """The whole week of the business, or of a resource, which from then on has hours of its own; to give
    those up, see `resource_update`. Raises HoursOverlapError, ResourceUnknownError and, when `version` is not
    that of the week as it is, HoursChangedError.
    """
    for weekday in {opening.weekday for opening in openings}:
        spans_check([(each.opens, each.closes) for each in openings if each.weekday == weekday])
    with transaction.atomic():
        # Whoever changes hours queues here.
        AppointmentSettings.objects.select_for_update(no_key=True).get()
        if resource_id is not None:
            _own_hours_begin(resource_id)
        known = OpeningHours.objects.filter(Q(resource=resource_id))
        stands = week_version(Opening(row.weekday, row.opens, row.closes) for row in known)
        if version not in (None, stands):
            raise HoursChangedError(version=stands)
        known.delete()
        written = OpeningHours.objects.bulk_create(
            OpeningHours(resource_id=resource_id, weekday=each.weekday, opens=each.opens, closes=each.closes)
            for each in sorted(openings, key=lambda each: (each.weekday, each.opens))
        )
        if resource_id is None:
            holidays_refresh()
        scheduling_announce("hours", resource_id or 0, "updated", actor=actor)
    return written


def _own_hours_begin(resource_id: int) -> None:
    resource = Resource.objects.filter(pk=resource_id)
    begun = resource.filter(has_own_hours=False).update(has_own_hours=True, version=F("version") + 1)
    if not begun and not resource.exists():
        raise ResourceUnknownError


def spans_check(spans: Sequence[Span]) -> None:
    """Raises HoursOverlapError for spans that end before they begin or overlap."""
    for position, span in enumerate(spans):
        if not spans_shared([span], [span]):
            raise HoursOverlapError
        if spans_shared([span], spans[:position]):
            raise HoursOverlapError


def scheduling_announce(noun: str, target_id: int, change: str, *, actor: Actor, **data: Any) -> None:
    """Of everything that shapes the diary, in the transaction of the change."""
    audit_record(
        actor=actor,
        action=f"scheduling_{noun}.{change}",
        target_kind=f"scheduling_{noun}",
        target_id=target_id,
        data=data,
    )
    event_publish(SchedulingChanged(id=target_id, noun=noun, change=change))


def is_taken(error: IntegrityError) -> bool:
    """Whether a name was given to something else already."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return diagnosis is not None and str(diagnosis.sqlstate) == "23505"


def _country_check(settings: AppointmentSettings) -> None:
    if settings.calendar != AppointmentSettings.Calendar.COUNTRY:
        return
    try:
        country_days(country=settings.calendar_country, years=[])
    except LookupError:
        raise CountryUnknownError from None
