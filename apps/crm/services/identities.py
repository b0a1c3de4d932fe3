from collections.abc import Iterable

from apps.crm.identities import Identity
from apps.crm.models import ContactIdentity


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
