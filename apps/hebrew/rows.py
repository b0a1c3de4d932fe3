"""Lines of JSON as rows to read; what is none says what is wrong with it."""

import json
from datetime import datetime
from typing import Any

_TEXTS = ("text", "kind", "ref_time")
_NUMBERS = ("no_speech_prob", "avg_logprob", "compression_ratio")
_EARLIEST, _LATEST = 1900, 2200


class RowError(ValueError):
    """`row_id` is the line's own, where it has one."""

    def __init__(self, message: str, row_id: str | int | None = None) -> None:
        super().__init__(message)
        self.row_id = row_id


def row_of(line: str) -> dict[str, Any]:
    """Raises RowError."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise RowError("the line is not JSON") from None
    if not isinstance(row, dict):
        raise RowError("the line is not a JSON object")
    if (wrong := _wrong(row)) is not None:
        raise RowError(wrong, row["id"] if isinstance(row.get("id"), str | int) else None)
    return row


def _wrong(row: dict[str, Any]) -> str | None:
    for name in _TEXTS:
        if not isinstance(row.get(name), str | None):
            return f"{name} must be a string"
    for name in _NUMBERS:
        if not isinstance(row.get(name), int | float | None):
            return f"{name} must be a number"
    return _wrong_moment(row.get("ref_time") or "")


def _wrong_moment(text: str) -> str | None:
    try:
        year = datetime.fromisoformat(text).year if text else _EARLIEST
    except ValueError:
        return "ref_time must be like 2026-11-22T09:00:00"
    if not _EARLIEST <= year <= _LATEST:
        return f"ref_time must lie between {_EARLIEST} and {_LATEST}"
    return None
