"""The one way a person becomes a lead, whichever door they come through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.crm.duplicates import Evidence, Person, Verdict, merge_decision
from apps.crm.errors.leads import LeadChangedError, LeadNotFoundError
from apps.crm.errors.merging import MergeSameLeadError
from apps.crm.events import LeadCreated
from apps.crm.identities import Identity, identities_normalised
from apps.crm.models import ContactIdentity, Lead, MergeSuggestion
from apps.crm.origin import Origin
from apps.crm.selectors.identities import identities_owners, kinds_of
from apps.crm.selectors.leads import lead_get
from apps.crm.selectors.statuses import status_default_held
from apps.crm.services.details import details_cleaned
from apps.crm.services.duplicates import duplicate_suggest
from apps.crm.services.identities import identities_claim
from apps.crm.services.leads import lead_locked, lead_touch, lead_write
from apps.crm.services.merging import lead_merge
from apps.crm.services.provenance import provenance_record
from apps.crm.services.same_names import same_names_suggest
from apps.events.services import event_publish

Kind = ContactIdentity.Kind
ADDRESSES = {Kind.PHONE: "phone", Kind.EMAIL: "email"}
"""Kinds of address that are a field of the lead too."""
NO_DETAILS: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Captured:
    lead: Lead
    is_new: bool


class _TakenError(Exception):
    """Somebody else made a lead of the same address a moment earlier."""


def lead_capture(
    *,
    source: str,
    actor: Actor,
    identities: Iterable[Identity] = (),
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
    there, and with `origin` each value is recorded as proposed. `lead_id`: the lead it is said about, if that
    is known.

    Where the addresses belong to several leads, those are merged when `evidence` makes that safe, else the
    business is asked. Without any address there is always a new lead: nothing says who it is. However many
    ask at once, one person becomes one lead.

    Raises LeadNotFoundError, IdentityInvalidError and what `details_cleaned` raises; then nothing is written.
    """
    with transaction.atomic():
        cleaned = details_cleaned(details)
        given = identities_normalised([*identities, *_addresses_in(cleaned)])
        while True:
            owned = identities_owners(given)
            candidates = _candidates(owned, lead_id)
            says_nothing_new = not (cleaned or note.strip()) and len(owned) == len(given)
            try:
                if says_nothing_new and len(candidates) == 1:
                    return Captured(_heard_of(*candidates), is_new=False)
                if candidates:
                    target = _united(candidates, evidence, actor)
                    lead = _known(target, given, cleaned, note, overwrite, actor, origin)
                    return Captured(lead, is_new=False)
            except LeadNotFoundError:
                # Deleted or erased at this moment: whoever comes now is somebody new.
                if lead_id is not None:
                    raise
                continue
            try:
                with transaction.atomic():
                    return Captured(_created(source, given, cleaned, note, actor, origin), is_new=True)
            except _TakenError:
                continue


def _candidates(owned: Mapping[Identity, int], lead_id: int | None) -> dict[int, str]:
    """Leads that this may be, the likeliest first, each with the kind of address that says so."""
    candidates = {} if lead_id is None else {lead_get(lead_id=lead_id).pk: ""}
    order = list(Kind.values)
    for (kind, _), owner_id in sorted(owned.items(), key=lambda item: (order.index(item[0][0]), item[1])):
        candidates.setdefault(owner_id, kind)
    return candidates


def _united(candidates: Mapping[int, str], evidence: Evidence, actor: Actor) -> int:
    """One lead out of several: merged where that is safe, suggested where it is not. Locks nothing before."""
    target, *others = candidates
    for other in others:
        verdict = _verdict(target, other, evidence)
        if verdict == Verdict.MERGE:
            winner_id, loser_id = sorted((target, other))
            try:
                with transaction.atomic():
                    lead_merge(winner_id=winner_id, loser_id=loser_id, actor=actor)
            except (MergeSameLeadError, LeadChangedError, LeadNotFoundError):
                # Somebody did it, or undid one of the two, at the same moment.
                continue
            target = winner_id
        elif verdict == Verdict.SUGGEST:
            duplicate_suggest(lead_ids=(target, other), reason=_reason(candidates[other]))
    return target


def _verdict(first_id: int, second_id: int, evidence: Evidence) -> Verdict:
    first, second = sorted((first_id, second_id))
    refused = MergeSuggestion.objects.filter(
        first_id=first, second_id=second, status=MergeSuggestion.Status.DISMISSED
    )
    names = dict(Lead.objects.filter(pk__in=(first, second)).values_list("pk", "name"))
    people = [Person(names.get(lead_id, ""), kinds_of(lead_id=lead_id)) for lead_id in (first, second)]
    return merge_decision(*people, evidence=evidence, was_refused=refused.exists())


def _heard_of(lead_id: int) -> Lead:
    """Nothing new is said of a lead that has all these addresses."""
    lead_touch(lead_id=lead_id)
    return lead_get(lead_id=lead_id)


def _known(
    lead_id: int,
    given: list[Identity],
    cleaned: Mapping[str, Any],
    note: str,
    overwrite: bool,
    actor: Actor,
    origin: Origin | None,
) -> Lead:
    lead = lead_locked(lead_id=lead_id)
    wanted = dict(cleaned) if overwrite else _filling(lead, cleaned)
    for kind, value in given:
        field = ADDRESSES.get(Kind(kind))
        if field and not getattr(lead, field):
            wanted.setdefault(field, value)
    lead_write(lead, wanted, actor=actor, note=note, origin=origin)
    for (kind, _), identity in identities_claim(lead_id=lead.pk, given=given).items():
        if identity.lead_id != lead.pk:
            duplicate_suggest(lead_ids=(lead.pk, identity.lead_id), reason=_reason(kind))
    lead_touch(lead_id=lead.pk)
    return lead


def _created(
    source: str,
    given: list[Identity],
    cleaned: Mapping[str, Any],
    note: str,
    actor: Actor,
    origin: Origin | None,
) -> Lead:
    values = {ADDRESSES[Kind(kind)]: value for kind, value in given if kind in ADDRESSES} | dict(cleaned)
    if note.strip():
        values["notes"] = "\n".join(filter(None, [values.get("notes", ""), note.strip()]))
    values["custom"] = {key: value for key, value in values.get("custom", {}).items() if value is not None}
    values.setdefault("status_id", status_default_held())
    lead = Lead.objects.create(source=source, **values)
    claimed = identities_claim(lead_id=lead.pk, given=given)
    if any(identity.lead_id != lead.pk for identity in claimed.values()):
        raise _TakenError
    same_names_suggest(lead)
    if origin:
        provenance_record(
            lead_id=lead.pk,
            before={},
            values={name: value for name, value in cleaned.items() if value},
            claimed={
                ADDRESSES[Kind(kind)]: claimed[kind, value].pk for kind, value in _addresses_in(cleaned)
            },
            actor=actor,
            origin=origin,
        )
    audit_record(actor=actor, action="lead.created", target_kind="lead", target_id=lead.pk)
    event_publish(LeadCreated(id=lead.pk, source=lead.source))
    return lead


def _filling(lead: Lead, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Only what the lead does not have."""
    empty = {name: value for name, value in cleaned.items() if name != "custom" and not getattr(lead, name)}
    own = {key: value for key, value in cleaned.get("custom", {}).items() if key not in lead.custom}
    return empty | ({"custom": own} if own else {})


def _addresses_in(cleaned: Mapping[str, Any]) -> list[Identity]:
    return [(str(kind), cleaned[field]) for kind, field in ADDRESSES.items() if cleaned.get(field)]


def _reason(kind: str) -> str:
    return kind if kind in ADDRESSES else MergeSuggestion.Reason.IDENTITY
