"""How near in meaning words are: 128 numbers a word, of some 16,000 Hebrew words, by a language model.

How `word_vectors.npz` was made stands in docs/decisions/0005-frequent-questions-without-a-key.md.
"""

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apps.assistant.faq.words import stem
from apps.hebrew.text import without_prefixes

Vector = NDArray[np.float32]
_FILE = Path(__file__).with_name("word_vectors.npz")


class WordVectors:
    """`weights`: how much a word says, from 0 to 1; one that is said all the time says little."""

    def __init__(self, file: Path = _FILE) -> None:
        with np.load(file) as kept:
            words = bytes(kept["words"]).decode().split("\n")
            vectors = kept["vectors"].astype(np.float32)
            weights = kept["weights"].astype(np.float32) / 255
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        self.size = vectors.shape[1]
        self._places = {word: place for place, word in enumerate(words)}
        self._stems: dict[str, int] = {}
        for word, place in self._places.items():
            self._stems.setdefault(stem(word), place)
        # The last row is every word that is not known: near to nothing, and it says all it can.
        self._vectors = np.vstack([vectors, np.zeros(self.size, np.float32)])
        self._weights = np.append(weights, np.float32(1.0))

    def of(self, said: list[str]) -> tuple[Vector, Vector]:
        """The vectors of folded words, of length 1 or 0, and their weights."""
        places = [self._place(word) for word in said]
        return self._vectors[places], self._weights[places]

    def together(self, said: list[str]) -> Vector:
        """The direction the words point in together; of length 1, or 0 when none of them is known."""
        if not said:
            return np.zeros(self.size, np.float32)
        vectors, weights = self.of(said)
        total: Vector = weights @ vectors
        length = float(np.linalg.norm(total))
        return total / length if length else total

    def _place(self, word: str) -> int:
        for form in without_prefixes(word):
            if form in self._places:
                return self._places[form]
        return self._stems.get(stem(word), -1)


@lru_cache(maxsize=1)
def word_vectors() -> WordVectors:
    """Read once a process: 9 MB."""
    return WordVectors()
