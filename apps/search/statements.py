"""What the search box asks the database: which rows match by themselves, then everything that is shown.

PostgreSQL keeps the plans of both (rows_prepared), for making them takes longer than answering. So the second
is one text for all, and its columns are of one type for good.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from apps.crm.selectors.matching import Query, Reach, first_matching
from apps.hebrew.search import Way

FEW, WALK = 200, 4000


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look. `glance` as in Reach: more rows where most of what is looked for stands."""

    name: str
    table: str
    condition: str = "TRUE"
    glance: int = 80

    def first(self, way: Way, most: int) -> Query:
        rows = f"SELECT id, search_text FROM {self.table} WHERE {self.condition}"  # noqa: S608 (constants)
        reach = Reach(self.glance, FEW, WALK)
        return first_matching(rows=(rows, []), columns="id", order="id DESC", way=way, most=most, reach=reach)


LEADS = Place("leads", "crm_lead", "merged_into_id IS NULL", glance=200)
TURNS = Place("turns", "conversations_message", "source_kind = 'call'")
CALLS = Place("calls", "telephony_call")
CHATS = Place("chats", "conversations_message", "source_kind <> 'call'")
MEETINGS = Place("meetings", "scheduling_appointment", "status <> 'held'")


PLACES = (LEADS, TURNS, CALLS, CHATS, MEETINGS)


def matching(wanted: Collection[Place], way: Way, most: int) -> Query:
    """Rows of a place's name and an id: the newest that match in each that is wanted.

    The others are named and not looked into, so that it is one statement wherever is looked.
    """
    statements: list[str] = []
    parameters: list[Any] = []
    for place in PLACES:
        statement, sought = place.first(way, most)
        statements.append(
            f"SELECT '{place.name}', id FROM ({statement}) {place.name} WHERE (SELECT %s::boolean)"  # noqa: S608 (ours)
        )
        parameters += [*sought, place in wanted]
    return " UNION ALL ".join(statements), parameters


SHOWN = """
    WITH asked AS MATERIALIZED (
        SELECT %s::bigint[] AS leads, %s::bigint[] AS turns, %s::bigint[] AS calls, %s::bigint[] AS chats,
            %s::bigint[] AS meetings, %s::bigint[] AS people, %s::bigint AS most
    ), said AS MATERIALIZED (
        SELECT DISTINCT ON (source_id) source_id, text FROM conversations_message
        WHERE id = ANY((SELECT turns FROM asked)::bigint[]) ORDER BY source_id, id DESC
    )
    (
        SELECT 'leads' AS place, lead.id, NULL::timestamptz, NULL::timestamptz, ''::text,
            ARRAY[lead.email, lead.city, status.label, status.colour, status.kind]::text[],
            ARRAY[status.id, status.stale_after_days]::bigint[],
            lead.id, lead.name::text, lead.phone::text
        FROM crm_lead lead JOIN crm_leadstatus status ON status.id = lead.status_id
        WHERE lead.id = ANY((SELECT leads FROM asked)::bigint[])
        ORDER BY lead.id DESC
    )
    UNION ALL
    (
        SELECT 'calls', call.id, call.started_at, NULL, coalesce(said.text, call.summary)::text,
            ARRAY[call.direction, call.status, call.outcome, call.from_number]::text[], NULL,
            lead.id, lead.name::text, lead.phone::text
        FROM telephony_call call
        LEFT JOIN said ON said.source_id = call.id
        LEFT JOIN crm_lead lead ON lead.id = call.lead_id
        WHERE call.id = ANY((SELECT calls FROM asked)::bigint[])
            OR call.id = ANY(ARRAY(SELECT source_id FROM said))
            OR call.lead_id = ANY((SELECT people FROM asked)::bigint[])
        ORDER BY said.source_id IS NOT NULL OR call.id = ANY((SELECT calls FROM asked)::bigint[]) DESC,
            call.id DESC
        LIMIT (SELECT most FROM asked)
    )
    UNION ALL
    (
        SELECT 'chats', thread.id, turn.started_at, NULL, turn.text::text,
            ARRAY[thread.channel]::text[], NULL, lead.id, lead.name::text, lead.phone::text
        FROM conversations_message turn
        JOIN conversations_conversation thread ON thread.id = turn.conversation_id
        JOIN crm_lead lead ON lead.id = thread.lead_id
        WHERE turn.id = ANY((SELECT chats FROM asked)::bigint[])
        ORDER BY turn.id DESC
    )
    UNION ALL
    (
        SELECT 'chats', thread.id, turn.started_at, NULL, turn.text::text,
            ARRAY[thread.channel]::text[], NULL, lead.id, lead.name::text, lead.phone::text
        FROM conversations_conversation thread
        JOIN crm_lead lead ON lead.id = thread.lead_id
        CROSS JOIN LATERAL (
            SELECT started_at, text FROM conversations_message
            WHERE conversation_id = thread.id ORDER BY started_at DESC, id DESC LIMIT 1
        ) turn
        WHERE thread.lead_id = ANY((SELECT people FROM asked)::bigint[]) AND thread.channel <> 'phone'
        ORDER BY turn.started_at DESC LIMIT (SELECT most FROM asked)
    )
    UNION ALL
    (
        SELECT 'meetings', meeting.id, meeting.starts_at, meeting.ends_at, meeting.notes::text,
            ARRAY[meeting.status, meeting.service_label]::text[], NULL,
            lead.id, lead.name::text, lead.phone::text
        FROM scheduling_appointment meeting JOIN crm_lead lead ON lead.id = meeting.lead_id
        WHERE meeting.status <> 'held' AND (
            meeting.id = ANY((SELECT meetings FROM asked)::bigint[])
            OR meeting.lead_id = ANY((SELECT people FROM asked)::bigint[])
        )
        ORDER BY meeting.id = ANY((SELECT meetings FROM asked)::bigint[]) DESC, meeting.starts_at DESC
        LIMIT (SELECT most FROM asked)
    )
"""
"""Of the ids that matched and of the people that were found: place, id, at, until, what was said, texts,
numbers and whose it is. Behind what matches by itself come the calls, chats and meetings of the people.
"""
