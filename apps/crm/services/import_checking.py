"""What an import would do, and what is wrong with its rows, without writing a lead."""

from collections.abc import Iterable, Mapping
from typing import Any

from apps.crm.errors.leads import NotesFullError, TagsFullError
from apps.crm.identities import Identity
from apps.crm.importing.cells import Row
from apps.crm.importing.planning import (
    BLANK,
    CREATE,
    CREATED,
    FAILED,
    SKIP,
    SKIPPED,
    UPDATE,
    UPDATED,
    row_applied,
    row_refused,
)
from apps.crm.models import Lead, LeadImport, LeadImportRow
from apps.crm.selectors.identities import identities_owners

Seen = dict[Identity, int]
"""Addresses, each with what the last row about it said."""


def batch_check(lead_import: LeadImport, batch: list[Row], counts: dict[str, int], seen: Seen) -> None:
    """Adds to `counts`, by outcome, and to the addresses `seen`; keeps the rows that have faults."""
    good = [row for row in batch if not row.faults]
    owners = identities_owners(identity for row in good for identity in row.identities)
    leads = _fields(owners.values()) if lead_import.duplicates == UPDATE else {}
    for row in good:
        outcome = _outcome(row, lead_import.duplicates, owners, leads, seen)
        seen.update(dict.fromkeys(row.identities, _fingerprint(row)))
        if outcome != FAILED:
            counts[outcome] += 1
    failed = [row for row in batch if row.faults]
    counts[FAILED] += len(failed)
    LeadImportRow.objects.bulk_create(
        [
            LeadImportRow(lead_import=lead_import, number=row.number, outcome=FAILED, faults=row.faults)
            for row in failed
        ],
        ignore_conflicts=True,
    )


def _fields(lead_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    return {row["pk"]: row for row in Lead.objects.filter(pk__in=set(lead_ids)).values("pk", *BLANK)}


def _outcome(
    row: Row,
    duplicates: str,
    owners: Mapping[Identity, int],
    leads: Mapping[int, Mapping[str, Any]],
    seen: Seen,
) -> str:
    """A fault that only the lead shows is put into the row."""
    found = {owners[identity] for identity in row.identities if identity in owners}
    is_again = not seen.keys().isdisjoint(row.identities)
    if duplicates == CREATE or not (found or is_again):
        return CREATED
    if duplicates == SKIP or {seen.get(each) for each in row.identities} == {_fingerprint(row)}:
        return SKIPPED
    fields = leads.get(found.pop()) if len(found) == 1 and not is_again else None
    if fields is None:
        # What the rows before it, or a merge, make of the lead is not known yet.
        return UPDATED
    try:
        changes = row_applied(fields, row)
    except (NotesFullError, TagsFullError) as error:
        row_refused(row, error)
        return FAILED
    return UPDATED if changes or any(each not in owners for each in row.identities) else SKIPPED


def _fingerprint(row: Row) -> int:
    return hash(repr((sorted(row.details.items()), sorted(row.identities))))
