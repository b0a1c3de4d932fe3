from apps.platform.services.businesses import (
    business_delete_cancel,
    business_delete_request,
    business_flag_set,
    business_opened,
    business_provision_retry,
    business_resume,
    business_suspend,
)
from apps.platform.services.export import business_export
from apps.platform.services.removal import business_remove, businesses_due_remove

__all__ = [
    "business_delete_cancel",
    "business_delete_request",
    "business_export",
    "business_flag_set",
    "business_opened",
    "business_provision_retry",
    "business_remove",
    "business_resume",
    "business_suspend",
    "businesses_due_remove",
]
