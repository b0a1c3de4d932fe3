from typing import Any

from apps.audit.actors import Actor
from apps.audit.platform.models import PlatformAuditEntry
from apps.core import clock
from apps.tenants.models import Business


def platform_audit_record(
    *,
    actor: Actor,
    action: str,
    target_kind: str,
    target_id: int,
    business: Business | None = None,
    data: dict[str, Any] | None = None,
) -> PlatformAuditEntry:
    """Writes one entry in the caller's transaction. `data` holds ids and facts, no words, no secrets."""
    return PlatformAuditEntry.objects.create(
        at=clock.now(),
        actor_kind=actor.kind,
        actor_user_id=actor.user_id,
        action=action,
        business_id=business.pk if business else None,
        business_name=business.name if business else "",
        target_kind=target_kind,
        target_id=target_id,
        data=data or {},
    )
