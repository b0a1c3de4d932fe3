"""Which of a business's questions a customer asks. Pure; no key, no network; milliseconds at 5,000 entries.

Looks at letters, stems and meaning choose a dozen questions; those are then compared word for word, both
ways. What all of that is worth was learnt from questions of eleven businesses, each measured by what the
other ten taught; refusing is one of the choices, and what is chosen must be ahead of the next.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apps.assistant.faq.coverage import Told
from apps.assistant.faq.looks import Looks
from apps.assistant.faq.words import split
from apps.hebrew.text import search_key

BEST = 5
LONGEST_QUERY = 400
# Letters, stems, meaning of the question; the same of the lines of its answer.
FIRST_WORTH = np.array([0.5, 1.0, 0.5, 0.25, 0.5, 0.3], np.float32)
COMPARED = 12
# The six again; how much of what is asked the question says, and with its answer; how much of the question is
# asked; the share of concepts, both ways; the things left that the other does not speak of.
WORTH = np.array([0, 0.8, 0.58, 0.46, 1.05, 0.56, 0.48, 1.41, 1.16, 0.58, 1.88, 1.21, 1.06], np.float32)
REFUSING = 1.1
AHEAD = 0.2
# From here on somebody who can judge should look.
CLOSE = -0.5
EXACT = 10.0
_LINES = re.compile(r"\n|(?<=[.!?])\s")
_ANSWER_LINES = 60


@dataclass(frozen=True, slots=True)
class Question:
    """`phrasings`: the question and other ways to ask it. `priority` settles a tie."""

    id: Hashable
    phrasings: tuple[str, ...]
    answer: str
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    id: Hashable
    worth: float


@dataclass(frozen=True, slots=True)
class Match:
    """`best`: up to five, the likeliest first. `chosen`: the one to answer with, or None.

    `is_exact`: it was asked word for word. `is_close`: somebody who can judge should look at `best`.
    """

    best: tuple[Candidate, ...] = ()
    chosen: Hashable | None = None
    is_exact: bool = False

    @property
    def is_close(self) -> bool:
        return bool(self.best) and not self.is_exact and self.best[0].worth >= CLOSE


@dataclass(frozen=True, slots=True)
class _Compared:
    phrasings: tuple[Told, ...]
    answer: Told


class FaqMatcher:
    def __init__(self, questions: Sequence[Question]) -> None:
        # Among equals the first one wins.
        self._questions = sorted(questions, key=lambda question: -question.priority)
        self._exact: dict[str, int] = {}
        self._compared: dict[int, _Compared] = {}
        asked: list[tuple[int, list[str]]] = []
        answered: list[tuple[int, list[str]]] = []
        for place, question in enumerate(self._questions):
            for phrasing in question.phrasings:
                self._exact.setdefault(search_key(phrasing), place)
                asked.append((place, split(phrasing)))
            answered += [(place, split(line)) for line in _lines(question.answer)]
        self._asked = Looks(asked, questions=len(self._questions))
        self._answered = Looks(answered, questions=len(self._questions))

    def match(self, query: str) -> Match:
        query = query[:LONGEST_QUERY]
        said = split(query)
        if not said or not self._questions:
            return Match()
        places, worths = self._judged(said)
        exact = self._exact.get(search_key(query))
        if exact is not None:
            places, worths = _first(exact, places, worths)
        best = tuple(
            Candidate(self._questions[place].id, float(worth))
            for place, worth in zip(places[:BEST], worths[:BEST], strict=True)
        )
        is_exact = exact is not None
        chosen = best[0].id if is_exact or stands_out(best) else None
        return Match(best, chosen, is_exact=is_exact)

    def features(self, said: list[str]) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The questions worth comparing, by their places, and a row of what WORTH weighs for each."""
        looks = np.hstack([self._asked.scores(said), self._answered.scores(said)])
        worths = -(looks @ FIRST_WORTH)
        places = np.arange(len(worths))
        if len(worths) > COMPARED:
            places = np.sort(np.argpartition(worths, COMPARED)[:COMPARED])
        told = self._told(said)
        compared = np.array([_comparison(told, self._of(int(place))) for place in places], np.float32)
        return places, np.hstack([looks[places], compared])

    def _judged(self, said: list[str]) -> tuple[list[int], list[float]]:
        places, rows = self.features(said)
        worths = rows @ WORTH
        order = np.argsort(-worths, kind="stable")
        return places[order].tolist(), worths[order].tolist()

    def _of(self, place: int) -> _Compared:
        """Made when a question is first compared: most of thousands never are."""
        found = self._compared.get(place)
        if found is None:
            question = self._questions[place]
            phrasings = tuple(self._told(split(phrasing)) for phrasing in question.phrasings)
            found = _Compared(phrasings, self._told(split(question.answer)))
            self._compared[place] = found
        return found

    def _told(self, said: list[str]) -> Told:
        return Told(said, spread=self._asked.spread)


def stands_out(best: Sequence[Candidate]) -> bool:
    """The strict rule: likelier than that nothing fits, and clearly likelier than the next."""
    second = best[1].worth if len(best) > 1 else 0.0
    return best[0].worth >= max(REFUSING, second) + AHEAD


def _comparison(told: Told, question: _Compared) -> list[float]:
    """By the phrasing that is nearest."""
    return max((_compared(told, phrasing, question.answer) for phrasing in question.phrasings), key=sum)


def _compared(told: Told, phrasing: Told, answer: Told) -> list[float]:
    return [
        told.share_in(phrasing),
        told.share_in(phrasing, answer),
        phrasing.share_in(told),
        told.concepts_shared(phrasing),
        phrasing.concepts_shared(told),
        # A flight here and a haircut there: each is about a thing the other is not.
        -told.things_left(phrasing, answer),
        -told.things_left(phrasing) * phrasing.things_left(told),
    ]


def _first(place: int, places: list[int], worths: list[float]) -> tuple[list[int], list[float]]:
    rest = [(each, worth) for each, worth in zip(places, worths, strict=True) if each != place]
    return [place, *(each for each, _ in rest)], [EXACT, *(worth for _, worth in rest)]


def _lines(answer: str) -> list[str]:
    return [line for line in _LINES.split(answer) if line.strip()][:_ANSWER_LINES]
