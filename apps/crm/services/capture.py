"""The one way a person becomes a lead, whichever door they come through."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core.contention import again_if_contended
from apps.core.errors import ContendedError
from apps.crm.duplicates import Evidence, Person, Verdict, merge_decision
from apps.crm.events import LeadCreated
from apps.crm.identities import ADDRESSES, Identity, addresses_of, identities_normalised
from apps.crm.models import ContactIdentity, Lead, MergeSuggestion
from apps.crm.origin import Origin
from apps.crm.selectors.identities import identities_owners, kinds_of
from apps.crm.selectors.leads import lead_get
from apps.crm.selectors.statuses import status_default_held
from apps.crm.services.details import addresses_cleaned, details_cleaned
from apps.crm.services.duplicates import duplicate_suggest
from apps.crm.services.identities import Claims, identities_claim
from apps.crm.services.leads import lead_touch, lead_write
from apps.crm.services.locking import addresses_lock, leads_locked
from apps.crm.services.merge_learning import merge_learn
from apps.crm.services.merging import lead_merge
from apps.crm.services.naming import naming_check
from apps.crm.services.provenance import provenance_record
from apps.crm.services.same_names import same_names_suggest
from apps.events.services import event_publish

Kind = ContactIdentity.Kind
NO_DETAILS: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Captured:
    lead: Lead
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """Addresses and details as they are stored, and who says so."""

    given: list[Identity]
    cleaned: Mapping[str, Any]
    note: str
    actor: Actor
    origin: Origin | None


@again_if_contended
def lead_capture(
    *,
    source: str,
    actor: Actor,
    identities: Collection[Identity] = (),
    details: Mapping[str, Any] = NO_DETAILS,
    note: str = "",
    lead_id: int | None = None,
    evidence: Evidence = Evidence.WRITTEN,
    overwrite: bool = False,
    origin: Origin | None = None,
) -> Captured:
    """The lead of whoever has these addresses, new if nobody has.

    A phone or e-mail address in `details` counts as an address of the person. Addresses nobody has become
    the lead's. `details` (names of CHANGEABLE) fill what is empty; with `overwrite` they replace what is
    there, and with `origin` each value is recorded as proposed. `note` is added to the notes. `lead_id`: the
    lead it is said about, if that is known.

    Where the addresses belong to several leads, those are merged when `evidence` makes that safe, else the
    business is asked. Without any address there is always a new lead: nothing says who it is. However many
    ask at once, one person becomes one lead.

    Raises LeadNotFoundError, IdentityInvalidError, LeadEmptyError (where nothing says who it is and `source`
    is none to hide behind) and what `details_cleaned` raises; then nothing is written.
    """
    with transaction.atomic():
        given = identities_normalised([*identities, *addresses_cleaned(details)])
        addresses_lock(given)
        told = _Told(
            given, details_cleaned(details), details_cleaned({"notes": note})["notes"], actor, origin
        )
        owned = identities_owners(given)
        candidates = _candidates(owned, lead_id)
        if not candidates:
            return Captured(_created(source, told), is_new=True)
        leads = leads_locked(lead_ids=candidates)
        says_nothing_new = not (told.cleaned or told.note) and len(owned) == len(given)
        if says_nothing_new and len(candidates) == 1:
            (lead,) = leads.values()
        else:
            lead = _united(candidates, leads, evidence, actor)
            claims = _known(lead, leads, told, overwrite)
            merge_learn(lead_id=lead.pk, heard=owned, learnt=claims.made)
        lead_touch(lead_id=lead.pk)
        return Captured(lead, is_new=False)


def _candidates(owned: Mapping[Identity, int], lead_id: int | None) -> dict[int, str]:
    """Leads that this may be, the likeliest first, each with the kind of address that says so."""
    candidates = {} if lead_id is None else {lead_get(lead_id=lead_id).pk: ""}
    order = list(Kind.values)
    for (kind, _), owner_id in sorted(owned.items(), key=lambda item: (order.index(item[0][0]), item[1])):
        candidates.setdefault(owner_id, kind)
    return candidates


def _united(
    candidates: Mapping[int, str], leads: Mapping[int, Lead], evidence: Evidence, actor: Actor
) -> Lead:
    """One lead out of several that are locked: merged where that is safe, suggested where it is not."""
    target, *others = candidates
    is_merged = False
    for other in others:
        verdict = _verdict(target, other, evidence)
        if verdict == Verdict.MERGE:
            target, loser_id = sorted((target, other))
            lead_merge(winner_id=target, loser_id=loser_id, actor=actor)
            is_merged = True
        elif verdict == Verdict.SUGGEST:
            duplicate_suggest(lead_ids=(target, other), reason=_reason(candidates[other]))
    return lead_get(lead_id=target) if is_merged else leads[target]


def _verdict(first_id: int, second_id: int, evidence: Evidence) -> Verdict:
    first, second = sorted((first_id, second_id))
    refused = MergeSuggestion.objects.filter(
        first_id=first, second_id=second, status=MergeSuggestion.Status.DISMISSED
    )
    names = dict(Lead.objects.filter(pk__in=(first, second)).values_list("pk", "name"))
    people = [Person(names.get(lead_id, ""), kinds_of(lead_id=lead_id)) for lead_id in (first, second)]
    return merge_decision(*people, evidence=evidence, was_refused=refused.exists())


def _known(lead: Lead, locked: Collection[int], told: _Told, overwrite: bool) -> Claims:
    """Raises ContendedError when an address became somebody else's at this moment: who is it then?"""
    claims = identities_claim(lead_id=lead.pk, given=told.given)
    if not set(claims.owners.values()).issubset(locked):
        raise ContendedError
    wanted = dict(told.cleaned) if overwrite else _filling(lead, told.cleaned)
    for kind, value in told.given:
        field = ADDRESSES.get(Kind(kind))
        if field and not getattr(lead, field):
            wanted.setdefault(field, value)
    lead_write(lead, wanted, actor=told.actor, note=told.note, origin=told.origin, claims=claims)
    for (kind, _), owner_id in claims.owners.items():
        if owner_id != lead.pk:
            duplicate_suggest(lead_ids=(lead.pk, owner_id), reason=_reason(kind))
    return claims


def _created(source: str, told: _Told) -> Lead:
    """Raises ContendedError when somebody else made a lead of the same address a moment earlier."""
    addresses = {ADDRESSES[Kind(kind)]: value for kind, value in told.given if kind in ADDRESSES}
    values = addresses | dict(told.cleaned)
    if told.note:
        values["notes"] = "\n".join(filter(None, [values.get("notes", ""), told.note]))
    values["custom"] = {key: value for key, value in values.get("custom", {}).items() if value is not None}
    values.setdefault("status_id", status_default_held())
    lead = Lead(source=source, **values)
    naming_check(lead, values)
    lead.save(force_insert=True)
    claims = identities_claim(lead_id=lead.pk, given=told.given)
    if claims.owners:
        raise ContendedError
    same_names_suggest(lead)
    if told.origin:
        provenance_record(
            lead_id=lead.pk,
            before={},
            values={name: value for name, value in told.cleaned.items() if value},
            claimed={ADDRESSES[Kind(each[0])]: claims.made[each] for each in addresses_of(told.cleaned)},
            actor=told.actor,
            origin=told.origin,
        )
    audit_record(actor=told.actor, action="lead.created", target_kind="lead", target_id=lead.pk)
    event_publish(LeadCreated(id=lead.pk, source=lead.source))
    return lead


def _filling(lead: Lead, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Only what the lead does not have."""
    empty = {name: value for name, value in cleaned.items() if name != "custom" and not getattr(lead, name)}
    own = {key: value for key, value in cleaned.get("custom", {}).items() if key not in lead.custom}
    return empty | ({"custom": own} if own else {})


def _reason(kind: str) -> str:
    return kind if kind in ADDRESSES else MergeSuggestion.Reason.IDENTITY
