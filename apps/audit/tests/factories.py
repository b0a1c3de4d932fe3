from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.audit.services import audit_record


def entry_make(action: str = "kettle.boiled") -> AuditEntry:
    return audit_record(actor=SYSTEM, action=action, target_kind="kettle", target_id=1)
