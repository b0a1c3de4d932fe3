"""What lies where a meeting is to be, and what its lead has at that time: one question before a booking."""

from dataclasses import dataclass
from datetime import datetime

from apps.core.tuples import array, rows_prepared
from apps.scheduling.selectors.slots import Wanted

# Written out, as it is asked with every booking. A join, because the index of the constraint is then asked
# once for each resource; a list of them it could only filter by.
AROUND = """
    SELECT meeting.id, meeting.resource_id, lower(meeting.busy), upper(meeting.busy), meeting.lead_id,
        meeting.service_id, meeting.starts_at, meeting.ends_at, meeting.status = 'held',
        coalesce(meeting.hold_expires_at <= %s, false)
    FROM unnest(%s::bigint[]) AS wanted(resource_id)
    JOIN scheduling_appointment meeting ON meeting.resource_id = wanted.resource_id
        AND meeting.busy && tstzrange(%s, %s) AND meeting.status IN ('held', 'pending', 'confirmed')
    UNION
    SELECT own.id, own.resource_id, lower(own.busy), upper(own.busy), own.lead_id, own.service_id,
        own.starts_at, own.ends_at, own.status = 'held', coalesce(own.hold_expires_at <= %s, false)
    FROM scheduling_appointment own
    WHERE own.lead_id = %s AND own.starts_at < %s AND own.ends_at > %s
        AND own.status IN ('held', 'pending', 'confirmed')
    ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A meeting that blocks some of the time wanted or takes place then for the same lead, or a hold that
    ran out and does no longer.
    """

    id: int
    resource_id: int
    busy_from: datetime
    busy_until: datetime
    lead_id: int
    service_id: int | None
    starts_at: datetime
    ends_at: datetime
    is_held: bool
    is_expired: bool


def neighbours_find(wanted: Wanted, *, lead_id: int, starts_at: datetime, now: datetime) -> list[Neighbour]:
    """What stands between the wanted meeting and its place, on any of its resources; and what the lead has
    while it would take place, on any resource at all.
    """
    service = wanted.service
    begins, ends = starts_at - service.before, starts_at + service.duration + service.after
    around = [now, array(wanted.resource_ids), begins, ends]
    own = [now, lead_id, starts_at + service.duration, starts_at]
    return [Neighbour(*row) for row in rows_prepared(AROUND, [*around, *own])]
