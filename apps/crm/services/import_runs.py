"""What the jobs of an import do. Each may be killed anywhere and run again, also beside itself."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from time import monotonic

import structlog
from django.core.files.storage import default_storage
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F

from apps.core import clock
from apps.core.errors import AppError
from apps.core.jobs import enqueue
from apps.crm.importing.cells import Row, row_read
from apps.crm.importing.planning import CREATED, FAILED, SKIP, SKIPPED, UPDATE, UPDATED
from apps.crm.models import LeadImport, LeadImportRow, LeadSource
from apps.crm.selectors.identities import identities_owners
from apps.crm.selectors.imports import import_vocabulary
from apps.crm.services.capture import lead_capture
from apps.crm.services.import_batches import batch_import, outcomes_count
from apps.crm.services.import_checking import Seen, batch_check
from apps.crm.services.import_files import (
    FILE_KEPT,
    excel_unpack,
    file_gone,
    file_rows,
    files_forget_lost,
)
from apps.crm.services.imports import (
    JOBS,
    LONGEST_RUN_SECONDS,
    State,
    import_actor,
    import_announce,
    import_audit,
)

log = structlog.get_logger(__name__)
BATCH = 500
CHECK_BATCH = 2000
TRIES = 5
ROWS_KEPT = timedelta(days=30)
STALLED_AFTER = timedelta(minutes=3)
MOST_STALLS = 5


def import_check_run(*, import_id: int) -> None:
    """Reads every row; writes what is wrong with it, and how many leads would be made and changed."""
    lead_import = LeadImport.objects.filter(pk=import_id, state=State.CHECKING).first()
    if lead_import is None:
        return
    counts = dict.fromkeys((CREATED, UPDATED, SKIPPED, FAILED), 0)
    seen: Seen = {}
    lead_import.rows.all().delete()
    done = 0
    try:
        excel_unpack(lead_import)
        for batch in _batches(lead_import, skip=0, size=CHECK_BATCH):
            batch_check(lead_import, batch, counts, seen)
            done += len(batch)
            _come_further(lead_import, done, **counts)
    except AppError as error:
        _fail(lead_import, error)
        return
    with transaction.atomic():
        checking = LeadImport.objects.select_for_update(no_key=True).filter(pk=import_id)
        lead_import = checking.filter(state=State.CHECKING).first()
        if lead_import is not None:
            lead_import.state, lead_import.rows_total, lead_import.rows_done = State.CHECKED, done, done
            lead_import.save(update_fields=["state", "rows_total", "rows_done"])
            import_announce(lead_import)


def import_run(*, import_id: int) -> None:
    """Imports from where it stopped, for a while; then the job is sent again."""
    lead_import = LeadImport.objects.filter(pk=import_id, state=State.RUNNING).first()
    if lead_import is None:
        return
    ends_at = monotonic() + LONGEST_RUN_SECONDS
    done = lead_import.rows_done
    try:
        for batch in _batches(lead_import, skip=done, size=BATCH):
            if not _batch_run(lead_import, batch):
                return
            done += len(batch)
            _come_further(lead_import, done)
            if monotonic() > ends_at:
                enqueue(JOBS[State.RUNNING], import_id=import_id)
                return
    except AppError as error:
        _fail(lead_import, error)
        return
    _finish(import_id)


def imports_sweep() -> None:
    """Sends jobs after imports that nobody works on any more, and forgets what is not needed."""
    now = clock.now()
    silent = LeadImport.objects.filter(state__in=LeadImport.WORKING, touched_at__lt=now - STALLED_AFTER)
    for lead_import in silent:
        if lead_import.stalls >= MOST_STALLS:
            _fail(lead_import, _stalled())
            continue
        LeadImport.objects.filter(pk=lead_import.pk).update(stalls=F("stalls") + 1, touched_at=now)
        enqueue(JOBS[State(lead_import.state)], import_id=lead_import.pk)
    idle = LeadImport.objects.exclude(state__in=LeadImport.WORKING).exclude(file="")
    for lead_import in idle.filter(touched_at__lt=now - FILE_KEPT):
        file_forget(lead_import)
    files_forget_lost()
    old = LeadImport.objects.exclude(state__in=LeadImport.WORKING).filter(created_at__lt=now - ROWS_KEPT)
    LeadImportRow.objects.filter(lead_import__in=old).delete()


def file_forget(lead_import: LeadImport) -> None:
    """The file and what of it was kept to be shown. An import that was never begun is over with it."""
    default_storage.delete(lead_import.file)
    lead_import.file, lead_import.sample = "", []
    if lead_import.state in (State.UPLOADED, State.CHECKED):
        lead_import.state = State.FAILED
        _explain(lead_import, file_gone())
    lead_import.save(update_fields=["file", "sample", "state", "error_code", "error_he", "error_en"])


def _batches(lead_import: LeadImport, *, skip: int, size: int) -> Iterator[list[Row]]:
    vocabulary = import_vocabulary()
    rows = islice(file_rows(lead_import), skip, None)
    while batch := [
        row_read(number, cells, mapping=lead_import.mapping, vocabulary=vocabulary)
        for number, cells in islice(rows, size)
    ]:
        yield batch


def _batch_run(lead_import: LeadImport, batch: list[Row]) -> bool:
    """False when the import is no longer running."""
    actor = import_actor(lead_import)
    for attempt in range(TRIES):
        try:
            alone = batch_import(lead_import_id=lead_import.pk, rows=batch, actor=actor)
            break
        except (OperationalError, IntegrityError) as error:
            # A deadlock with somebody who merges or deletes; nothing of the batch was written.
            log.warning("import_batch_again", import_id=lead_import.pk, error=type(error).__name__)
            if attempt == TRIES - 1:
                raise
    if alone is None:
        return False
    for row in alone:
        _row_import(lead_import, row)
    return True


def _row_import(lead_import: LeadImport, row: Row) -> None:
    """A row about more than one lead: merged or asked about, as wherever else somebody says so."""
    if lead_import.rows.filter(number=row.number).exists():
        return
    with transaction.atomic():
        owners = identities_owners(row.identities)
        record = LeadImportRow(lead_import=lead_import, number=row.number, outcome=SKIPPED)
        if owners and lead_import.duplicates == SKIP:
            record.lead_id = next(iter(owners.values()))
        else:
            _row_capture(lead_import, row, record)
        record.save()
        outcomes_count(lead_import.pk, [record.outcome])


def _row_capture(lead_import: LeadImport, row: Row, record: LeadImportRow) -> None:
    details = {name: value for name, value in row.details.items() if name != "notes"}
    try:
        with transaction.atomic():
            captured = lead_capture(
                source=LeadSource.IMPORT,
                identities=row.identities,
                details=details,
                note=row.details.get("notes", ""),
                actor=import_actor(lead_import),
                overwrite=lead_import.duplicates == UPDATE,
            )
    except AppError as error:
        record.outcome = FAILED
        record.faults = [
            {"field": "", "value": "", "code": error.code, "he": error.message_he, "en": error.message_en}
        ]
        return
    record.outcome = CREATED if captured.is_new else UPDATED
    record.lead_id = captured.lead.pk
    if captured.is_new:
        record.version, record.at = captured.lead.version, captured.lead.last_activity_at


def _come_further(lead_import: LeadImport, done: int, **counts: int) -> None:
    with transaction.atomic():
        behind = LeadImport.objects.filter(pk=lead_import.pk, state=lead_import.state, rows_done__lt=done)
        if behind.update(rows_done=done, touched_at=clock.now(), stalls=0, **counts):
            lead_import.rows_done = done
            import_announce(lead_import)


def _finish(import_id: int) -> None:
    with transaction.atomic():
        running = LeadImport.objects.select_for_update(no_key=True).filter(pk=import_id, state=State.RUNNING)
        lead_import = running.first()
        if lead_import is None:
            return
        lead_import.state, lead_import.finished_at = State.DONE, clock.now()
        lead_import.rows_total = lead_import.rows_done
        lead_import.save(update_fields=["state", "finished_at", "rows_total"])
        counts = {name: getattr(lead_import, name) for name in (CREATED, UPDATED, SKIPPED, FAILED)}
        import_audit(lead_import, import_actor(lead_import), "finished", **counts)
        import_announce(lead_import)
    file_forget(lead_import)


def _fail(lead_import: LeadImport, error: AppError) -> None:
    with transaction.atomic():
        lead_import.state, lead_import.finished_at = State.FAILED, clock.now()
        _explain(lead_import, error)
        lead_import.save(update_fields=["state", "finished_at", "error_code", "error_he", "error_en"])
        import_audit(lead_import, import_actor(lead_import), "failed", code=error.code)
        import_announce(lead_import)


def _explain(lead_import: LeadImport, error: AppError) -> None:
    lead_import.error_code = error.code
    lead_import.error_he, lead_import.error_en = error.message_he, error.message_en


def _stalled() -> AppError:
    return AppError(
        "import_stalled",
        500,
        "הייבוא נעצר בגלל תקלה. מה שיובא נשמר; אפשר לבטל את הייבוא ולנסות שוב.",
        "The import stopped because of a fault. What was imported is kept; undo it and try again.",
    )
