"""Which texts share the rarest terms with a question: tf-idf cosine over an inverted index. Pure."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
# A term of so many texts says next to nothing and costs the most to follow.
_COMMON_SHARE = 0.25
_COMMON_FROM = 1_000


class TermIndex:
    """`documents`: for each text its terms with their weights. How rare a term is, these texts say."""

    def __init__(self, documents: Sequence[Mapping[Hashable, float]]) -> None:
        self._size = len(documents)
        found = Counter(term for document in documents for term in document)
        most = max(_COMMON_FROM, int(self._size * _COMMON_SHARE))
        self._rarity = {
            term: log(1 + (self._size - count + 0.5) / (count + 0.5))
            for term, count in found.items()
            if count <= most
        }
        self._common = {term for term, count in found.items() if count > most}
        self._unknown = log(1 + (self._size + 0.5) / 0.5)
        postings: dict[Hashable, tuple[list[int], list[float]]] = {}
        for place, document in enumerate(documents):
            weights = self._weighted(document)
            length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            for term, weight in weights.items():
                places, shares = postings.setdefault(term, ([], []))
                places.append(place)
                shares.append(weight / length)
        self._postings = {
            term: (np.array(places, np.int32), np.array(shares, np.float32))
            for term, (places, shares) in postings.items()
        }

    def scores(self, terms: Mapping[Hashable, float]) -> Scores:
        """How near each text is, from 0 to 1."""
        totals = np.zeros(self._size, np.float32)
        weights = self._weighted(terms)
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        for term, weight in weights.items():
            if term in self._postings:
                places, shares = self._postings[term]
                totals[places] += shares * (weight / length)
        return totals

    def known_share(self, terms: Mapping[Hashable, float]) -> float:
        """How much of what the terms weigh is in any text at all."""
        weights = self._weighted(terms)
        total = sum(weights.values())
        return (
            sum(weight for term, weight in weights.items() if term in self._postings) / total
            if total
            else 0.0
        )

    def _weighted(self, terms: Mapping[Hashable, float]) -> dict[Hashable, float]:
        return {
            term: weight * self._rarity.get(term, self._unknown)
            for term, weight in terms.items()
            if term not in self._common
        }


def counted(terms: Iterable[Hashable]) -> dict[Hashable, float]:
    """Terms with how often they stand there, damped."""
    return {term: 1 + log(count) for term, count in Counter(terms).items()}
