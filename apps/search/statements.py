"""What the search box asks the database, a statement a group.

`{found}` gives the ids of the rows that match by themselves; behind those come the calls, chats and meetings
of the leads that were found.
"""

from psycopg import sql

LEADS = sql.SQL("""
    SELECT lead.id, lead.name, lead.phone, lead.email, lead.city, status.id, status.label, status.colour,
        status.kind, status.stale_after_days
    FROM crm_lead lead JOIN crm_leadstatus status ON status.id = lead.status_id
    WHERE lead.id = ANY(ARRAY({found}))
    ORDER BY lead.id DESC
""")
TURNS = sql.SQL("""
    SELECT source_id, text FROM conversations_message WHERE id = ANY(ARRAY({found})) ORDER BY id DESC
""")
CALLS = sql.SQL("""
    WITH own AS MATERIALIZED ({found})
    SELECT call.id, call.started_at, call.direction, call.status, call.outcome, call.from_number,
        call.summary, lead.id, lead.name, lead.phone,
        call.id = ANY(ARRAY(SELECT id FROM own)) OR call.id = ANY(%s::bigint[]) AS is_own
    FROM telephony_call call LEFT JOIN crm_lead lead ON lead.id = call.lead_id
    WHERE call.id = ANY(ARRAY(SELECT id FROM own)) OR call.id = ANY(%s::bigint[])
        OR call.lead_id = ANY(%s::bigint[])
    ORDER BY is_own DESC, call.id DESC LIMIT %s
""")
CHATS = sql.SQL("""
    SELECT thread.id, thread.channel, turn.started_at, turn.text, lead.id, lead.name, lead.phone
    FROM conversations_message turn
    JOIN conversations_conversation thread ON thread.id = turn.conversation_id
    JOIN crm_lead lead ON lead.id = thread.lead_id
    WHERE turn.id = ANY(ARRAY({found}))
    ORDER BY turn.id DESC
""")
CHATS_OF_PEOPLE = """
    SELECT thread.id, thread.channel, turn.started_at, turn.text, lead.id, lead.name, lead.phone
    FROM conversations_conversation thread
    JOIN crm_lead lead ON lead.id = thread.lead_id
    CROSS JOIN LATERAL (
        SELECT started_at, text FROM conversations_message
        WHERE conversation_id = thread.id ORDER BY started_at DESC, id DESC LIMIT 1
    ) turn
    WHERE thread.lead_id = ANY(%s::bigint[]) AND thread.channel <> 'phone'
    ORDER BY turn.started_at DESC LIMIT %s
"""
MEETINGS = sql.SQL("""
    WITH own AS MATERIALIZED ({found})
    SELECT meeting.id, meeting.starts_at, meeting.ends_at, meeting.status, meeting.service_label,
        meeting.notes,
        lead.id, lead.name, lead.phone, meeting.id = ANY(ARRAY(SELECT id FROM own)) AS is_own
    FROM scheduling_appointment meeting JOIN crm_lead lead ON lead.id = meeting.lead_id
    WHERE (meeting.id = ANY(ARRAY(SELECT id FROM own)) OR meeting.lead_id = ANY(%s::bigint[]))
        AND meeting.status <> 'held'
    ORDER BY is_own DESC, meeting.starts_at DESC LIMIT %s
""")
