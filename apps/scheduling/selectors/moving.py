"""What is asked of the diary to move a meeting: the same whether somebody looks for a time or takes one."""

from datetime import timedelta

from apps.scheduling.diary import Diary
from apps.scheduling.errors import AppointmentNotFoundError, ResourceUnknownError
from apps.scheduling.models import Appointment
from apps.scheduling.selectors.slots import Wanted
from apps.scheduling.slots import ServiceRules


def wanted_to_move(diary: Diary, *, appointment_id: int, resource_id: int | None = None) -> Wanted:
    """The same length and buffers at another time, by the named resource; without one by its own, or else by
    whoever gives the service.

    Raises AppointmentNotFoundError and, where nobody can give it, ResourceUnknownError.
    """
    old = Appointment.objects.filter(pk=appointment_id).first()
    if old is None:
        raise AppointmentNotFoundError
    rules = ServiceRules(
        duration=old.ends_at - old.starts_at,
        before=timedelta(minutes=old.buffer_before_minutes),
        after=timedelta(minutes=old.buffer_after_minutes),
    )
    able = _able(diary, old, resource_id)
    is_held = old.status == Appointment.Status.HELD
    return Wanted(
        service=rules,
        resource_ids=able,
        service_id=old.service_id,
        service_label=old.service_label,
        lead_id=old.lead_id,
        moving=old.pk,
        stays_at=old.starts_at if old.resource_id in able and not is_held else None,
    )


def _able(diary: Diary, old: Appointment, resource_id: int | None) -> tuple[int, ...]:
    active = tuple(each.id for each in diary.resources)
    service = diary.service(old.service_id) if old.service_id else None
    own = tuple(each for each in active if each == old.resource_id)
    if resource_id is not None:
        # Who gives a service that is offered no more, nobody knows.
        able = diary.resource_ids(service) if service else active
        if resource_id not in (*own, *able):
            raise ResourceUnknownError
        return (resource_id,)
    is_known = service is not None or old.service_id is None
    others = diary.resource_ids(service) if is_known else ()
    able = (*own, *(each for each in others if each not in own))
    if not able:
        raise ResourceUnknownError
    return able
