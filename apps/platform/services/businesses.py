"""What system admins do to a business; a change and its entry in the journal are one transaction."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from apps.accounts.services import business_register
from apps.audit.actors import Actor
from apps.audit.platform.services import platform_audit_record
from apps.core import clock
from apps.scheduling.services.settings import zone_follow
from apps.tenants import services as tenants
from apps.tenants.context import in_tenant
from apps.tenants.errors import BusinessNotFoundError, BusinessStateError
from apps.tenants.flags import feature_flag_set, features_of
from apps.tenants.models import Business

GRACE = timedelta(days=30)
WITH_DIARY = frozenset({Business.Status.ACTIVE, Business.Status.SUSPENDED})


def business_opened(
    *,
    name: str,
    slug: str,
    owner_email: str,
    owner_name: str,
    phone_e164s: Iterable[str],
    actor: Actor,
) -> Business:
    """A business and its owner in one transaction; the schema is made by a worker.

    A new owner has no password yet and gets an invitation by e-mail. Raises ValidationError, or
    StaffMemberError for one of the platform's people.
    """
    with transaction.atomic():
        business = business_register(
            name=name,
            slug=slug,
            owner_email=owner_email,
            owner_name=owner_name,
            owner_password=None,
            phone_e164s=phone_e164s,
        )
        tenants.business_provision_later(business=business)
        _record(business, "business.opened", actor)
    return business


def business_change(*, business_id: int, name: str, timezone: str, language: str, actor: Actor) -> Business:
    """Raises BusinessNotFoundError, or ValidationError for a value that is not possible."""
    with transaction.atomic():
        business = Business.objects.select_for_update().filter(pk=business_id).first()
        if business is None:
            raise BusinessNotFoundError
        given = {"name": name, "timezone": timezone, "language": language}
        changed = [field for field, value in given.items() if getattr(business, field) != value]
        for field in changed:
            setattr(business, field, given[field])
        business.clean_fields()
        if changed:
            business.save(update_fields=changed)
            _record(business, "business.changed", actor, fields=changed)
        if "timezone" in changed and business.status in WITH_DIARY:
            _diary_tell(business)
    return business


def business_provision_retry(*, business_id: int, actor: Actor) -> Business:
    """Sends a business that failed, or whose worker died, to a worker again; once. Raises BusinessStateError
    for any other.
    """
    with transaction.atomic():
        business = Business.objects.select_for_update(no_key=True).filter(pk=business_id).first()
        if business is None:
            raise BusinessNotFoundError
        if not is_retriable(business):
            raise BusinessStateError(status=business.status)
        tenants.business_provision_later(business=business)
        _record(business, "business.provisioning_retried", actor)
    return business


def is_retriable(business: Business) -> bool:
    """Whether nobody is at work on making it, and none is on the way."""
    until = business.provisioning_until
    is_abandoned = until is not None and until < clock.now()
    status = business.status
    return status == Business.Status.FAILED or (status == Business.Status.PROVISIONING and is_abandoned)


def business_suspend(*, business_id: int, reason: str, actor: Actor) -> Business:
    """Calls, messages and sign-ins stop at once. `reason` is for the platform's own people."""
    with transaction.atomic():
        business = tenants.business_suspend(business_id=business_id, reason=reason)
        _record(business, "business.suspended", actor, reason=reason)
    return business


def business_resume(*, business_id: int, actor: Actor) -> Business:
    return _changed("business.resumed", actor, tenants.business_resume, business_id=business_id)


def business_delete_request(*, business_id: int, typed_name: str, actor: Actor) -> Business:
    """Closes the business at once; it is removed after GRACE.

    Raises NameMismatchError, BusinessStateError.
    """
    return _changed(
        "business.deletion_requested",
        actor,
        tenants.business_delete_request,
        business_id=business_id,
        typed_name=typed_name,
        delete_after=clock.now() + GRACE,
    )


def business_delete_cancel(*, business_id: int, actor: Actor) -> Business:
    return _changed(
        "business.deletion_cancelled", actor, tenants.business_delete_cancel, business_id=business_id
    )


def business_flags_set(*, business_id: int, flags: Mapping[str, bool], actor: Actor) -> None:
    """Switches the features that are not so yet. Raises KeyError for one that does not exist."""
    with transaction.atomic():
        business = Business.objects.select_for_update().filter(pk=business_id).first()
        if business is None:
            raise BusinessNotFoundError
        before = features_of(business=business)
        for name, is_enabled in flags.items():
            if is_enabled != before[name]:
                feature_flag_set(business=business, name=name, is_enabled=is_enabled)
                _record(business, "business.flag_set", actor, flag=name, is_enabled=is_enabled)


def _changed(action: str, actor: Actor, change: Callable[..., Business], **arguments: Any) -> Business:
    with transaction.atomic():
        business = change(**arguments)
        _record(business, action, actor)
    return business


def _diary_tell(business: Business) -> None:
    with in_tenant(business.schema_name):
        zone_follow()


def _record(business: Business, action: str, actor: Actor, **data: Any) -> None:
    platform_audit_record(
        actor=actor,
        action=action,
        business=business,
        target_kind="business",
        target_id=business.pk,
        data=data,
    )
