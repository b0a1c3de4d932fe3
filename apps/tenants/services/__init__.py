from apps.tenants.services.jobs import job_fan_out
from apps.tenants.services.life import (
    business_delete_cancel,
    business_delete_request,
    business_resume,
    business_suspend,
)
from apps.tenants.services.numbers import phone_number_add
from apps.tenants.services.opening import (
    business_create,
    business_provision,
    business_provision_later,
    provisioning_sweep,
)

__all__ = [
    "business_create",
    "business_delete_cancel",
    "business_delete_request",
    "business_provision",
    "business_provision_later",
    "business_resume",
    "business_suspend",
    "job_fan_out",
    "phone_number_add",
    "provisioning_sweep",
]
