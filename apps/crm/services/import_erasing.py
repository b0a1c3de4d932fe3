"""What imports keep of a person and no lead says so: files that wait, rows that failed."""

from collections.abc import Collection
from contextlib import suppress
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from apps.core.errors import AppError
from apps.crm.errors.privacy import ErasureInImportError
from apps.crm.importing.finding import Person, is_about
from apps.crm.importing.vocabulary import plain
from apps.crm.models import ContactIdentity, Lead, LeadImport, LeadImportRow
from apps.crm.services.import_files import file_gone, file_rows

WAITING = (LeadImport.State.UPLOADED, LeadImport.State.CHECKED)


def person_of(leads: Collection[Lead]) -> Person:
    """By what all these leads can be known, who are one person."""
    known = ContactIdentity.objects.filter(lead__in=leads).values_list("kind", "value")
    phones = {value for kind, value in known if kind == ContactIdentity.Kind.PHONE}
    addresses = {value.lower() for kind, value in known if kind != ContactIdentity.Kind.PHONE}
    return Person(
        phones=frozenset(phones | {lead.phone for lead in leads} - {""}),
        addresses=frozenset(addresses | {lead.email.lower() for lead in leads} - {""}),
        names=frozenset({plain(lead.name) for lead in leads} - {""}),
    )


def imports_erase(person: Person) -> None:
    """A file the person stands in goes, and its import with it; so do rows that failed because of them.

    Raises ErasureInImportError while such a file is being worked on.
    """
    for lead_import in LeadImport.objects.exclude(file="").order_by("pk"):
        if _holds(lead_import, person):
            _file_drop(lead_import)
    rows_failed_of(person).delete()


def rows_failed_of(person: Person) -> QuerySet[LeadImportRow]:
    """Rows that failed and name the person in what they keep."""
    failed = LeadImportRow.objects.filter(outcome=LeadImportRow.Outcome.FAILED).only("pk", "faults")
    theirs = [
        row.pk
        for row in failed.iterator()
        if is_about(person, [str(fault.get("value", "")) for fault in row.faults])
    ]
    return LeadImportRow.objects.filter(pk__in=theirs)


def rows_waiting_of(person: Person) -> list[dict[str, Any]]:
    """Rows that name the person in files that are kept, as they stand there."""
    told: list[dict[str, Any]] = []
    for lead_import in LeadImport.objects.exclude(file="").order_by("pk"):
        # A file that nobody can read any more tells nothing.
        with suppress(AppError):
            told += [
                {"lead_import_id": lead_import.pk, "number": number, "cells": cells}
                for number, cells in file_rows(lead_import)
                if is_about(person, cells)
            ]
    return told


def _holds(lead_import: LeadImport, person: Person) -> bool:
    """Also when nobody can read it: then nobody can import it either."""
    try:
        return any(is_about(person, cells) for _, cells in file_rows(lead_import))
    except AppError:
        return True


def _file_drop(lead_import: LeadImport) -> None:
    gone = file_gone()
    idle = LeadImport.objects.filter(pk=lead_import.pk).exclude(state__in=LeadImport.WORKING)
    if not idle.update(file="", sample=[]):
        raise ErasureInImportError
    idle.filter(state__in=WAITING).update(
        state=LeadImport.State.FAILED,
        error_code=gone.code,
        error_he=gone.message_he,
        error_en=gone.message_en,
    )
    transaction.on_commit(lambda: default_storage.delete(lead_import.file))
