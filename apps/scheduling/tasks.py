from apps.core.jobs import job
from apps.scheduling.services import booking, holidays


@job("scheduling.holds_sweep")
def holds_sweep() -> None:
    booking.holds_sweep()


@job("scheduling.holidays_refresh")
def holidays_refresh() -> None:
    holidays.holidays_refresh()
