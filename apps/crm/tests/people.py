"""Who does things in these tests, and whom they are done to."""

from apps.audit.actors import SYSTEM, Actor, ActorKind
from apps.crm.services.capture import lead_capture

DANA = Actor(kind=ActorKind.USER, user_id=7)


def captured(*identities, source="phone", actor=SYSTEM, **more):
    return lead_capture(source=source, identities=identities, actor=actor, **more)


def lead_of(phone, source="phone"):
    """The lead of a number, and whether it was made now."""
    found = captured(("phone", phone), source=source)
    return found.lead, found.is_new


def identities_of(lead):
    return sorted(lead.identities.values_list("kind", "value"))
