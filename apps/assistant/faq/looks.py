"""How near a question is to many texts at once: by letters, by stems and concepts, by meaning. Pure."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from apps.assistant.faq.term_index import Scores, TermIndex
from apps.assistant.faq.word_vectors import word_vectors
from apps.assistant.faq.words import concept_term, concepts, is_plain, letters, stem

LOOKS = 3
# A word said with any question against one that says what is asked.
PLAIN_LETTERS, PLAIN_STEM = 0.3, 0.25
# Of fewer nothing can be said about which words are common among them.
_FEWEST_QUESTIONS = 8


class Looks:
    """`texts`: folded words, each with the place of the question they belong to, in order of the places.

    `spread`: for each stem and concept in which share of the other questions it stands too.
    """

    def __init__(self, texts: Sequence[tuple[int, list[str]]], *, questions: int) -> None:
        self._questions = questions
        owners = np.array([owner for owner, _ in texts], np.intp)
        self._owning, self._starts = np.unique(owners, return_index=True)
        terms = [_stem_terms(said) for _, said in texts]
        self.spread = _spread(zip(owners.tolist(), terms, strict=True), questions=questions)
        self._letters = TermIndex([_letter_terms(said) for _, said in texts])
        self._stems = TermIndex(terms)
        vectors = word_vectors()
        self._meanings = np.zeros((len(texts), vectors.size), np.float32)
        for place, (_, said) in enumerate(texts):
            self._meanings[place] = vectors.together(said)

    def scores(self, said: list[str]) -> NDArray[np.float32]:
        """A row a question: its nearest text by each look."""
        rows = np.zeros((LOOKS, self._questions), np.float32)
        # No matrix product: on a busy machine its threads wait for each other, six times as long.
        near: Scores = np.einsum("ij,j->i", self._meanings, word_vectors().together(said))
        looks: tuple[Scores, ...] = (
            self._letters.scores(_letter_terms(said)),
            self._stems.scores(_stem_terms(said)),
            near,
        )
        for row, scores in zip(rows, looks, strict=True):
            if len(scores):
                row[self._owning] = np.maximum.reduceat(scores, self._starts)
        return rows.T


def _spread(said: Iterable[tuple[int, Mapping[Hashable, float]]], *, questions: int) -> dict[Hashable, float]:
    own = {(owner, term) for owner, terms in said for term in terms}
    of = max(questions, _FEWEST_QUESTIONS)
    return {term: (count - 1) / of for term, count in Counter(term for _, term in own).items() if count > 1}


def _letter_terms(said: list[str]) -> dict[Hashable, float]:
    counts: dict[Hashable, float] = {}
    for word in said:
        share = PLAIN_LETTERS if is_plain(word) else 1.0
        for run in letters(word):
            counts[run] = counts.get(run, 0.0) + share
    return {run: float(np.log1p(count)) for run, count in counts.items()}


def _stem_terms(said: list[str]) -> dict[Hashable, float]:
    terms: dict[Hashable, float] = {}
    for word in said:
        terms[stem(word)] = max(terms.get(stem(word), 0.0), PLAIN_STEM if is_plain(word) else 1.0)
    return terms | {concept_term(concept): 1.0 for concept in concepts(said)}
