"""Yes, no, or neither, the way people really answer."""

import re
from collections.abc import Iterator
from typing import Literal

from apps.hebrew.lexicon import replies
from apps.hebrew.text import LONGEST, folded, words

Answer = Literal["yes", "no"]
Reply = Literal["yes", "no", "unsure"]

_LONGEST = 5
_LENGTHENED = re.compile(r"([א-ת])\1+$")  # כןןן, לאאא
_CLAUSE = re.compile(r"[^.,;!?\n]+[.,;!?\n]*")
_MOST_WORDS = 12


def _phrases(text: str) -> frozenset[str]:
    return frozenset(_key(phrase.split()) for phrase in text.replace("\n", " ").split(",") if phrase.strip())


def _key(said: list[str]) -> str:
    return " ".join(map(folded, said))


_MEANINGS: dict[str, str] = {
    **dict.fromkeys(_phrases(replies.AROUND), "around"),
    **dict.fromkeys(_phrases(replies.YES), "yes"),
    **dict.fromkeys(_phrases(replies.YES_ALONE), "yes_alone"),
    **dict.fromkeys(_phrases(replies.NO), "no"),
    **dict.fromkeys(_phrases(replies.NEITHER), "neither"),
    **dict.fromkeys(_phrases(replies.LIMITS), "limit"),
    **dict.fromkeys(_phrases(replies.ASKING), "asking"),
    **dict.fromkeys(_phrases(replies.CORRECTIONS), "correction"),
}
_OPENERS = _phrases(replies.OPENERS)
_SIGNS = {sign: meaning for sign, meaning in _MEANINGS.items() if not sign[0].isalnum()}
_IF_ASKED = {"yes": "asked", "yes_alone": "asked_alone"}
_ALONE = {"yes_alone": "yes", "asked_alone": "asked"}


def read_yes_no(text: str) -> Answer | None:
    """What `text` answers to a question that asks for yes or no; None when it says neither, or both.

    A yes that is taken back, that holds but for something, or that is itself asked, is none.
    """
    reply = read_reply(text)
    return None if reply == "unsure" else reply


def read_reply(text: str) -> Reply | None:
    """As `read_yes_no`, and "unsure" for a yes that is none; None is no reply at all."""
    said = _said(text[:LONGEST])
    if not said:
        return _only({meaning for sign, meaning in _SIGNS.items() if sign in text})
    meanings = _without_what_only_opens(list(_meanings(text[:LONGEST], said)))
    if "correction" in meanings:
        last = len(meanings) - 1 - meanings[::-1].index("correction")
        before, meanings = meanings[:last], meanings[last + 1 :]
        if not meanings:
            return "unsure" if "yes" in before else _only(set(before) & {"no"})
    answers = [meaning for meaning in meanings if meaning in ("yes", "no")]
    if "neither" in meanings:
        return "unsure"
    if not answers:
        return "unsure" if "asked" in meanings else None
    if len(said) > _MOST_WORDS and meanings[0] != answers[0]:
        return None
    if answers[0] == "yes":
        return _yes(said, meanings)
    # the first word answers, and what follows explains: לא, זה בסדר
    return "no" if meanings[0] == "no" or "yes" not in answers else None


def _yes(said: list[str], meanings: list[str]) -> Reply | None:
    if _key(said[:1]) in _OPENERS and meanings[:2] == ["yes", "no"]:
        return "no"
    if "no" in meanings or "limit" in meanings:
        return "unsure"
    return None if "asking" in meanings[: meanings.index("yes")] else "yes"


def _meanings(text: str, said: list[str]) -> Iterator[str]:
    """The meanings of the phrases in their order; a yes with a question mark behind it is `asked`."""
    if "?" not in text:
        yield from _of_phrases(said)
        return
    for clause in _CLAUSE.findall(text):
        changed = _IF_ASKED if "?" in clause else {}
        yield from (changed.get(meaning, meaning) for meaning in _of_phrases(_said(clause)))


def _said(text: str) -> list[str]:
    return [_LENGTHENED.sub(r"\1", word) for word in words(text)]


def _of_phrases(said: list[str]) -> Iterator[str]:
    """The longest phrase wins; words that say nothing are `other`."""
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
            yield meaning


def _without_what_only_opens(meanings: list[str]) -> list[str]:
    """אפשר is a yes by itself; with a word that says more it opens a sentence: אפשר נציג."""
    says_more = "other" in meanings
    return ["other" if says_more and one in _ALONE else _ALONE.get(one, one) for one in meanings]


def _only(answers: set[str]) -> Answer | None:
    if answers == {"yes"}:
        return "yes"
    return "no" if answers == {"no"} else None
