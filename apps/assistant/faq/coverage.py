"""How much of what one text says another says too. Pure.

A question about a flight shares its "how much is" with one about a haircut; what the flight is, is left over.
"""

from collections.abc import Hashable, Mapping
from types import MappingProxyType

import numpy as np

from apps.assistant.faq.concepts import ASPECTS
from apps.assistant.faq.word_vectors import Vector, word_vectors
from apps.assistant.faq.words import concept_term, concepts, is_plain, stem

# In a garage every other question says "car": a word loses so much of its weight by the share that say it.
_COMMON_LOSES, _LEAST_WEIGHT = 2.0, 0.1
# Words less near in meaning than this have nothing to do with each other.
_NEAR_FROM = 0.3
NOWHERE: Mapping[Hashable, float] = MappingProxyType({})


class Told:
    """A text by the words in it that are not said with any question.

    `spread`: in which share of the business's other questions each stem and concept stands; 0 when left out.
    """

    def __init__(self, said: list[str], *, spread: Mapping[Hashable, float] = NOWHERE) -> None:
        telling = [word for word in dict.fromkeys(said) if not is_plain(word)]
        self._stems = [stem(word) for word in telling]
        self.stems = set(map(stem, said))
        self._concepts = [concepts([word]) for word in telling]
        self.concepts = concepts(said)
        self.vectors, weights = word_vectors().of(telling)
        common = [
            max(spread.get(term, 0.0) for term in (mine, *map(concept_term, about)))
            for mine, about in zip(self._stems, self._concepts, strict=True)
        ]
        rarity = 1 - _COMMON_LOSES * np.array(common, np.float32)
        self._weights: Vector = weights * rarity.clip(_LEAST_WEIGHT, 1)
        is_thing = [about.isdisjoint(ASPECTS) for about in self._concepts]
        self._thing_weights = self._weights * np.array(is_thing, np.float32)

    def share_in(self, *others: "Told") -> float:
        """From 0 to 1: how much of this the others say, in the same words, by the same concept or nearly."""
        return _share(self._weights, self._covered(others), without_any=0.0)

    def things_left(self, *others: "Told") -> float:
        """From 0 to 1: how much of the things this is about the others do not speak of."""
        return 1 - _share(self._thing_weights, self._covered(others), without_any=1.0)

    def _covered(self, others: tuple["Told", ...]) -> Vector:
        covered = np.zeros(len(self._stems), np.float32)
        for other in others:
            np.maximum(covered, self._covered_by(other), out=covered)
        return covered

    def _covered_by(self, other: "Told") -> Vector:
        same = [
            mine in other.stems or not other.concepts.isdisjoint(about)
            for mine, about in zip(self._stems, self._concepts, strict=True)
        ]
        if not len(other.vectors):
            return np.array(same, np.float32)
        near = (self.vectors @ other.vectors.T).max(axis=1)
        covered: Vector = np.maximum(same, (near - _NEAR_FROM) / (1 - _NEAR_FROM)).clip(0, 1)
        return covered

    def concepts_shared(self, other: "Told") -> float:
        """Of the concepts here, those that are there too."""
        return len(self.concepts & other.concepts) / len(self.concepts) if self.concepts else 0.0


def _share(weights: Vector, covered: Vector, *, without_any: float) -> float:
    total = float(weights.sum())
    return float(weights @ covered) / total if total else without_any
