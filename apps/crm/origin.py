"""Where somebody learned something about a lead."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """(`kind`, `id`) names the call, message, form or import, `turn` a turn in it; `confidence`: percent."""

    kind: str
    id: int | None = None
    turn: str = ""
    confidence: int | None = None
