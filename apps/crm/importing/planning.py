"""What a batch of rows does to leads, decided before anything is written. Pure.

The rules are those of `lead_capture`: an address decides who somebody is, a row without any is always
somebody new, notes are added to notes and tags to tags. Rows are taken in their order, so that one row may
be about the lead that an earlier one makes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.crm.custom_values import custom_changed
from apps.crm.errors.leads import NotesFullError, TagsFullError
from apps.crm.identities import Identity
from apps.crm.importing.cells import Row, fault_of
from apps.crm.importing.headings import CUSTOM
from apps.crm.services.details import LONGEST_NOTES, MOST_TAGS
from apps.crm.texts import note_added

SKIP, UPDATE, CREATE = "skip", "update", "create"
NEW = 0
CREATED, UPDATED, SKIPPED, FAILED = "created", "updated", "skipped", "failed"
BLANK: Mapping[str, Any] = {
    "name": "",
    "phone": "",
    "email": "",
    "city": "",
    "service_wanted": "",
    "notes": "",
    "tags": [],
    "next_step": "",
    "owner_id": None,
    "status_id": None,
    "custom": {},
}
"""The fields a file can bring, as a lead without them has them."""


@dataclass(slots=True)
class Step:
    """What one row did: the fields it changed, before and after; own fields as custom.<key>."""

    row: Row
    outcome: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Target:
    """A lead that rows are about; `lead_id` is NEW for one that the batch makes, until it has."""

    lead_id: int
    fields: dict[str, Any]
    version: int = 0
    steps: list[Step] = field(default_factory=list)
    identities: list[Identity] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return any(step.after for step in self.steps)


@dataclass(slots=True)
class Plan:
    """`shared` are addresses that a new lead has and another lead keeps; `alone` are rows about more than one
    lead, which `lead_capture` itself has to settle; `failed` have a fault that only the lead shows.
    """

    targets: list[Target] = field(default_factory=list)
    skipped: list[tuple[Row, Target]] = field(default_factory=list)
    shared: list[tuple[Target, Identity]] = field(default_factory=list)
    alone: list[Row] = field(default_factory=list)
    failed: list[Row] = field(default_factory=list)


def batch_plan(
    rows: Sequence[Row],
    *,
    duplicates: str,
    owners: Mapping[Identity, int],
    leads: Mapping[int, Target],
    default_status_id: int,
) -> Plan:
    """`owners`: whose the addresses in the rows are; `leads`: those leads, as far as they may be written."""
    plan = Plan()
    known: dict[Identity, Target] = {}
    settled_later: set[Identity] = set()
    for identity, lead_id in owners.items():
        if lead_id in leads:
            known[identity] = leads[lead_id]
        else:
            settled_later.add(identity)
    for row in rows:
        found = list({id(known[each]): known[each] for each in row.identities if each in known}.values())
        if duplicates == CREATE:
            _add(plan, row, known, default_status_id, shares=True)
        elif len(found) > 1 or settled_later.intersection(row.identities):
            plan.alone.append(row)
            settled_later.update(row.identities)
        elif not found:
            _add(plan, row, known, default_status_id)
        elif duplicates == SKIP:
            plan.skipped.append((row, found[0]))
        else:
            _change(plan, found[0], row, known)
    return plan


def row_applied(fields: Mapping[str, Any], row: Row) -> dict[str, Any]:
    """What of the fields the row changes, by name. Raises NotesFullError, TagsFullError."""
    wanted = {name: value for name, value in row.details.items() if name in BLANK}
    if "custom" in wanted:
        wanted["custom"] = custom_changed(fields["custom"], wanted["custom"])
    if "tags" in wanted:
        wanted["tags"] = list(dict.fromkeys([*fields["tags"], *wanted["tags"]]))
    if "notes" in wanted:
        wanted["notes"] = note_added(fields["notes"], wanted["notes"])
    changed = {name: value for name, value in wanted.items() if fields[name] != value}
    if len(changed.get("tags", ())) > MOST_TAGS:
        raise TagsFullError
    if len(changed.get("notes", "")) > LONGEST_NOTES:
        raise NotesFullError
    return changed


def row_refused(row: Row, error: NotesFullError | TagsFullError) -> Row:
    """With the fault that only its lead shows."""
    row.faults.append(fault_of(error.data["field"], "", error))
    return row


def flat(values: Mapping[str, Any], *, against: Mapping[str, Any]) -> dict[str, Any]:
    """Own fields under names of their own; of those only what differs from `against`, None where missing."""
    result = {name: value for name, value in values.items() if name != "custom"}
    if "custom" in values:
        own, other = values["custom"], against.get("custom", {})
        result |= {
            CUSTOM + key: own.get(key) for key in own.keys() | other.keys() if own.get(key) != other.get(key)
        }
    return result


def _add(
    plan: Plan, row: Row, known: dict[Identity, Target], default_status_id: int, *, shares: bool = False
) -> None:
    target = Target(NEW, {**BLANK, "status_id": default_status_id})
    target.fields |= row_applied(target.fields, row)
    target.steps.append(Step(row, CREATED))
    for identity in row.identities:
        if shares and identity in known:
            plan.shared.append((target, identity))
        else:
            known[identity] = target
            target.identities.append(identity)
    plan.targets.append(target)


def _change(plan: Plan, target: Target, row: Row, known: dict[Identity, Target]) -> None:
    try:
        changes = row_applied(target.fields, row)
    except (NotesFullError, TagsFullError) as error:
        plan.failed.append(row_refused(row, error))
        return
    before = {name: target.fields[name] for name in changes}
    step = Step(row, UPDATED, flat(before, against=changes), flat(changes, against=before))
    target.fields |= changes
    target.steps.append(step)
    learned = [identity for identity in row.identities if identity not in known]
    known.update(dict.fromkeys(learned, target))
    target.identities += learned
    if not (changes or learned):
        step.outcome = SKIPPED
    if target.lead_id != NEW and len(target.steps) == 1:
        plan.targets.append(target)
