from collections.abc import Iterable, Mapping

from django.db import connection
from psycopg import sql

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.crm.events import LeadUpdated
from apps.crm.identities import Identity
from apps.crm.models import ContactIdentity, Lead
from apps.crm.selectors.identities import identities_proven
from apps.events.services import event_publish

ADDRESSES = (("email", ContactIdentity.Kind.EMAIL), ("phone", ContactIdentity.Kind.PHONE))
"""Fields of a lead that are kinds of address too."""
# Nobody deletes whom it finds before this transaction ends. Django knows only stronger locks.
OTHERS_HELD = sql.SQL("""
    SELECT id FROM crm_lead WHERE {field} = %s AND {field} <> '' AND id <> %s AND merged_into_id IS NULL
    LIMIT 2 FOR KEY SHARE
""")
OTHERS_HELD_OF_KIND = {
    kind: OTHERS_HELD.format(field=sql.Identifier(field)).as_string() for field, kind in ADDRESSES
}


def identities_claim(*, lead_id: int, given: Iterable[Identity]) -> dict[Identity, ContactIdentity]:
    """Gives each address to the lead unless somebody has it; returns them as they are owned now.

    `given` in the order of `identities_normalised`.
    """
    wanted = list(given)
    # ON CONFLICT DO NOTHING waits for a rival that has not committed yet, so the owner read next is final.
    ContactIdentity.objects.bulk_create(
        [ContactIdentity(lead_id=lead_id, kind=kind, value=value) for kind, value in wanted],
        ignore_conflicts=True,
    )
    return {(kind, value): ContactIdentity.objects.get(kind=kind, value=value) for kind, value in wanted}


def identities_retire(*, lead: Lead, before: Mapping[str, str], actor: Actor) -> None:
    """A person corrected the locked lead's card, which held the addresses `before`: what was only ever typed
    there was wrong and no longer finds the lead. An address the lead was heard from stays.
    """
    gone = [
        (kind, before[field]) for field, kind in ADDRESSES if before[field] not in ("", getattr(lead, field))
    ]
    rows = [row for row in lead.identities.order_by("pk") if (row.kind, row.value) in gone] if gone else []
    proven = identities_proven(lead_id=lead.pk, identities=rows)
    for row in rows:
        if row.pk not in proven:
            identity_release(row, actor=actor)


def identity_release(identity: ContactIdentity, *, actor: Actor) -> None:
    """The address of a locked lead is nobody's, or that of the one other lead that has it on its card."""
    identity_id = identity.pk
    identity.delete()
    heir_id = _heir(identity)
    if heir_id is not None:
        identities_claim(lead_id=heir_id, given=[(identity.kind, identity.value)])
        event_publish(LeadUpdated(id=heir_id, fields=["identities"]))
    audit_record(
        actor=actor,
        action="lead.identity_removed",
        target_kind="lead",
        target_id=identity.lead_id,
        data={"identity_id": identity_id, "kind": identity.kind, "given_to": heir_id},
    )


def _heir(identity: ContactIdentity) -> int | None:
    query = OTHERS_HELD_OF_KIND.get(ContactIdentity.Kind(identity.kind))
    if query is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(query, [identity.value, identity.lead_id])
        others = [int(lead_id) for (lead_id,) in cursor.fetchall()]
    return others[0] if len(others) == 1 else None
