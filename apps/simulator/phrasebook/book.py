"""The clips on disk, loaded once."""

import functools
import json
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Phrase:
    """`audio` is 8 kHz mu-law in whole 20 ms frames."""

    key: str
    text: str
    audio: bytes


@functools.cache
def phrases_all() -> dict[str, Phrase]:
    index = json.loads((HERE / "index.json").read_text())
    return {
        entry["key"]: Phrase(entry["key"], entry["text"], (HERE / entry["file"]).read_bytes())
        for entry in index
    }


def phrase_get(key: str) -> Phrase:
    """Raises KeyError naming the known keys."""
    book = phrases_all()
    if key not in book:
        raise KeyError(f"no phrase {key!r}; the book has {', '.join(book)}")
    return book[key]
