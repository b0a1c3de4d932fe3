"""What a business's diary is made of, as values. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from apps.scheduling.hours import Hours, Opening, Span, spans_shared
from apps.scheduling.slots import Provider, Question, ServiceRules, SlotRules

Busy = Mapping[int, Sequence[tuple[datetime, datetime]]]
"""By resource."""


class ExceptionKind(StrEnum):
    CLOSED = "closed"
    HOURS = "hours"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class DayChange:
    """What is different on a date; without a resource, for the whole business."""

    day: date
    kind: ExceptionKind
    spans: tuple[Span, ...] = ()
    resource_id: int | None = None


@dataclass(frozen=True, slots=True)
class ResourceFacts:
    """`openings` of its own; None: the business's hold."""

    id: int
    is_default: bool
    openings: tuple[Opening, ...] | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """Without `resource_ids` every resource gives it."""

    id: int
    label: str
    rules: ServiceRules
    resource_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """Everything that decides which appointments a business takes, except those it has.

    Resources and services are the active ones in their order; changes are those of the days to come.
    """

    rules: SlotRules
    zone: ZoneInfo
    plain: ServiceRules
    openings: tuple[Opening, ...] = ()
    is_always_open: bool = False
    needs_approval: bool = False
    phone_required: bool = False
    resources: tuple[ResourceFacts, ...] = ()
    services: tuple[ServiceFacts, ...] = ()
    changes: tuple[DayChange, ...] = field(default_factory=tuple)

    def service(self, service_id: int) -> ServiceFacts | None:
        return next((service for service in self.services if service.id == service_id), None)

    def resource_ids(self, service: ServiceFacts | None) -> tuple[int, ...]:
        """Who gives the service; what is booked without one takes the default resource."""
        if service is None:
            return tuple(each.id for each in self.resources if each.is_default)
        named = service.resource_ids
        return tuple(each.id for each in self.resources if not named or each.id in named)

    def question(
        self,
        *,
        resource_ids: Sequence[int],
        service: ServiceRules,
        busy: Busy,
        now: datetime,
        booked: Mapping[date, int] | None = None,
    ) -> Question:
        """What `slots_find` is asked about these resources, in that order."""
        active = {resource.id: resource for resource in self.resources}
        shared = self._hours(None)
        changed = {change.resource_id for change in self.changes}
        return Question(
            rules=self.rules,
            service=service,
            providers=[
                Provider(
                    resource_id=resource.id,
                    hours=shared
                    if resource.openings is None and resource.id not in changed
                    else self._hours(resource),
                    busy=busy.get(resource.id, ()),
                )
                for resource in (active[each] for each in resource_ids if each in active)
            ],
            now=now,
            zone=self.zone,
            booked=booked or {},
        )

    def _hours(self, resource: ResourceFacts | None) -> Hours:
        """A resource with hours of its own works no longer than they say on a day that the business changed;
        a change of its own goes before the business's.
        """
        own = resource.openings if resource else None
        usual = Hours(
            self.openings if own is None else own, is_always_open=self.is_always_open and own is None
        )
        changes: dict[date, tuple[Span, ...]] = {}
        for change in sorted(self.changes, key=lambda each: each.resource_id is not None):
            if change.resource_id not in (None, resource.id if resource else None):
                continue
            changes.pop(change.day, None)
            if change.kind == ExceptionKind.CLOSED:
                changes[change.day] = ()
            elif change.kind == ExceptionKind.HOURS:
                is_limited = own is not None and change.resource_id is None
                changes[change.day] = (
                    spans_shared(usual.on(change.day), change.spans) if is_limited else change.spans
                )
        return Hours(usual.openings, changes, usual.is_always_open)


def plain_rules(*, slot_minutes: int, buffer_minutes: int) -> ServiceRules:
    """Of a meeting without a service."""
    return ServiceRules(duration=timedelta(minutes=slot_minutes), after=timedelta(minutes=buffer_minutes))
