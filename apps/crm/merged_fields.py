"""What the lead that stays takes over from the one that goes into it. Pure."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

FILLED = ("name", "phone", "email", "city", "service_wanted", "owner_id")
FIELDS = (*FILLED, "notes", "tags", "next_step", "next_step_at", "custom", "last_activity_at")
MOST_TAGS = 20


def fields_merged(winner: Mapping[str, Any], loser: Mapping[str, Any]) -> dict[str, Any]:
    """The winner's fields that change. What it has stays; notes, tags and own fields of both are kept."""
    merged = {name: winner[name] or loser[name] for name in FILLED}
    merged["notes"] = _notes(winner["notes"], loser["notes"])
    merged["tags"] = list(dict.fromkeys([*winner["tags"], *loser["tags"]]))[:MOST_TAGS]
    planner = winner if winner["next_step"] or winner["next_step_at"] else loser
    merged |= {name: planner[name] for name in ("next_step", "next_step_at")}
    merged["custom"] = {**loser["custom"], **winner["custom"]}
    merged["last_activity_at"] = max(winner["last_activity_at"], loser["last_activity_at"])
    return {name: value for name, value in merged.items() if value != winner[name]}


def fields_restored(
    current: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """What undoing a merge writes: a field that somebody changed since keeps that change.

    Of notes, tags and own fields it is each line, tag and own field that does. All three hold values as JSON
    stores them.
    """
    restored = {
        name: before[name]
        if current[name] == after[name]
        else _PARTS.get(name, _kept)(current[name], before[name], after[name])
        for name in after
    }
    return {name: value for name, value in restored.items() if value != current[name]}


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def from_json(values: Mapping[str, Any]) -> dict[str, Any]:
    moments = ("next_step_at", "last_activity_at")
    return {
        name: datetime.fromisoformat(value) if name in moments and value else value
        for name, value in values.items()
    }


def _notes(winner: str, loser: str) -> str:
    """Lines of the loser that the winner does not have follow the winner's."""
    lines = winner.splitlines()
    lines += [line for line in loser.splitlines() if line not in lines]
    return "\n".join(lines) if len(lines) > len(winner.splitlines()) else winner


def _kept(current: Any, before: Any, after: Any) -> Any:
    return current


def _lines_restored(current: str, before: str, after: str) -> str:
    return "\n".join(_listed_restored(current.splitlines(), before.splitlines(), after.splitlines()))


def _listed_restored(current: list[str], before: list[str], after: list[str]) -> list[str]:
    """Without what the merge added, each once."""
    added = Counter(after) - Counter(before)
    kept = []
    for each in current:
        if added[each]:
            added[each] -= 1
        else:
            kept.append(each)
    return kept


def _own_restored(current: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Own fields of the winner stay in a merge, so it only ever adds some."""
    added = {key: value for key, value in after.items() if key not in before}
    return {key: value for key, value in current.items() if key not in added or added[key] != value}


_PARTS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "notes": _lines_restored,
    "tags": _listed_restored,
    "custom": _own_restored,
}
