"""What is learnt of a person by an address that a merge brought goes back with it when that is undone."""

from collections.abc import Collection, Mapping
from functools import reduce
from operator import or_

from django.db.models import Q

from apps.crm.identities import ADDRESSES, Identity
from apps.crm.models import ContactIdentity, LeadMerge

LABEL = ContactIdentity._meta.label_lower
Kind = ContactIdentity.Kind


def merge_learn(*, lead_id: int, heard: Collection[Identity], learnt: Mapping[Identity, int]) -> None:
    """`heard`: the addresses the lead, which is locked, was found by; `learnt`: ids of those it has since."""
    if not (heard and learnt):
        return
    any_of = reduce(or_, (Q(kind=kind, value=value) for kind, value in heard))
    ids = set(ContactIdentity.objects.filter(any_of).values_list("pk", flat=True))
    merges = LeadMerge.objects.select_for_update(no_key=True).filter(winner=lead_id, undone_at=None)
    for merge in merges.order_by("pk"):
        if not ids.issubset(merge.moved.get(LABEL, ())):
            continue
        merge.moved[LABEL] = [*merge.moved[LABEL], *learnt.values()]
        for kind, value in learnt:
            name = ADDRESSES.get(Kind(kind))
            if name and name not in merge.winner_after:
                merge.winner_before[name], merge.winner_after[name] = "", value
        merge.save(update_fields=["moved", "winner_before", "winner_after"])
