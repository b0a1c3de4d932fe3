"""One of the platform's people acts as a member: for a reason, for half an hour, in both journals.

It starts on the public host, where system admins are, and goes on at the business's host by a one-shot code.
"""

import hashlib
import secrets

from django.conf import settings
from django.db import transaction

from apps.accounts.errors import ImpersonationRefusedError, LinkInvalidError, NotImpersonatingError
from apps.accounts.models import Impersonation, Membership, RefreshSession, User
from apps.accounts.selectors import memberships_open
from apps.accounts.services.endings import impersonation_record, sessions_end
from apps.accounts.services.sessions import SignedIn, session_start
from apps.accounts.visitors import Visitor
from apps.audit.actors import Actor
from apps.core import clock
from apps.tenants.context import in_tenant
from apps.tenants.hosts import business_url
from apps.tenants.models import Business

REASON_LENGTH = 300


@transaction.atomic
def impersonation_start(*, system_admin: User, membership: Membership, reason: str) -> str:
    """The address on the business's host that opens it, once and within a minute or two.

    Raises ImpersonationRefusedError for anybody but a system admin, for a member who may not come in, and
    without a reason.
    """
    reason = " ".join(reason.split())
    is_stated = 0 < len(reason) <= REASON_LENGTH
    if not is_stated or not system_admin.is_system_admin or not _may_come_in(membership):
        raise ImpersonationRefusedError
    now = clock.now()
    code = secrets.token_urlsafe(32)
    impersonation = Impersonation.objects.create(
        system_admin=system_admin,
        membership=membership,
        business=membership.business,
        reason=reason,
        code_hash=_hashed(code),
        started_at=now,
        ends_at=now + settings.IMPERSONATION_LASTS,
    )
    with in_tenant(membership.business.schema_name):
        impersonation_record(impersonation, "impersonation.started")
    return business_url(business=membership.business, path=f"/impersonate#code={code}")


@transaction.atomic
def impersonation_open(*, code: str, business: Business, visitor: Visitor) -> SignedIn:
    """Signs the system admin in as the member. Raises LinkInvalidError: the code is used, old or wrong."""
    now = clock.now()
    impersonation = (
        Impersonation.objects.select_for_update(of=("self",))
        .select_related("system_admin")
        .filter(
            code_hash=_hashed(code),
            business=business,
            ended_at=None,
            started_at__gt=now - settings.IMPERSONATION_CODE_LASTS,
        )
        .first()
    )
    if impersonation is None or not impersonation.system_admin.is_system_admin:
        raise LinkInvalidError
    member = memberships_open().select_related("user", "business").filter(pk=impersonation.membership_id)
    membership = member.first()
    if membership is None:
        raise LinkInvalidError
    impersonation.code_hash = None
    impersonation.save(update_fields=["code_hash"])
    return session_start(membership=membership, visitor=visitor, impersonation=impersonation)


def impersonation_end(*, membership: Membership, actor: Actor) -> None:
    """Raises NotImpersonatingError when the member is just the member."""
    impersonation = membership.impersonation
    if impersonation is None:
        raise NotImpersonatingError
    sessions_end(
        sessions=impersonation.sessions.all(), reason=RefreshSession.EndReason.SIGNED_OUT, actor=actor
    )


def _may_come_in(membership: Membership) -> bool:
    return memberships_open().filter(pk=membership.pk).exists()


def _hashed(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
