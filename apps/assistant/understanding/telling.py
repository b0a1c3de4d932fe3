"""A conversation as the text model is told of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apps.assistant.prompting.data import data_line

CUSTOMER = "customer"
MOST_TURNS = 300


@dataclass(frozen=True, slots=True)
class Said:
    """`turn_id` is the message's id in its source; `confidence`: how sure the words are, in percent."""

    turn_id: str
    author: str
    text: str
    confidence: int | None = None

    @property
    def is_customers(self) -> bool:
        return self.author == CUSTOMER


def told(known: dict[str, Any], turns: Sequence[Said]) -> str:
    """One line of JSON each keeps whoever says "</transcript>" inside the line that is theirs."""
    return f"<known>\n{data_line(known)}\n</known>\n{transcript(turns)}"


def transcript(turns: Sequence[Said]) -> str:
    """Turns are numbered from 1. Of a very long conversation the beginning is left out, and that is said."""
    lines = [
        data_line({"turn": number, "author": said.author, "text": said.text})
        for number, said in enumerate(turns, start=1)
    ]
    left_out = max(0, len(lines) - MOST_TURNS)
    if left_out:
        lines = [data_line({"turns_left_out": left_out}), *lines[left_out:]]
    return "\n".join(["<transcript>", *lines, "</transcript>"])


def turn_of(turns: Sequence[Said], number: int) -> Said | None:
    """The customer's turn of this number; None for any other: what was not said is no evidence."""
    said = turns[number - 1] if 0 < number <= len(turns) else None
    return said if said is not None and said.is_customers else None
