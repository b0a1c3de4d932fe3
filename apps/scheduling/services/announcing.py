from typing import Any

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.events.services import event_publish
from apps.scheduling.events import AppointmentEvent
from apps.scheduling.followers import MeetingChange, followers_tell
from apps.scheduling.models import Appointment


def appointment_announce(
    appointment: Appointment,
    event: type[AppointmentEvent],
    *,
    actor: Actor,
    recorded: dict[str, Any],
    **more: Any,
) -> None:
    """To the journal and to whoever follows meetings, in the transaction of the change. `more` are fields of
    the event.
    """
    audit_record(
        actor=actor,
        action=event.type,
        target_kind="appointment",
        target_id=appointment.pk,
        data=recorded,
    )
    event_publish(
        event(
            id=appointment.pk,
            lead_id=appointment.lead_id,
            starts_at=appointment.starts_at.isoformat(),
            status=appointment.status,
            **more,
        )
    )
    followers_tell(
        MeetingChange(
            appointment=appointment, event=event.type, actor=actor, previous_id=more.get("previous_id")
        )
    )
