"""Nobody is in two places: what a lead has at a time stands in the way of anything else of theirs then."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from apps.scheduling.errors import AlreadyBookedError
from apps.scheduling.models import Appointment
from apps.scheduling.selectors.neighbours import Neighbour
from apps.scheduling.selectors.slots import Wanted


def standing_at(
    neighbours: Iterable[Neighbour],
    *,
    lead_id: int,
    starts_at: datetime,
    wanted: Wanted,
) -> Appointment | None:
    """Locked: whatever the lead has booked while the wanted meeting would take place, first what begins with
    it, and nothing of the meeting that is to be moved; or a hold of what is wanted at this start. Its other
    holds give way.
    """
    ends_at = starts_at + wanted.service.duration
    for each in sorted(neighbours, key=lambda each: (each.starts_at != starts_at, not _is_of(each, wanted))):
        if each.lead_id != lead_id or each.is_expired or each.id == wanted.moving:
            continue
        if each.is_held and (each.starts_at != starts_at or not _is_of(each, wanted)):
            continue
        if each.starts_at >= ends_at or each.ends_at <= starts_at:
            continue
        rows = Appointment.objects.select_for_update(no_key=True)
        # It may have been cancelled since it was looked at.
        standing = rows.filter(pk=each.id, status__in=Appointment.BLOCKING).first()
        if standing is not None:
            return standing
    return None


def already_booked(standing: Appointment, zone: ZoneInfo) -> AlreadyBookedError:
    return AlreadyBookedError(
        appointment={
            "id": standing.pk,
            "starts_at": standing.starts_at.astimezone(zone).isoformat(),
            "service": standing.service_label,
            "service_id": standing.service_id,
            "resource_id": standing.resource_id,
        }
    )


def _is_of(hold: Neighbour, wanted: Wanted) -> bool:
    # A move makes no hold its own.
    if wanted.moving is not None:
        return False
    return hold.service_id == wanted.service_id and hold.resource_id in wanted.resource_ids
