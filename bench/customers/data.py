"""A business with years of customers, made by the database itself."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from apps.tenants.context import in_tenant
from bench.customers.words import CITIES, FAMILY, GIVEN, SAID, SERVICES, SUMMARIES, TAGS

ONE_OF = "({0})[1 + floor(random() * array_length({0}, 1))::int]"
LEADS = """
    INSERT INTO crm_lead (name, phone, email, status_id, source, owner_id, city, service_wanted, notes, tags,
        next_step, custom, last_activity_at, version, created_at, updated_at)
    SELECT
        given || ' ' || family, '+9725' || lpad(floor(random() * 1e8)::text, 8, '0'),
        CASE WHEN number %% 2 = 0 THEN 'user' || number || '@example.com' ELSE '' END,
        (%(statuses)s::bigint[])[
            1 + floor(random() * random() * array_length(%(statuses)s::bigint[], 1))::int
        ],
        (ARRAY['phone', 'whatsapp', 'form', 'import', 'manual'])[1 + floor(random() * 5)::int],
        CASE WHEN number %% 3 = 0 THEN 1 + number %% 5 END, city, service,
        CASE WHEN number %% 4 = 0 THEN summary ELSE '' END,
        CASE WHEN number %% 5 = 0 THEN ARRAY[tag] ELSE '{{}}' END, '',
        CASE WHEN number %% 10 = 0 THEN jsonb_build_object('budget', number %% 100 * 100) ELSE '{{}}' END,
        at + random() * (now() - at), 1, at, at
    FROM (
        SELECT number, now() - (%(leads)s - number) * interval '1095 days' / %(leads)s AS at,
            {given} AS given, {family} AS family, {city} AS city, {service} AS service, {summary} AS summary,
            {tag} AS tag
        FROM generate_series(1, %(leads)s) number
    ) person
"""
IDENTITIES = """
    INSERT INTO crm_contactidentity (lead_id, kind, value, created_at)
    SELECT id, 'phone', phone, created_at FROM crm_lead ON CONFLICT DO NOTHING
"""
THREADS = """
    INSERT INTO conversations_conversation (lead_id, channel, is_current, ai_state, created_at)
    SELECT id, channel, true, 'on', created_at FROM crm_lead, unnest(ARRAY['phone', 'whatsapp']) channel
    WHERE id %% CASE channel WHEN 'phone' THEN 3 ELSE 6 END = 0
"""
CALLS = """
    INSERT INTO telephony_call (sid, direction, from_number, to_number, lead_id, conversation_id, status,
        outcome, started_at, answered_at, ended_at, end_reason, duration_ms, turn_latencies_ms, faults,
        summary, next_step, is_recorded)
    SELECT 'CA' || md5(number::text), 'inbound', lead.phone, '+97237630000', lead.id, thread.id, 'completed',
        'lead', at, at, at + interval '1 minute', 'caller', 60000, '[]', '[]', {summary}, '', true
    FROM (
        SELECT number, (%(phone_threads)s::bigint[])[
                1 + floor(random() * array_length(%(phone_threads)s::bigint[], 1))::int
            ] AS thread_id, now() - (%(calls)s - number) * interval '1000 days' / %(calls)s AS at
        FROM generate_series(1, %(calls)s) number
    ) placed
    JOIN conversations_conversation thread ON thread.id = thread_id
    JOIN crm_lead lead ON lead.id = thread.lead_id
    ORDER BY number
"""
TURNS = """
    INSERT INTO conversations_message (conversation_id, author, text, unheard_text, source_kind, source_id,
        external_id, position, started_at, offset_ms, created_at)
    SELECT conversation_id, CASE WHEN nth %% 2 = 0 THEN 'customer' ELSE 'ai' END,
        {said} || ' ' || {said}, '', 'call', call.id, nth::text, nth, started_at + nth * interval '5 seconds',
        nth * 5000, started_at
    FROM telephony_call call, generate_series(1, 4) nth
    ORDER BY call.id
"""
CHATS = """
    INSERT INTO conversations_message (conversation_id, author, text, unheard_text, source_kind, source_id,
        external_id, position, started_at, offset_ms, created_at)
    SELECT thread_id, CASE WHEN number %% 2 = 0 THEN 'customer' ELSE 'ai' END,
        {said} || ' ' || {given} || ' ' || {city}, '', 'whatsapp', number, 'wa' || number, 0, at, 0, at
    FROM (
        SELECT number, (%(chat_threads)s::bigint[])[
                1 + floor(random() * random() * array_length(%(chat_threads)s::bigint[], 1))::int
            ] AS thread_id, now() - (%(chats)s - number) * interval '900 days' / %(chats)s AS at
        FROM generate_series(1, %(chats)s) number
    ) sent
"""
MEETINGS = """
    INSERT INTO scheduling_appointment (resource_id, lead_id, service_label, starts_at, ends_at,
        buffer_before_minutes, buffer_after_minutes, busy, status, lineage, rescheduled_count, source,
        source_kind, created_by_kind, notes, version, created_at, updated_at)
    SELECT (SELECT id FROM scheduling_resource WHERE is_default), lead.id, lead.service_wanted, at,
        at + interval '30 minutes', 0, 0, tstzrange(at, at + interval '30 minutes'), 'confirmed',
        gen_random_uuid(), 0, 'phone', '', 'ai', {said}, 1, at, at
    FROM (
        SELECT number, now() + (number - %(meetings)s + 200) * interval '1 hour' AS at
        FROM generate_series(1, %(meetings)s) number
    ) planned
    JOIN crm_lead lead ON lead.id = number * 7
"""
TASKS = """
    INSERT INTO crm_task (title, details, all_day, priority, status, recurrence, lead_id, source_kind,
        created_by_kind, version, created_at, updated_at)
    SELECT 'לחזור ללקוח', '', false, 'normal', 'open', '', id, '', 'ai', 1, created_at, created_at
    FROM crm_lead WHERE id %% 5 = 0
"""
NOTES = """
    INSERT INTO crm_leadnote (lead_id, author_kind, text, created_at)
    SELECT id, 'ai', {summary}, created_at FROM crm_lead WHERE id %% 4 = 0
"""
JOURNAL = """
    INSERT INTO audit_auditentry (at, actor_kind, action, target_kind, target_id, data)
    SELECT created_at, 'ai', action, 'lead', id, CASE action WHEN 'lead.created' THEN '{{}}'
        ELSE jsonb_build_object('fields', '["status_id"]'::jsonb, 'status_from', %(first)s::bigint,
            'status_to', status_id) END
    FROM crm_lead, unnest(ARRAY['lead.created', 'lead.updated']) action
    WHERE action = 'lead.created' OR id %% 4 = 0
"""
STATEMENTS = (LEADS, IDENTITIES, THREADS, CALLS, TURNS, CHATS, MEETINGS, TASKS, NOTES, JOURNAL)
# One who writes all the time.
REGULAR = """
    UPDATE conversations_message SET conversation_id = (
        SELECT max(id) FROM conversations_conversation WHERE channel = 'whatsapp'
    ) WHERE source_kind = 'whatsapp' AND id % 50 = 0
"""


@dataclass(frozen=True, slots=True)
class Size:
    leads: int
    calls: int
    chats: int
    meetings: int

    @property
    def messages(self) -> int:
        return 4 * self.calls + self.chats


LARGE = Size(leads=100_000, calls=50_000, chats=100_000, meetings=5_000)
SMALL = Size(leads=500, calls=250, chats=500, meetings=50)


def furnish(schema: str, size: Size) -> None:
    """Fills an empty business; the same every time."""
    with in_tenant(schema), connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM crm_leadstatus")
        statuses = cursor.fetchone()[0]
        given: dict[str, Any] = {
            "leads": size.leads,
            "calls": size.calls,
            "chats": size.chats,
            "meetings": size.meetings,
            "statuses": statuses,
            "first": statuses[0],
        }
        for statement in STATEMENTS:
            if statement is CALLS:
                given |= {f"{name}_threads": _threads(cursor, channel) for name, channel in CHANNELS.items()}
            cursor.execute(statement.format(**_WORDS), given)
        cursor.execute(REGULAR)
        cursor.execute("SET synchronous_commit = on")


CHANNELS = {"phone": "phone", "chat": "whatsapp"}
_WORDS = {
    name: ONE_OF.format("ARRAY[" + ", ".join(f"'{word}'" for word in words) + "]")
    for name, words in {
        "given": GIVEN,
        "family": FAMILY,
        "city": CITIES,
        "service": SERVICES,
        "said": SAID,
        "summary": SUMMARIES,
        "tag": TAGS,
    }.items()
}


def _threads(cursor: Any, channel: str) -> list[int]:
    cursor.execute(
        "SELECT array_agg(id ORDER BY id) FROM conversations_conversation WHERE channel = %s", [channel]
    )
    return list(cursor.fetchone()[0])
