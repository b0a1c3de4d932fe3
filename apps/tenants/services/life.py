"""A business that is closed for a while, opened again, or leaves. Every change reaches open sockets at once.

Nobody calls these but apps.platform, which records who did it in the same transaction.
"""

from datetime import datetime

from apps.tenants.access import access_changed
from apps.tenants.errors import BusinessNotFoundError, BusinessStateError, NameMismatchError
from apps.tenants.models import Business

Status = Business.Status


def business_suspend(*, business_id: int, reason: str) -> Business:
    """Only an active one; raises BusinessStateError, BusinessNotFoundError."""
    business = _locked(business_id, when=[Status.ACTIVE])
    return _written(business, status=Status.SUSPENDED, suspended_reason=reason)


def business_resume(*, business_id: int) -> Business:
    business = _locked(business_id, when=[Status.SUSPENDED])
    return _written(business, status=Status.ACTIVE, suspended_reason="")


def business_delete_request(*, business_id: int, typed_name: str, delete_after: datetime) -> Business:
    """Closes the business at once and marks it to be removed later.

    Raises NameMismatchError unless the name was typed as it is.
    """
    business = _locked(business_id, when=[Status.ACTIVE, Status.SUSPENDED, Status.FAILED])
    if typed_name.strip() != business.name:
        raise NameMismatchError
    return _written(
        business,
        status_before_deleting=business.status,
        status=Status.DELETING,
        delete_after=delete_after,
        exported_to="",
    )


def business_delete_cancel(*, business_id: int) -> Business:
    """As it was before; a suspended one stays suspended."""
    business = _locked(business_id, when=[Status.DELETING])
    return _written(
        business, status=business.status_before_deleting, status_before_deleting="", delete_after=None
    )


def _locked(business_id: int, *, when: list[Status]) -> Business:
    business = Business.objects.select_for_update().filter(pk=business_id).first()
    if business is None:
        raise BusinessNotFoundError
    if business.status not in when:
        raise BusinessStateError(status=business.status)
    return business


def _written(business: Business, **values: object) -> Business:
    for name, value in values.items():
        setattr(business, name, value)
    business.save(update_fields=[*values])
    access_changed(business.schema_name)
    return business
