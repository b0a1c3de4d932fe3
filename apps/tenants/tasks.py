from apps.core.jobs import job
from apps.tenants import services


@job("tenants.fan_out")
def fan_out(*, name: str, spread_seconds: float) -> None:
    services.job_fan_out(name=name, spread_seconds=spread_seconds)
