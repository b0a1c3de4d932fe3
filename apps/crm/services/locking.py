"""Who may change a lead, in one order: addresses, statuses and own fields, leads, what is theirs.

Addresses are locked all at once in one order, and so are leads, by ascending id. Whoever waited for a lead
learns only then that it was merged, and holds it by then: to ask for the winner next could be the wrong way
round. So what is here raises ContendedError, and the service begins anew (`again_if_contended`).
"""

from collections.abc import Collection, Iterable

from django.db import connection
from django.db.models import Exists

from apps.core.errors import ContendedError
from apps.core.tuples import rows_prepared
from apps.crm.identities import Identity
from apps.crm.models import Lead
from apps.crm.selectors.leads import lead_get, leads_family, leads_live
from apps.tenants.context import current_schema, scoped

LOCK = "pg_advisory_xact_lock(hashtextextended(%s, 0))"
# Whether it was merged before it is asked for; what others do while we wait shows in the row alone.
PHONE_LOCKED = """
    SELECT id, phone, merged_into_id IS NOT NULL FROM crm_lead
    WHERE id = %s AND EXISTS (SELECT FROM crm_lead AS own WHERE own.id = %s AND own.merged_into_id IS NULL)
    FOR NO KEY UPDATE
"""


def addresses_lock(given: Iterable[Identity]) -> None:
    """Whose each address is, and whether anybody's, is decided by nobody else until the transaction ends.

    `given` is normalised. A batch of an import has more addresses than PostgreSQL has room for locks: it does
    without, and the unique address decides between it and us.
    """
    names = sorted({scoped(current_schema(), "address", kind, value) for kind, value in given})
    if names:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join([LOCK] * len(names))}", names)


def lead_locked(*, lead_id: int) -> Lead:
    """The lead, or the one it went into, locked until the transaction ends.

    Raises LeadNotFoundError, and ContendedError when it is merged at this moment.
    """
    wanted = lead_id
    while True:
        own = Exists(leads_live().filter(pk=wanted))
        lead = Lead.objects.select_for_update(no_key=True).filter(own, pk=wanted).first()
        if lead is None:
            wanted = lead_get(lead_id=wanted).pk
        elif lead.merged_into_id is not None:
            raise ContendedError
        else:
            return lead


def lead_phone_locked(*, lead_id: int) -> tuple[int, str]:
    """As `lead_locked`, its id and telephone number alone."""
    for locked_id, phone, is_merged in rows_prepared(PHONE_LOCKED, [lead_id, lead_id]):
        if is_merged:
            raise ContendedError
        return locked_id, phone
    lead = lead_locked(lead_id=lead_id)
    return lead.pk, lead.phone


def leads_locked(*, lead_ids: Collection[int]) -> dict[int, Lead]:
    """By id. Raises ContendedError when one of them is gone or was merged since it was read."""
    leads = rows_locked(lead_ids=lead_ids)
    if len(leads) < len(lead_ids) or any(lead.merged_into_id is not None for lead in leads.values()):
        raise ContendedError
    return leads


def families_locked(*, lead_ids: Collection[int], no_key: bool = True) -> dict[int, Lead]:
    """Those of the leads that are there, none of them merged, with all that went into them, by id.

    Without `no_key` whoever writes a row that refers to one of them waits too.
    Raises ContendedError when a family changes at this moment.
    """
    heads = set(leads_live().filter(pk__in=lead_ids).values_list("pk", flat=True))
    family = set(leads_family(lead_ids=sorted(heads)))
    leads = rows_locked(lead_ids=family, no_key=no_key)
    found = {lead_id for lead_id, lead in leads.items() if lead.merged_into_id is None}
    if found != heads or set(leads_family(lead_ids=sorted(heads))) != leads.keys():
        raise ContendedError
    return leads


def rows_locked(*, lead_ids: Collection[int], no_key: bool = True) -> dict[int, Lead]:
    """Those that there are, merged or not, by id."""
    rows = Lead.objects.select_for_update(no_key=no_key).filter(pk__in=lead_ids).order_by("pk")
    return {lead.pk: lead for lead in rows}
