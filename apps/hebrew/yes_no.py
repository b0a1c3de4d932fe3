"""Yes, no, or neither, the way people really answer."""

import re
from typing import Literal

from apps.hebrew.lexicon import replies
from apps.hebrew.text import LONGEST, folded, words

Answer = Literal["yes", "no"]

_LONGEST = 5
_LENGTHENED = re.compile(r"([א-ת])\1+$")  # כןןן, לאאא
_MOST_WORDS = 12


def _phrases(text: str) -> frozenset[str]:
    return frozenset(_key(phrase.split()) for phrase in text.replace("\n", " ").split(",") if phrase.strip())


def _key(said: list[str]) -> str:
    return " ".join(map(folded, said))


_MEANINGS: dict[str, str] = {
    **dict.fromkeys(_phrases(replies.AROUND), "around"),
    **dict.fromkeys(_phrases(replies.YES), "yes"),
    **dict.fromkeys(_phrases(replies.NO), "no"),
    **dict.fromkeys(_phrases(replies.NEITHER), "neither"),
    **dict.fromkeys(_phrases(replies.CORRECTIONS), "correction"),
}
_OPENERS = _phrases(replies.OPENERS)
_SIGNS = {sign: meaning for sign, meaning in _MEANINGS.items() if not sign[0].isalnum()}


def read_yes_no(text: str) -> Answer | None:
    """What `text` answers to a question that asks for yes or no; None when it says neither, or both."""
    said = [_LENGTHENED.sub(r"\1", word) for word in words(text[:LONGEST])]
    if not said:
        signs = {meaning for sign, meaning in _SIGNS.items() if sign in text}
        return _only(signs)
    meanings = _meanings(said)
    if "neither" in meanings:
        return None
    if "correction" in meanings:
        last = len(meanings) - 1 - meanings[::-1].index("correction")
        meanings = meanings[last + 1 :] or meanings[:last]
    answers = [meaning for meaning in meanings if meaning in ("yes", "no")]
    if not answers or (len(said) > _MOST_WORDS and meanings[0] != answers[0]):
        return None
    if len(meanings) > 1 and _key(said[:1]) in _OPENERS and meanings[:2] == ["yes", "no"]:
        return "no"
    # the first word answers, and what follows explains: לא, זה בסדר
    return _only({answers[0]}) if meanings[0] == answers[0] or len(set(answers)) == 1 else None


def _meanings(said: list[str]) -> list[str]:
    """The meanings of the phrases in their order, the longest first; words that say nothing are `other`."""
    found: list[str] = []
    at = 0
    while at < len(said):
        for length in range(min(_LONGEST, len(said) - at), 0, -1):
            meaning = _MEANINGS.get(_key(said[at : at + length]))
            if meaning is not None:
                at += length
                break
        else:
            meaning = "other"
            at += 1
        if meaning != "around":
            found.append(meaning)
    return found


def _only(answers: set[str]) -> Answer | None:
    if answers == {"yes"}:
        return "yes"
    return "no" if answers == {"no"} else None
