"""What changed from one text to another, line by line. Pure."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Line:
    """`before` and `after` are its numbers in both texts, from 1; None where it does not stand."""

    kind: Kind
    text: str
    before: int | None
    after: int | None


def lines_compared(before: str, after: str) -> list[Line]:
    """Every line of both, what went before what came."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[Line] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            lines += [
                Line("same", old[old_from + step], old_from + step + 1, new_from + step + 1)
                for step in range(old_to - old_from)
            ]
            continue
        lines += [Line("removed", old[at], at + 1, None) for at in range(old_from, old_to)]
        lines += [Line("added", new[at], None, at + 1) for at in range(new_from, new_to)]
    return lines
