from apps.platform.services.businesses import (
    business_change,
    business_delete_cancel,
    business_delete_request,
    business_flags_set,
    business_opened,
    business_provision_retry,
    business_resume,
    business_suspend,
    is_retriable,
)
from apps.platform.services.domains import domain_add, domain_remove, domain_require
from apps.platform.services.export import business_export
from apps.platform.services.numbers import phone_number_remove, phone_number_save
from apps.platform.services.people import user_activate, user_deactivate
from apps.platform.services.removal import business_remove, businesses_due_remove

__all__ = [
    "business_change",
    "business_delete_cancel",
    "business_delete_request",
    "business_export",
    "business_flags_set",
    "business_opened",
    "business_provision_retry",
    "business_remove",
    "business_resume",
    "business_suspend",
    "businesses_due_remove",
    "domain_add",
    "domain_remove",
    "domain_require",
    "is_retriable",
    "phone_number_remove",
    "phone_number_save",
    "user_activate",
    "user_deactivate",
]
