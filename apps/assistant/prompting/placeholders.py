"""Places in the business's own text that we fill in: {business}, {assistant}, {services}. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

PROMPT_PLACES = ("business", "assistant", "services")
GREETING_PLACES = ("business", "assistant")
_PLACE = re.compile(r"\{([^{}\n]*)\}")
LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Wrong:
    """`piece` is what stands there, `line` counts from 1, `meant` is the place it resembles, or empty."""

    piece: str
    line: int
    meant: str = ""


def places_wrong(text: str, known: Iterable[str]) -> list[Wrong]:
    """What stands in braces and is no place of ours, and braces without their other half, in their order."""
    known = tuple(known)
    wrong = []
    for number, line in enumerate(text.split("\n"), start=1):
        pieces = [
            (found.start(), Wrong(f"{{{found[1][:LONGEST_SHOWN]}}}", number, _meant(found[1], known)))
            for found in _PLACE.finditer(line)
            if found[1] not in known
        ]
        alone = _PLACE.sub(lambda found: " " * len(found[0]), line)
        pieces += [(at, Wrong(brace, number)) for at, brace in enumerate(alone) if brace in "{}"]
        wrong += [piece for _, piece in sorted(pieces, key=lambda piece: piece[0])]
    return wrong


def filled(text: str, values: Mapping[str, str]) -> str:
    """Each value as it is: braces in it mean nothing. Unknown places stay."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def _meant(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name.strip().lower(), known, n=1)
    return f"{{{near[0]}}}" if near else ""
