from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.audit.services import audit_record
from apps.tenants.context import in_tenant
from apps.tenants.models import Business


def test_an_entry_stays_in_the_business_it_was_written_in(
    business: Business, other_business: Business
) -> None:
    audit_record(actor=SYSTEM, action="lead.created", target_kind="lead", target_id=7)

    assert AuditEntry.objects.values_list("action", "target_kind", "target_id").get() == (
        "lead.created",
        "lead",
        7,
    )
    with in_tenant(other_business.schema_name):
        assert not AuditEntry.objects.exists()
