from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection
from psycopg import sql

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core import clock
from apps.crm.events import LeadUpdated
from apps.crm.identities import ADDRESSES, Identity
from apps.crm.models import ContactIdentity, Lead
from apps.crm.selectors.identities import identities_owners, identities_proven
from apps.events.services import event_publish

# It waits for a rival that has not committed yet, so whose an address is that was not given is final.
INSERT = """
    INSERT INTO crm_contactidentity (lead_id, kind, value, created_at)
    SELECT lead_id, kind, value, %s
    FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS given (lead_id, kind, value)
    ON CONFLICT (kind, value) DO NOTHING
    RETURNING id, kind, value
"""

# Nobody deletes whom it finds before this transaction ends. Django knows only stronger locks.
OTHERS_HELD = sql.SQL("""
    SELECT id FROM crm_lead WHERE {field} = %s AND {field} <> '' AND id <> %s AND merged_into_id IS NULL
    LIMIT 2 FOR KEY SHARE
""")
OTHERS_HELD_OF_KIND = {
    kind: OTHERS_HELD.format(field=sql.Identifier(name)).as_string() for kind, name in ADDRESSES.items()
}


@dataclass(frozen=True, slots=True)
class Claims:
    """`made`: ids of the addresses that became the lead's now. `owners`: whose the others are, by lead id."""

    made: Mapping[Identity, int] = field(default_factory=dict)
    owners: Mapping[Identity, int] = field(default_factory=dict)

    def __contains__(self, identity: Identity) -> bool:
        return identity in self.made or identity in self.owners


def identities_claim(*, lead_id: int, given: Iterable[Identity]) -> Claims:
    """Gives each address to the lead unless somebody has it."""
    wanted = list(given)
    made = identities_insert(dict.fromkeys(wanted, lead_id))
    return Claims(made, identities_owners(identity for identity in wanted if identity not in made))


def identities_insert(wanted: Mapping[Identity, int]) -> dict[Identity, int]:
    """As `identities_claim` for many leads; returns the ids of the addresses that were nobody's.

    In one order, so that two who claim the same ones never wait for each other: a transaction that claims
    several does it at once.
    """
    if not wanted:
        return {}
    ordered = sorted(wanted)
    kinds, values = ([identity[place] for identity in ordered] for place in (0, 1))
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [clock.now(), [wanted[identity] for identity in ordered], kinds, values])
        return {(kind, value): identity_id for identity_id, kind, value in cursor.fetchall()}


def identities_retire(*, lead: Lead, before: Mapping[str, str], actor: Actor) -> None:
    """A person corrected the locked lead's card, which held the addresses `before`: what was only ever typed
    there was wrong and no longer finds the lead. An address the lead was heard from stays.
    """
    gone = [
        (kind, before[name])
        for kind, name in ADDRESSES.items()
        if before[name] not in ("", getattr(lead, name))
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
        identities_insert({(identity.kind, identity.value): heir_id})
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
