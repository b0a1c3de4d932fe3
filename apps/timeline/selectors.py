from typing import Any

import orjson

from apps.audit.labels import action_label
from apps.core.errors import CursorInvalidError
from apps.core.pagination import Place, Row
from apps.core.tuples import rows_of
from apps.crm.selectors.leads import lead_get
from apps.crm.selectors.people import names_of
from apps.timeline.statement import TIMELINE

# Behind whatever there is.
END = ("infinity", "", "0")


def timeline_of(lead_id: int, place: Place | None, most: int, *, language: str) -> list[Row]:
    """The `most` newest entries of the lead before `place`: three queries, however many entries there are.

    Raises LeadNotFoundError; CursorInvalidError for a place that is none of a timeline.
    """
    lead = lead_get(lead_id=lead_id)
    key = place.key if place else END
    if len(key) != len(END) or (place and place.is_backwards):
        raise CursorInvalidError
    at, kind, entry_id = key
    asked = {"lead": lead.pk, "at": at, "kind": kind, "id": entry_id, "most": most}
    rows = rows_of(TIMELINE, asked)
    names = names_of(row[4] for row in rows)
    return [Row(_shown(row, names, language), row[:3]) for row in rows]


def _shown(row: tuple[Any, ...], names: dict[int, str], language: str) -> dict[str, Any]:
    at, kind, entry_id, actor_kind, user_id, summary, action, data = row
    return {
        "at": at,
        "kind": kind,
        "id": entry_id,
        "actor": {"kind": actor_kind, "user_id": user_id, "name": names.get(user_id, "")},
        "summary": action_label(action, language=language) if action else summary,
        "data": orjson.Fragment(data),
    }
