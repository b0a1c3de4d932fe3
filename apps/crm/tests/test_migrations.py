"""A business that was there before keeps its leads, in their order."""

from django.db import connection

from apps.conversations.models import Conversation
from apps.crm.models import Lead
from apps.tenants.context import in_tenant, tables_migrate
from apps.tenants.provisioning import schema_provision
from apps.tenants.services import business_create

LEADS = """
    INSERT INTO crm_lead (name, phone, email, status_id, source, city, service_wanted, notes, version,
                          created_at, updated_at)
    SELECT 'לקוח ' || number, '+97252000000' || number, '', (SELECT min(id) FROM crm_leadstatus), 'phone',
           '', '', '', 1, now() - interval '9 days', now() - interval '5 days'
    FROM generate_series(1, 3) number
"""
EMPTY = """
    INSERT INTO crm_lead (name, phone, email, status_id, source, city, service_wanted, notes, tags, next_step,
                          custom, last_activity_at, version, created_at, updated_at)
    SELECT '', '', '', (SELECT min(id) FROM crm_leadstatus), source, '', '', '', '{}', '', '{}', now(), 1,
           now(), now()
    FROM unnest(%s::text[]) source
"""
CONVERSATIONS = """
    INSERT INTO conversations_conversation (lead_id, channel, ai_state, created_at)
    SELECT id, 'phone', 'on', now() FROM crm_lead
"""


def test_leads_of_before_stand_in_their_column_and_are_found(tenants_db):
    old = business_create(name="ותיק", slug="old", phone_e164s=[])
    schema_provision(schema=old.schema_name, tell=lambda step: None)
    tables_migrate(old.schema_name, "crm", "0001")
    with in_tenant(old.schema_name), connection.cursor() as cursor:
        cursor.execute(LEADS)
        cursor.execute(CONVERSATIONS)

    tables_migrate(old.schema_name)

    with in_tenant(old.schema_name):
        leads = list(Lead.objects.order_by("position"))
        assert [lead.name for lead in leads] == ["לקוח 3", "לקוח 2", "לקוח 1"]
        assert all(lead.last_activity_at == lead.updated_at for lead in leads)
        assert "0520000003" in leads[0].search_text
        assert Conversation.objects.filter(is_current=True).count() == 3


def test_leads_that_held_nothing_get_a_name_to_be_found_by(tenants_db):
    old = business_create(name="ריק", slug="empty", phone_e164s=[])
    schema_provision(schema=old.schema_name, tell=lambda step: None)
    tables_migrate(old.schema_name, "crm", "0009")
    with in_tenant(old.schema_name), connection.cursor() as cursor:
        cursor.execute(EMPTY, [["manual", "whatsapp"]])

    tables_migrate(old.schema_name)

    with in_tenant(old.schema_name):
        named = dict(Lead.objects.values_list("source", "name"))
    assert named == {"manual": "ליד ללא פרטים", "whatsapp": ""}
