"""The host names of their own that businesses are reached at, beside the one they were opened with."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.audit.actors import Actor
from apps.audit.platform.services import platform_audit_record
from apps.core.unique import unique_save
from apps.tenants.hosts import host_name
from apps.tenants.models import Business, Domain
from apps.tenants.slugs import IS_RESERVED

IS_ITS_FIRST = _("זה שם המתחם שבו נפתח העסק, והוא נשאר שלו.")
_shape = DomainNameValidator(accept_idna=False)


def domain_require(text: str) -> str:
    """The name as browsers send it. Raises ValidationError for what is none, and for the platform's own."""
    name = host_name(text.strip())
    _shape(name)
    if name.rpartition(".")[2].isdigit():
        raise ValidationError(_shape.message, code=_shape.code)
    if f".{name}".endswith(f".{settings.TENANT_BASE_DOMAIN}") or name in settings.PUBLIC_HOSTS:
        raise ValidationError(IS_RESERVED, code="reserved")
    return name


@transaction.atomic
def domain_add(*, business: Business, name: str, actor: Actor) -> Domain:
    """Raises ValidationError for a name that is taken, is the platform's own or is none."""
    domain = Domain(tenant=business, domain=domain_require(name), is_primary=False)
    unique_save(domain)
    _record(domain, "domain.added", actor)
    return domain


@transaction.atomic
def domain_remove(*, domain: Domain, actor: Actor) -> None:
    """Nobody answers there from then on. Raises ValidationError for the name that links and letters carry."""
    if domain.is_primary:
        raise ValidationError(IS_ITS_FIRST, code="primary")
    _record(domain, "domain.removed", actor)
    domain.delete()


def _record(domain: Domain, action: str, actor: Actor) -> None:
    platform_audit_record(
        actor=actor,
        action=action,
        business=domain.tenant,
        target_kind="domain",
        target_id=domain.pk,
        data={"domain": domain.domain},
    )
