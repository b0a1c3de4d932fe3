from apps.core.jobs import job
from apps.platform import services


@job("platform.businesses_due_remove")
def businesses_due_remove() -> None:
    services.businesses_due_remove()


@job("platform.business_remove", seconds=1800)
def business_remove(*, business_id: int) -> None:
    services.business_remove(business_id=business_id)
