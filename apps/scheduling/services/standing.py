"""Nobody is in two places: what a lead has at a start stands in the way of anything else of theirs then."""

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
    wanted: Wanted | None = None,
    without: int | None = None,
) -> Appointment | None:
    """Locked: whatever the lead has booked at this start, except `without`; or a hold of what is `wanted`.
    Its other holds give way.
    """
    for each in neighbours:
        is_theirs = (each.lead_id, each.starts_at) == (lead_id, starts_at) and not each.is_expired
        if not is_theirs or each.id == without or (each.is_held and not _is_of(each, wanted)):
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


def _is_of(hold: Neighbour, wanted: Wanted | None) -> bool:
    if wanted is None:
        return False
    return hold.service_id == wanted.service_id and hold.resource_id in wanted.resource_ids
