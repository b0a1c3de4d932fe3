from django.db import transaction

from apps.audit.actors import Actor
from apps.core.contention import again_if_contended
from apps.crm.errors.leads import IdentityNotFoundError, IdentityProvenError
from apps.crm.events import LeadUpdated
from apps.crm.selectors.identities import identities_proven
from apps.crm.services.identities import identity_release
from apps.crm.services.locking import lead_locked
from apps.events.services import event_publish


@again_if_contended
def identity_remove(*, lead_id: int, identity_id: int, actor: Actor, may_proven: bool) -> None:
    """Whoever calls or writes from this address next is somebody else; what happened so far stays, and so
    does the lead's way to be called back.

    One that the lead was heard from goes only with `may_proven`.
    Raises LeadNotFoundError, IdentityProvenError, IdentityNotFoundError, also when it was removed before.
    """
    with transaction.atomic():
        lead = lead_locked(lead_id=lead_id)
        identity = lead.identities.filter(pk=identity_id).first()
        if identity is None:
            raise IdentityNotFoundError
        if not may_proven and identities_proven(lead_id=lead.pk, identities=[identity]):
            raise IdentityProvenError
        identity_release(identity, actor=actor)
        event_publish(LeadUpdated(id=lead.pk, fields=["identities"]))
