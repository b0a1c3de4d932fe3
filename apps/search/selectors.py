from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.core.tuples import array, rows_prepared
from apps.crm.selectors.lead_rows import STATUS
from apps.crm.selectors.leads import ways_of
from apps.hebrew.search import Way, excerpt, holds, kept
from apps.search.statements import CALLS, CHATS, LEADS, MEETINGS, SHOWN, TURNS, Place, matching

Found = list[dict[str, Any]]
MOST, MOST_LEADS = 5, 8
# Looked at to choose from: several turns may be of one chat.
LOOKED_AT = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """A row of SHOWN."""

    id: int
    at: datetime | None
    until: datetime | None
    said: str
    texts: list[str]
    numbers: list[int] | None
    lead_id: int | None
    lead_name: str
    lead_phone: str

    @property
    def person(self) -> dict[str, Any] | None:
        if self.lead_id is None:
            return None
        return {"id": self.lead_id, "name": self.lead_name, "phone": self.lead_phone}


def search(text: str, *, with_calls: bool = True, with_meetings: bool = True) -> dict[str, Found]:
    """Leads, calls, chats and meetings that hold `text` or are of somebody it names; the newest of each.

    Calls and chats are left empty without `with_calls`, meetings without `with_meetings`.
    Raises SearchTooShortError.
    """
    ways = ways_of(text)
    wanted = [LEADS, *([TURNS, CALLS, CHATS] if with_calls else []), *([MEETINGS] if with_meetings else [])]
    ids = _ids_matching(wanted, ways)
    shown = _shown(ids)
    return {
        "leads": _leads(shown["leads"], ways)[:MOST_LEADS],
        "calls": [_call(hit, ways) for hit in shown["calls"]] if with_calls else [],
        "chats": [_chat(hit, ways) for hit in _chats(shown["chats"])] if with_calls else [],
        "meetings": [_meeting(hit, ways) for hit in shown["meetings"]] if with_meetings else [],
    }


def _ids_matching(wanted: list[Place], ways: list[Way]) -> dict[str, list[int]]:
    """By place, of the first way that finds something there."""
    found: dict[str, list[int]] = {}
    for way in ways:
        places = [place for place in wanted if place.name not in found]
        if CALLS.name in found or TURNS.name in found:
            # A call is found by what was said in it or by what is written of it: in one way.
            places = [place for place in places if place not in (CALLS, TURNS)]
        if places:
            for name, row_id in rows_prepared(*matching(places, way, LOOKED_AT)):
                found.setdefault(name, []).append(row_id)
    return found


def _shown(ids: dict[str, list[int]]) -> dict[str, list[Hit]]:
    shown: dict[str, list[Hit]] = defaultdict(list)
    if ids:
        places = (LEADS, TURNS, CALLS, CHATS, MEETINGS, LEADS)
        asked = [array(ids.get(place.name, ())) for place in places]
        for name, *row in rows_prepared(SHOWN, [*asked, MOST]):
            shown[name].append(Hit(*row))
    return shown


def _leads(hits: list[Hit], ways: list[Way]) -> Found:
    """Whose name or number it is before those of whom it is the city or the service."""
    return [_lead(hit) for hit in sorted(hits, key=lambda hit: not _names(hit, ways[0]))]


def _names(hit: Hit, way: Way) -> bool:
    return holds(kept(f"{hit.lead_name} {hit.lead_phone}"), way)


def _lead(hit: Hit) -> dict[str, Any]:
    email, city, label, colour, kind = hit.texts
    status_id, stale_after_days = hit.numbers or (None, None)
    status = dict(zip(STATUS, (status_id, label, colour, kind, stale_after_days), strict=True))
    return {
        "id": hit.id,
        "name": hit.lead_name,
        "phone": hit.lead_phone,
        "email": email,
        "city": city,
        "status": status,
    }


def _call(hit: Hit, ways: list[Way]) -> dict[str, Any]:
    direction, status, outcome, from_number = hit.texts
    return {
        "id": hit.id,
        "started_at": hit.at,
        "direction": direction,
        "status": status,
        "outcome": outcome,
        "from_number": from_number,
        "lead": hit.person,
        "excerpt": excerpt(hit.said, ways),
    }


def _chats(hits: list[Hit]) -> list[Hit]:
    """A chat once, with its newest turn that matches, or else the last one."""
    first: dict[int, Hit] = {}
    for hit in hits:
        first.setdefault(hit.id, hit)
    return list(first.values())[:MOST]


def _chat(hit: Hit, ways: list[Way]) -> dict[str, Any]:
    return {
        "id": hit.id,
        "channel": hit.texts[0],
        "at": hit.at,
        "lead": hit.person,
        "excerpt": excerpt(hit.said, ways),
    }


def _meeting(hit: Hit, ways: list[Way]) -> dict[str, Any]:
    status, service = hit.texts
    return {
        "id": hit.id,
        "starts_at": hit.at,
        "ends_at": hit.until,
        "status": status,
        "service": service,
        "lead": hit.person,
        "excerpt": excerpt(hit.said, ways),
    }
