from apps.core.jobs import job
from apps.crm.services import merging


@job("crm.merge_settle")
def merge_settle(*, merge_id: int) -> None:
    merging.merge_settle(merge_id=merge_id)
