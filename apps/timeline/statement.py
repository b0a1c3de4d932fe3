"""What happened with one lead, the newest first, in one SQL statement.

Each kind of entry is read along an index of its own up to a page, so a page costs the same however long the
story is. What went into the lead by a merge is told in its journal as well (`family`).
"""

CALLS = """
    SELECT
        started_at AS at, 'call' AS kind, id,
        CASE direction WHEN 'inbound' THEN 'customer' ELSE 'ai' END AS actor_kind,
        NULL::bigint AS actor_user_id,
        summary, '' AS action,
        jsonb_build_object(
            'direction', direction, 'status', status, 'outcome', outcome, 'duration_ms', duration_ms,
            'next_step', next_step, 'topic', understood.topic, 'sentiment', understood.sentiment
        ) AS data
    FROM telephony_call
    LEFT JOIN LATERAL (
        SELECT topic, sentiment FROM assistant_understanding
        WHERE source_kind = 'call' AND source_id = telephony_call.id LIMIT 1
    ) understood ON true
    WHERE lead_id = %(lead)s AND (started_at, 'call', id) < (%(at)s, %(kind)s, %(id)s)
    ORDER BY started_at DESC, id DESC LIMIT %(most)s
"""
# What was said in a call stands in the call.
MESSAGES = """
    SELECT
        turn.started_at, 'message', turn.id,
        CASE
            WHEN turn.author IN ('customer', 'ai') THEN turn.author
            WHEN turn.author IN ('human_app', 'human_phone') THEN 'user'
            ELSE 'system'
        END,
        NULL, turn.said, '',
        jsonb_build_object(
            'conversation_id', thread.id, 'channel', thread.channel, 'author', turn.author
        )
    FROM conversations_conversation thread
    CROSS JOIN LATERAL (
        SELECT started_at, id, author, left(text, 500) AS said
        FROM conversations_message
        WHERE conversation_id = thread.id AND (started_at, 'message', id) < (%(at)s, %(kind)s, %(id)s)
        ORDER BY started_at DESC, id DESC LIMIT %(most)s
    ) turn
    WHERE thread.lead_id = %(lead)s AND thread.channel <> 'phone'
    ORDER BY turn.started_at DESC, turn.id DESC LIMIT %(most)s
"""
APPOINTMENTS = """
    SELECT
        starts_at, 'appointment', id, coalesce(nullif(created_by_kind, ''), 'system'), created_by_user_id,
        service_label, '',
        jsonb_build_object(
            'starts_at', starts_at, 'ends_at', ends_at, 'status', status, 'source', source
        )
    FROM scheduling_appointment
    WHERE lead_id = %(lead)s AND status <> 'held'
        AND (starts_at, 'appointment', id) < (%(at)s, %(kind)s, %(id)s)
    ORDER BY starts_at DESC, id DESC LIMIT %(most)s
"""
TASKS = """
    SELECT
        created_at, 'task', id, created_by_kind, created_by_user_id, title, '',
        jsonb_build_object(
            'status', status, 'due_at', due_at, 'all_day', all_day, 'priority', priority,
            'assignee_id', assignee_id, 'done_at', done_at
        )
    FROM crm_task
    WHERE lead_id = %(lead)s AND (created_at, 'task', id) < (%(at)s, %(kind)s, %(id)s)
    ORDER BY created_at DESC, id DESC LIMIT %(most)s
"""
NOTES = """
    SELECT
        created_at, 'note', id, author_kind, author_user_id, left(text, 500), '',
        jsonb_build_object('edited_at', edited_at, 'is_cut', length(text) > 500)
    FROM crm_leadnote
    WHERE lead_id = %(lead)s AND (created_at, 'note', id) < (%(at)s, %(kind)s, %(id)s)
    ORDER BY created_at DESC, id DESC LIMIT %(most)s
"""
STATUSES = """
    SELECT
        entry.at, 'status', entry.id, entry.actor_kind, entry.actor_user_id,
        coalesce(now_in.label, now_gone.label, ''), '',
        jsonb_build_object(
            'from', jsonb_build_object(
                'id', entry.data -> 'status_from',
                'label', coalesce(was_in.label, was_gone.label),
                'colour', coalesce(was_in.colour, was_gone.colour)
            ),
            'to', jsonb_build_object(
                'id', entry.data -> 'status_to',
                'label', coalesce(now_in.label, now_gone.label),
                'colour', coalesce(now_in.colour, now_gone.colour)
            )
        )
    FROM (
        SELECT * FROM audit_auditentry
        WHERE target_kind = 'lead' AND target_id = ANY(ARRAY(SELECT id FROM family))
            AND action = 'lead.updated' AND data ? 'status_to'
            AND (at, 'status', id) < (%(at)s, %(kind)s, %(id)s)
        ORDER BY at DESC, id DESC LIMIT %(most)s
    ) entry
    LEFT JOIN crm_leadstatus was_in ON was_in.id = (entry.data ->> 'status_from')::bigint
    LEFT JOIN crm_leadstatus now_in ON now_in.id = (entry.data ->> 'status_to')::bigint
    LEFT JOIN LATERAL (
        SELECT data ->> 'label' AS label, data ->> 'colour' AS colour FROM audit_auditentry
        WHERE was_in.id IS NULL AND target_kind = 'lead_status' AND action = 'lead_status.deleted'
            AND target_id = (entry.data ->> 'status_from')::bigint LIMIT 1
    ) was_gone ON true
    LEFT JOIN LATERAL (
        SELECT data ->> 'label' AS label, data ->> 'colour' AS colour FROM audit_auditentry
        WHERE now_in.id IS NULL AND target_kind = 'lead_status' AND action = 'lead_status.deleted'
            AND target_id = (entry.data ->> 'status_to')::bigint LIMIT 1
    ) now_gone ON true
"""
# A merge stands in the journals of both leads and is told once.
EVENTS = """
    SELECT
        at, 'event', id, actor_kind, actor_user_id, '', action,
        jsonb_build_object('action', action, 'consent', data -> 'kind', 'merge_id', data -> 'merge_id')
    FROM audit_auditentry
    WHERE target_kind = 'lead' AND target_id = ANY(ARRAY(SELECT id FROM family))
        AND (
            action IN ('lead.created', 'lead.consented', 'lead.refused')
            OR action IN ('lead.merged', 'lead.merge_undone') AND target_id = %(lead)s
        )
        AND (at, 'event', id) < (%(at)s, %(kind)s, %(id)s)
    ORDER BY at DESC, id DESC LIMIT %(most)s
"""
EVERYTHING = (CALLS, MESSAGES, APPOINTMENTS, TASKS, NOTES, STATUSES, EVENTS)
FAMILY = """
    WITH RECURSIVE family(id) AS (
        SELECT %(lead)s::bigint
        UNION
        SELECT merged.id FROM crm_lead merged JOIN family ON merged.merged_into_id = family.id
    )
"""
NEWEST_FIRST = "ORDER BY at DESC, kind DESC, id DESC LIMIT %(most)s"
TIMELINE = " ".join([FAMILY, " UNION ALL ".join(f"({entries})" for entries in EVERYTHING), NEWEST_FIRST])
