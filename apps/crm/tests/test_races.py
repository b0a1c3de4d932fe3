from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.crm.models import ContactIdentity, Lead
from apps.crm.services.leads import lead_update
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import lead_of
from apps.crm.tests.threads import at_once
from apps.events.models import OutboxEvent

CALLERS = 20


def test_twenty_callers_with_one_number_become_one_lead(tenants_db, business):
    results = at_once(business.schema_name, [lambda: lead_of("0521234567")] * CALLERS)

    assert [is_new for _, is_new in results].count(True) == 1
    assert len({lead.pk for lead, _ in results}) == 1
    assert Lead.objects.count() == 1
    assert ContactIdentity.objects.count() == 1
    assert OutboxEvent.objects.filter(type="lead.created").count() == 1
    assert AuditEntry.objects.filter(action="lead.created").count() == 1


def test_one_number_claimed_by_many_leads_stays_with_one(tenants_db, business):
    leads = LeadFactory.create_batch(8)

    def claim(lead):
        return lambda: lead_update(lead_id=lead.pk, changes={"phone": "0541112222"}, actor=SYSTEM)

    at_once(business.schema_name, [claim(lead) for lead in leads])

    assert ContactIdentity.objects.filter(kind="phone", value="+972541112222").count() == 1
    assert Lead.objects.filter(phone="+972541112222").count() == 8


def test_concurrent_notes_are_all_kept(tenants_db, business):
    lead = LeadFactory.create()

    def add(number):
        return lambda: lead_update(lead_id=lead.pk, changes={}, actor=SYSTEM, note=f"הערה {number}")

    at_once(business.schema_name, [add(number) for number in range(8)])

    lead.refresh_from_db()
    assert sorted(lead.notes.splitlines()) == [f"הערה {number}" for number in range(8)]
    assert lead.version == 9
