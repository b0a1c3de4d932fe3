from apps.core.jobs import job
from apps.tenants import services
from apps.tenants.selectors import business_get


@job("tenants.fan_out")
def fan_out(*, name: str, spread_seconds: float) -> None:
    services.job_fan_out(name=name, spread_seconds=spread_seconds)


@job("tenants.business_provision", seconds=240)
def business_provision(*, business_id: int) -> None:
    services.business_provision(business=business_get(business_id=business_id))


@job("tenants.provisioning_sweep")
def provisioning_sweep() -> None:
    services.provisioning_sweep()
