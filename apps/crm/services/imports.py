"""A file of leads: taken in, checked, imported and undone. The work itself is done by jobs."""

from collections.abc import Sequence
from typing import IO

from django.core.files.storage import default_storage
from django.db import transaction

from apps.audit.actors import Actor, ActorKind
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.jobs import enqueue
from apps.crm.errors.imports import (
    ImportMappingInvalidError,
    ImportNotFoundError,
    ImportStateError,
    ImportTooLargeError,
)
from apps.crm.events import LeadImportChanged
from apps.crm.importing.headings import mapping_guessed
from apps.crm.importing.limits import MOST_BYTES
from apps.crm.importing.tables import preview_of, shown
from apps.crm.models import LeadImport
from apps.crm.selectors.imports import fields_importable, labels_own
from apps.crm.services.import_files import file_keep
from apps.events.services import event_publish

State = LeadImport.State
SAYS_WHO = frozenset({"name", "first_name", "last_name", "phone", "other_phone", "email"})
MEGABYTE = 1024 * 1024
LONGEST_RUN_SECONDS = 45
"""Then a job makes room for others and is sent again."""


def import_upload(*, file: IO[bytes], size: int, name: str, actor: Actor) -> LeadImport:
    """Keeps the file and guesses what its columns are; no lead is written.

    Raises ImportTooLargeError and what `preview_of` raises.
    """
    if size > MOST_BYTES:
        raise ImportTooLargeError(megabytes=MOST_BYTES // MEGABYTE)
    preview = preview_of(file)
    mapping = mapping_guessed(preview.headings, preview.sample, labels_own())
    file.seek(0)
    stored = file_keep(file, kind=preview.kind)
    try:
        with transaction.atomic():
            lead_import = LeadImport.objects.create(
                file=stored,
                file_name=shown(name),
                kind=preview.kind,
                encoding=preview.encoding,
                delimiter=preview.delimiter,
                has_headings=preview.has_headings,
                headings=preview.headings,
                mapping=mapping,
                sample=preview.sample,
                rows_total=preview.rows_total,
                actor_kind=actor.kind,
                actor_user_id=actor.user_id,
                impersonator_user_id=actor.impersonator_id,
                created_at=clock.now(),
                touched_at=clock.now(),
            )
            import_audit(lead_import, actor, "uploaded")
    except BaseException:
        default_storage.delete(stored)
        raise
    return lead_import


def import_check(
    *, import_id: int, mapping: Sequence[str | None], duplicates: str, actor: Actor
) -> LeadImport:
    """A dry run: a job reads every row and says what would become of it.

    Raises ImportNotFoundError, ImportStateError, ImportMappingInvalidError.
    """
    with transaction.atomic():
        lead_import = _locked(import_id, State.UPLOADED, State.CHECKED)
        lead_import.mapping = _mapping_checked(mapping, width=len(lead_import.headings))
        lead_import.duplicates = duplicates
        _begin(lead_import, State.CHECKING)
        import_audit(lead_import, actor, "checked", duplicates=duplicates)
    return lead_import


def import_start(*, import_id: int, actor: Actor) -> LeadImport:
    """Raises ImportNotFoundError, ImportStateError unless it was checked."""
    with transaction.atomic():
        lead_import = _locked(import_id, State.CHECKED)
        lead_import.started_at = clock.now()
        # Who starts it is who did it.
        lead_import.actor_kind, lead_import.actor_user_id = actor.kind, actor.user_id
        lead_import.impersonator_user_id = actor.impersonator_id
        _begin(lead_import, State.RUNNING)
        import_audit(lead_import, actor, "started", duplicates=lead_import.duplicates)
    return lead_import


def import_rollback(*, import_id: int, actor: Actor) -> LeadImport:
    """Deletes the leads it made unless somebody touched them since, and gives those it changed back what they
    had unless that was changed since. Raises ImportNotFoundError, ImportStateError.
    """
    with transaction.atomic():
        lead_import = _locked(import_id, State.DONE, State.FAILED)
        if not lead_import.rows.filter(lead__isnull=False).exists():
            raise ImportStateError(state=lead_import.state)
        lead_import.actor_kind, lead_import.actor_user_id = actor.kind, actor.user_id
        lead_import.impersonator_user_id = actor.impersonator_id
        lead_import.state, lead_import.rows_done, lead_import.stalls = State.ROLLING_BACK, 0, 0
        lead_import.touched_at = clock.now()
        lead_import.save()
        import_audit(lead_import, actor, "rollback_started")
        import_announce(lead_import)
        enqueue(JOBS[State.ROLLING_BACK], import_id=lead_import.pk)
    return lead_import


def import_actor(lead_import: LeadImport) -> Actor:
    return Actor(
        kind=ActorKind(lead_import.actor_kind),
        user_id=lead_import.actor_user_id,
        impersonator_id=lead_import.impersonator_user_id,
    )


def import_announce(lead_import: LeadImport) -> None:
    event_publish(
        LeadImportChanged(
            id=lead_import.pk,
            state=lead_import.state,
            rows_done=lead_import.rows_done,
            rows_total=lead_import.rows_total,
        )
    )


def import_audit(lead_import: LeadImport, actor: Actor, change: str, **data: object) -> None:
    audit_record(
        actor=actor,
        action=f"lead_import.{change}",
        target_kind="lead_import",
        target_id=lead_import.pk,
        data={"rows": lead_import.rows_total, **data},
    )


JOBS = {
    State.CHECKING: "crm.import_check",
    State.RUNNING: "crm.import_run",
    State.ROLLING_BACK: "crm.import_rollback",
}
"""The job that does the work of a state."""


def _locked(import_id: int, *states: State) -> LeadImport:
    lead_import = LeadImport.objects.select_for_update(no_key=True).filter(pk=import_id).first()
    if lead_import is None:
        raise ImportNotFoundError
    if lead_import.state not in states:
        raise ImportStateError(state=lead_import.state)
    return lead_import


def _begin(lead_import: LeadImport, state: State) -> None:
    lead_import.state = state
    lead_import.rows_done = lead_import.created = lead_import.updated = 0
    lead_import.skipped = lead_import.failed = lead_import.stalls = 0
    lead_import.touched_at = clock.now()
    lead_import.save()
    lead_import.rows.all().delete()
    import_announce(lead_import)
    enqueue(JOBS[state], import_id=lead_import.pk)


def _mapping_checked(mapping: Sequence[str | None], *, width: int) -> list[str | None]:
    chosen = [field for field in mapping if field is not None]
    offered = fields_importable()
    wrong = next((field for field in chosen if field not in offered or chosen.count(field) > 1), None)
    if wrong is not None:
        raise ImportMappingInvalidError(field=wrong)
    if len(mapping) > width or not SAYS_WHO & set(chosen):
        raise ImportMappingInvalidError()
    return [*mapping, *[None] * (width - len(mapping))]
