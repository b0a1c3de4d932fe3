from typing import Any

from apps.audit.actors import Actor
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.core.insertion import row_insert


def audit_record(
    *, actor: Actor, action: str, target_kind: str, target_id: int, data: dict[str, Any] | None = None
) -> AuditEntry:
    """Writes one entry in the caller's transaction. `data` holds ids and field names, no customer's words."""
    entry = AuditEntry(
        at=clock.now(),
        actor_kind=actor.kind,
        actor_user_id=actor.user_id,
        impersonator_user_id=actor.impersonator_id,
        action=action,
        target_kind=target_kind,
        target_id=target_id,
        data=data or {},
    )
    row_insert(entry)
    return entry
