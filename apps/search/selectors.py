from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from apps.core.tuples import Rows, rows_of
from apps.crm.selectors.lead_rows import status_shown
from apps.crm.selectors.leads import ways_of
from apps.crm.selectors.matching import Query, first_matching
from apps.hebrew.search import Way, excerpt, spelled
from apps.search.statements import CALLS, CHATS, CHATS_OF_PEOPLE, LEADS, MEETINGS, TURNS

Found = list[dict[str, Any]]
SHOWN, SHOWN_LEADS = 5, 8
# Looked at to choose from: several turns may be of one chat.
LOOKED_AT = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look; so many of the newest rows are gone through before the index is asked."""

    table: str
    condition: str = "TRUE"
    walked: int = 800

    def first(self, way: Way, most: int) -> Query:
        rows = f"SELECT id, search_text FROM {self.table} WHERE {self.condition}"  # noqa: S608 (constants)
        near = f"{rows} ORDER BY id DESC LIMIT {self.walked}"
        return first_matching(near=(near, []), rows=(rows, []), order="id DESC", way=way, most=most)


LEAD = Place("crm_lead", "merged_into_id IS NULL")
TURN = Place("conversations_message", "source_kind = 'call'")
CHAT = Place("conversations_message", "source_kind <> 'call'")
CALL = Place("telephony_call", walked=500)
MEETING = Place("scheduling_appointment", "status <> 'held'", walked=200)


def search(text: str, *, with_calls: bool = True, with_meetings: bool = True) -> dict[str, Found]:
    """Leads, calls, chats and meetings that hold `text` or are of somebody it names; the newest of each.

    Calls and chats are left empty without `with_calls`, meetings without `with_meetings`.
    Raises SearchTooShortError.
    """
    ways = ways_of(text)
    leads = _leads(ways)
    people = [lead["id"] for lead in leads]
    return {
        "leads": leads[:SHOWN_LEADS],
        "calls": _calls(ways, people) if with_calls else [],
        "chats": _chats(ways, people) if with_calls else [],
        "meetings": _meetings(ways, people) if with_meetings else [],
    }


def _leads(ways: list[Way]) -> Found:
    """Whose name or number it is before those of whom it is the city or the service."""
    rows = _found(LEADS, LEAD, ways, most=LOOKED_AT)
    shown = [
        {
            "id": lead_id,
            "name": name,
            "phone": phone,
            "email": email,
            "city": city,
            "status": status_shown((*status,)),
        }
        for lead_id, name, phone, email, city, *status in rows
    ]
    parts = [part for any_of in ways[0] for part in any_of]
    return sorted(shown, key=lambda lead: not _is_in(f" {lead['name']} {lead['phone']}", parts))


def _calls(ways: list[Way], people: list[int]) -> Found:
    said: dict[int, str] = dict(reversed(_found(TURNS, TURN, ways, most=LOOKED_AT)))
    turns = [*said]
    rows = _found(CALLS, CALL, ways, [turns, turns, people, SHOWN], is_hit=lambda row: row[-1])
    return [
        {
            "id": call_id,
            "started_at": started_at,
            "direction": direction,
            "status": status,
            "outcome": outcome,
            "from_number": from_number,
            "lead": _person(*lead),
            "excerpt": excerpt(str(said.get(call_id, summary)), ways),
        }
        for call_id, started_at, direction, status, outcome, from_number, summary, *lead, _ in rows
    ]


def _chats(ways: list[Way], people: list[int]) -> Found:
    """A chat a row, with its newest turn that matches, or else the last one."""
    rows = _found(CHATS, CHAT, ways, most=LOOKED_AT)
    rows += rows_of(CHATS_OF_PEOPLE, [people, SHOWN]) if people else []
    newest = {row[0]: row for row in reversed(rows)}
    chosen = [newest[chat_id] for chat_id in dict.fromkeys(row[0] for row in rows)][:SHOWN]
    return [
        {
            "id": chat_id,
            "channel": channel,
            "at": at,
            "lead": _person(*lead),
            "excerpt": excerpt(said, ways),
        }
        for chat_id, channel, at, said, *lead in chosen
    ]


def _meetings(ways: list[Way], people: list[int]) -> Found:
    rows = _found(MEETINGS, MEETING, ways, [people, SHOWN], is_hit=lambda row: row[-1])
    return [
        {
            "id": meeting_id,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "status": status,
            "service": service,
            "lead": _person(*lead),
            "excerpt": excerpt(notes, ways),
        }
        for meeting_id, starts_at, ends_at, status, service, notes, *lead, _ in rows
    ]


def _found(
    statement: sql.SQL,
    place: Place,
    ways: list[Way],
    parameters: Iterable[Any] = (),
    *,
    most: int = SHOWN,
    is_hit: Callable[[tuple[Any, ...]], Any] = bool,
) -> Rows:
    """The rows of the first way that hits something."""
    rows: Rows = []
    for way in ways:
        found, sought = place.first(way, most)
        rows = rows_of(statement.format(found=sql.SQL(found)).as_string(), [*sought, *parameters])
        if any(map(is_hit, rows)):
            break
    return rows


def _person(lead_id: int | None, name: str, phone: str) -> dict[str, Any] | None:
    return None if lead_id is None else {"id": lead_id, "name": name, "phone": phone}


def _is_in(text: str, parts: list[str]) -> bool:
    kept = spelled(text)
    return all(part in kept for part in parts)
