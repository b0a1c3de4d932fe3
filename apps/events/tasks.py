from apps.core.jobs import job
from apps.events import services


@job("events.deliver", in_closed=True)
def deliver() -> None:
    services.events_deliver()


@job("events.sweep")
def sweep() -> None:
    services.events_sweep()
