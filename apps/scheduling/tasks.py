from apps.core.jobs import job
from apps.scheduling.services import booking


@job("scheduling.holds_sweep")
def holds_sweep() -> None:
    booking.holds_sweep()
