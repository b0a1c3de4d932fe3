from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Coalesce

from apps.crm.identities import Identity
from apps.crm.models import ContactIdentity
from apps.crm.proofs import proven
from apps.crm.selectors.leads import lead_get

MOST = 100
Kind = ContactIdentity.Kind
TYPED = (Kind.EMAIL, Kind.PHONE)
"""What people write down; any other kind only comes with a message."""


def identities_owners(given: Iterable[Identity]) -> dict[Identity, int]:
    """Whose each address is, by lead id; an address of nobody is left out. `given` is normalised.

    One that a lead was given while that lead was merged counts as the winner's, who has it a minute later.
    """
    by_kind: dict[str, list[str]] = {}
    for kind, value in given:
        by_kind.setdefault(kind, []).append(value)
    any_of = Q()
    for kind, values in by_kind.items():
        any_of |= Q(kind=kind, value__in=values)
    if not any_of:
        return {}
    owner_id = Coalesce("lead__merged_into_id", "lead_id")
    rows = ContactIdentity.objects.filter(any_of).values_list("kind", "value", owner_id)
    return {(kind, value): lead_id for kind, value, lead_id in rows}


def kinds_of(*, lead_id: int) -> frozenset[str]:
    """The kinds of address the lead has."""
    return frozenset(ContactIdentity.objects.filter(lead_id=lead_id).values_list("kind", flat=True))


def identities_of(*, lead_id: int) -> list[ContactIdentity]:
    """The lead's addresses, the oldest first. Raises LeadNotFoundError."""
    return list(ContactIdentity.objects.filter(lead=lead_get(lead_id=lead_id)).order_by("pk")[:MOST])


def identities_proven(*, lead_id: int, identities: Iterable[ContactIdentity]) -> set[int]:
    """The ids of those of the lead's addresses that the lead was heard from."""
    rows = list(identities)
    typed = {kind: {row.value for row in rows if row.kind == kind} for kind in TYPED}
    heard = {(kind, value) for kind in TYPED for value in proven(kind, lead_id=lead_id, values=typed[kind])}
    heard |= {(Kind.PHONE, number) for number in _numbers_written_from(lead_id, typed[Kind.PHONE])}
    return {row.pk for row in rows if row.kind not in TYPED or (Kind(row.kind), row.value) in heard}


def _numbers_written_from(lead_id: int, numbers: set[str]) -> set[str]:
    """A WhatsApp id is the number without its plus."""
    ids = [number.removeprefix("+") for number in numbers]
    known = ContactIdentity.objects.filter(lead_id=lead_id, kind=Kind.WA_ID, value__in=ids)
    return {f"+{value}" for value in known.values_list("value", flat=True)} if ids else set()
