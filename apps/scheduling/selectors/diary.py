from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from apps.core import clock
from apps.scheduling.diary import DayChange, Diary, ExceptionKind, ResourceFacts, ServiceFacts, plain_rules
from apps.scheduling.hours import ONE_DAY, Opening
from apps.scheduling.models import (
    AppointmentSettings,
    DateException,
    DateHours,
    OpeningHours,
    Resource,
    Service,
)
from apps.scheduling.slots import ServiceRules, SlotRules
from apps.tenants.context import current_schema
from apps.tenants.models import Business
from apps.tenants.selectors import business_by_schema

Rows = list[dict[str, Any]]


def diary_get() -> Diary:
    """The diary of the entered business, in one query. Raises LookupError outside a business."""
    settings = _settings_with_everything().first()
    if settings is None or settings.zone_name is None:
        raise LookupError("a diary belongs to a business; enter one first")
    weekly = _openings(settings.weekly)
    return Diary(
        rules=SlotRules(
            slot_minutes=settings.slot_minutes,
            min_notice_minutes=settings.min_notice_minutes,
            window_days=settings.window_days,
            daily_cap=settings.daily_cap,
        ),
        zone=ZoneInfo(settings.zone_name),
        plain=plain_rules(slot_minutes=settings.slot_minutes, buffer_minutes=settings.buffer_minutes),
        openings=weekly.get(None, ()),
        is_always_open=settings.is_always_open,
        needs_approval=settings.confirm_mode == AppointmentSettings.ConfirmMode.MANUAL,
        phone_required=settings.phone_required,
        resources=tuple(_resource(row, weekly) for row in settings.resources),
        services=tuple(_service(row) for row in settings.services),
        changes=tuple(_change(row) for row in settings.changes),
    )


def zone_get() -> ZoneInfo:
    """The zone of the entered business. Raises LookupError outside one."""
    business = business_by_schema(schema=current_schema())
    if business is None:
        raise LookupError("a diary belongs to a business; enter one first")
    return ZoneInfo(business.timezone)


def _settings_with_everything() -> QuerySet[Any]:
    """Small tables each, so that one round trip costs less than seven."""
    spans = ArraySubquery(
        DateHours.objects.filter(exception=OuterRef("pk")).values(
            span=JSONObject(opens=F("opens"), closes=F("closes"))
        )
    )
    given_by = ArraySubquery(
        Service.resources.through.objects.filter(service=OuterRef("pk"))
        .order_by("resource_id")
        .values("resource_id")
    )
    yesterday = (clock.now() - ONE_DAY).date()
    return AppointmentSettings.objects.annotate(
        zone_name=Subquery(Business.objects.filter(schema_name=current_schema()).values("timezone")),
        weekly=ArraySubquery(
            OpeningHours.objects.values(
                row=JSONObject(
                    resource=F("resource_id"), weekday=F("weekday"), opens=F("opens"), closes=F("closes")
                )
            )
        ),
        resources=ArraySubquery(
            Resource.objects.filter(is_active=True).values(
                row=JSONObject(id=F("id"), is_default=F("is_default"), has_own_hours=F("has_own_hours"))
            )
        ),
        services=ArraySubquery(
            Service.objects.filter(is_active=True).values(
                row=JSONObject(
                    id=F("id"),
                    label=F("label"),
                    duration=F("duration_minutes"),
                    before=F("buffer_before_minutes"),
                    after=F("buffer_after_minutes"),
                    resources=given_by,
                )
            )
        ),
        # A window is a year at most.
        changes=ArraySubquery(
            DateException.objects.filter(date__range=(yesterday, yesterday + timedelta(days=368)))
            .exclude(kind=ExceptionKind.USUAL, resource=None)
            .values(row=JSONObject(day=F("date"), kind=F("kind"), resource=F("resource_id"), spans=spans))
        ),
    )


def _openings(rows: Rows) -> Mapping[int | None, tuple[Opening, ...]]:
    found: dict[int | None, tuple[Opening, ...]] = {}
    for row in rows:
        opening = Opening(row["weekday"], time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"]))
        found[row["resource"]] = (*found.get(row["resource"], ()), opening)
    return found


def _resource(row: dict[str, Any], weekly: Mapping[int | None, tuple[Opening, ...]]) -> ResourceFacts:
    own = weekly.get(row["id"], ()) if row["has_own_hours"] else None
    return ResourceFacts(row["id"], row["is_default"], own)


def _service(row: dict[str, Any]) -> ServiceFacts:
    rules = ServiceRules(
        duration=timedelta(minutes=row["duration"]),
        before=timedelta(minutes=row["before"]),
        after=timedelta(minutes=row["after"]),
    )
    return ServiceFacts(row["id"], row["label"], rules, tuple(row["resources"]))


def _change(row: dict[str, Any]) -> DayChange:
    spans = tuple(
        (time.fromisoformat(span["opens"]), time.fromisoformat(span["closes"])) for span in row["spans"]
    )
    return DayChange(date.fromisoformat(row["day"]), ExceptionKind(row["kind"]), spans, row["resource"])
