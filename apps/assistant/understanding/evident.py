"""Which details of the customer really were said, whatever the model says. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apps.assistant.understanding.answers import FieldHeard
from apps.assistant.understanding.telling import Said, turn_of
from apps.hebrew.text import search_key

SURE_ENOUGH = 60
# Letters that stand before a word and belong to the sentence: from Haifa is one word.
LONGEST_PREFIX = 2


@dataclass(frozen=True, slots=True)
class Evident:
    """`confidence` is the lower of how sure the model is and how sure the words are, in percent."""

    field: str
    value: str
    turn_id: str
    confidence: int


def fields_evident(heard: Iterable[FieldHeard], turns: Sequence[Said]) -> list[Evident]:
    """One a field, the last that was said: each stands word for word in the turn that it names."""
    found: dict[str, Evident] = {}
    for each in sorted(heard, key=lambda each: each.turn):
        said, value = turn_of(turns, each.turn), " ".join(each.value.split())
        if said is None or each.confidence < SURE_ENOUGH or not _stands_in(said.text, value, each.field):
            continue
        sure = each.confidence if said.confidence is None else min(each.confidence, said.confidence)
        found[each.field] = Evident(each.field, value, said.turn_id, sure)
    return list(found.values())


def _stands_in(text: str, value: str, field: str) -> bool:
    if field == "email":
        return "@" in value and value.lower() in text.lower().split()
    said, wanted = search_key(text).split(), search_key(value).split()
    return bool(wanted) and all(any(_is_word(one, word) for one in said) for word in wanted)


def _is_word(said: str, word: str) -> bool:
    return said == word or (said.endswith(word) and len(said) - len(word) <= LONGEST_PREFIX)
