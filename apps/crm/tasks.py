from apps.core.jobs import job
from apps.crm.services import import_runs, import_undoing, merging, task_notices


@job("crm.merge_settle", in_closed=True)
def merge_settle(*, merge_id: int) -> None:
    merging.merge_settle(merge_id=merge_id)


@job("crm.import_check", seconds=300)
def import_check(*, import_id: int) -> None:
    import_runs.import_check_run(import_id=import_id)


@job("crm.import_run", seconds=300)
def import_run(*, import_id: int) -> None:
    import_runs.import_run(import_id=import_id)


@job("crm.import_rollback", seconds=300)
def import_rollback(*, import_id: int) -> None:
    import_undoing.import_rollback_run(import_id=import_id)


@job("crm.imports_sweep", seconds=120)
def imports_sweep() -> None:
    import_runs.imports_sweep()


@job("crm.tasks_due_tell", seconds=50)
def tasks_due_tell() -> None:
    task_notices.tasks_due_tell()
