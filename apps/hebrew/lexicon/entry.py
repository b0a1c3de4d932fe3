"""What a line of the lexicon is."""

from typing import Any, NamedTuple


def word_set(text: str) -> frozenset[str]:
    """The words of a table, split by blanks and lines."""
    return frozenset(text.split())


class Entry(NamedTuple):
    """`phrases`, split by commas, are of `kind` and mean `value`.

    Written without niqqud and quotation marks (אחה״צ is אחהצ). Doubled yod and vav need no second spelling,
    and prefixes (ו ה ב ל מ ש כ) are taken off by the reader.
    """

    kind: str
    value: Any
    phrases: str
