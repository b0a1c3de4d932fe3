from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from apps.core import clock
from apps.core.tuples import rows_prepared
from apps.scheduling.diary import DayChange, Diary, ExceptionKind, ResourceFacts, ServiceFacts, plain_rules
from apps.scheduling.hours import ONE_DAY, Opening
from apps.scheduling.models import AppointmentSettings
from apps.scheduling.slots import ServiceRules, SlotRules
from apps.tenants.context import current_schema
from apps.tenants.selectors import business_by_schema

Rows = list[dict[str, Any]]
# A window is a year at most.
AHEAD = timedelta(days=368)
# A meeting takes a day at most, and is open into the day after it.
REACH = timedelta(days=4)
# Small tables, asked for with every slot: one round trip costs less than seven. It is written out because
# putting it together from seven querysets takes Django three times as long as PostgreSQL takes to answer.
EVERYTHING = """
    SELECT json_build_object(
        'settings', to_jsonb(settings),
        'zone', (SELECT timezone FROM public.tenants_business WHERE schema_name = %s),
        'weekly', (SELECT json_agg(hours ORDER BY hours.weekday, hours.opens)
            FROM scheduling_openinghours hours),
        'resources', (SELECT json_agg(resource ORDER BY resource.position, resource.id)
            FROM scheduling_resource resource WHERE resource.is_active),
        'services', (SELECT json_agg(service ORDER BY service.position, service.id)
            FROM scheduling_service service WHERE service.is_active),
        'given_by', (SELECT json_agg(given ORDER BY given.resource_id)
            FROM scheduling_service_resources given),
        'changes', (SELECT json_agg(change) FROM scheduling_dateexception change
            WHERE change.date BETWEEN %s AND %s
            AND (change.kind <> 'usual' OR change.resource_id IS NOT NULL)),
        'spans', (SELECT json_agg(hours ORDER BY hours.opens)
            FROM scheduling_datehours hours JOIN scheduling_dateexception change ON change.id = exception_id
            WHERE change.date BETWEEN %s AND %s)
    )::text
    FROM scheduling_appointmentsettings settings
"""


def diary_get(*, around: datetime | None = None) -> Diary:
    """The diary of the entered business, in one query; of its dates those to come, or those that a meeting
    could reach that starts `around`. Raises LookupError outside a business.
    """
    since = ((around or clock.now()) - ONE_DAY).date()
    until = since + (AHEAD if around is None else REACH)
    found = _found([current_schema(), since, until, since, until])
    settings = found["settings"]
    weekly = _openings(found["weekly"] or [])
    return Diary(
        rules=SlotRules(
            slot_minutes=settings["slot_minutes"],
            min_notice_minutes=settings["min_notice_minutes"],
            window_days=settings["window_days"],
            daily_cap=settings["daily_cap"],
        ),
        zone=ZoneInfo(found["zone"]),
        plain=plain_rules(slot_minutes=settings["slot_minutes"], buffer_minutes=settings["buffer_minutes"]),
        openings=weekly.get(None, ()),
        is_always_open=settings["is_always_open"],
        needs_approval=settings["confirm_mode"] == AppointmentSettings.ConfirmMode.MANUAL,
        phone_required=settings["phone_required"],
        resources=tuple(_resource(row, weekly) for row in found["resources"] or []),
        services=_services(found["services"] or [], found["given_by"] or []),
        changes=_changes(found["changes"] or [], found["spans"] or []),
    )


def zone_get() -> ZoneInfo:
    """The zone of the entered business. Raises LookupError outside one."""
    business = business_by_schema(schema=current_schema())
    if business is None:
        raise LookupError("a diary belongs to a business; enter one first")
    return ZoneInfo(business.timezone)


def _found(parameters: list[Any]) -> dict[str, Any]:
    for (text,) in rows_prepared(EVERYTHING, parameters):
        found: dict[str, Any] = orjson.loads(text)
        return found
    raise LookupError("a diary belongs to a business; enter one first")


def _openings(rows: Rows) -> Mapping[int | None, tuple[Opening, ...]]:
    found: dict[int | None, tuple[Opening, ...]] = {}
    for row in rows:
        opening = Opening(row["weekday"], time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"]))
        found[row["resource_id"]] = (*found.get(row["resource_id"], ()), opening)
    return found


def _resource(row: dict[str, Any], weekly: Mapping[int | None, tuple[Opening, ...]]) -> ResourceFacts:
    own = weekly.get(row["id"], ()) if row["has_own_hours"] else None
    return ResourceFacts(row["id"], row["is_default"], own, row["name"])


def _services(rows: Rows, given_by: Rows) -> tuple[ServiceFacts, ...]:
    able: dict[int, list[int]] = {}
    for row in given_by:
        able.setdefault(row["service_id"], []).append(row["resource_id"])
    return tuple(
        ServiceFacts(
            row["id"],
            row["label"],
            ServiceRules(
                duration=timedelta(minutes=row["duration_minutes"]),
                before=timedelta(minutes=row["buffer_before_minutes"]),
                after=timedelta(minutes=row["buffer_after_minutes"]),
            ),
            tuple(able.get(row["id"], ())),
        )
        for row in rows
    )


def _changes(rows: Rows, spans: Rows) -> tuple[DayChange, ...]:
    hours: dict[int, list[tuple[time, time]]] = {}
    for row in spans:
        span = (time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"]))
        hours.setdefault(row["exception_id"], []).append(span)
    return tuple(
        DayChange(
            date.fromisoformat(row["date"]),
            ExceptionKind(row["kind"]),
            tuple(hours.get(row["id"], ())),
            row["resource_id"],
        )
        for row in rows
    )
