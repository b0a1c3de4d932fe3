"""What is kept of a text that somebody typed or pasted. Pure."""

import unicodedata

_LINES = "\t\n\r"
_CONTROLS = "".join(map(chr, (*range(1, 0x20), *range(0x7F, 0xA0))))
# They neither show nor shape anything; what joins and directs letters (ZWJ, direction marks) is not of them.
_UNSEEN = "".join(
    map(
        chr,
        (
            0xAD,
            0x180E,
            0x200B,
            *range(0x2060, 0x2065),
            *range(0x206A, 0x2070),
            0xFEFF,
            *range(0xFFF9, 0xFFFC),
        ),
    )
)
_KEPT = {ord(sign): " " if sign.isspace() else None for sign in _CONTROLS + _UNSEEN if sign not in _LINES}
_DIRECTIONS = dict.fromkeys(
    map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
# Letters and signs by their category, and blank all the same.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def text_kept(text: str) -> str:
    """Without control characters, invisible signs and blanks around it; empty where nothing of it shows."""
    text = text.translate(_KEPT).strip()
    # Direction marks inside a text say how to show it, so they go only where there is nothing to show.
    return text if any(map(_is_seen, text)) else ""


def line_kept(text: str) -> str:
    """The same in one line."""
    return " ".join(text_kept(text).split())


def word_kept(text: str) -> str:
    """The same of what is compared letter by letter, such as a tag: two that look alike are one."""
    return line_kept(text.translate(_DIRECTIONS))


def note_added(notes: str, note: str) -> str:
    """The note in lines of its own below what stands there, unless it stands there so already."""
    if f"\n{note}\n" in f"\n{notes}\n":
        return notes
    return f"{notes}\n{note}" if notes else note


def is_storable(text: str) -> bool:
    """PostgreSQL holds no NUL, and half a character is none."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _is_seen(character: str) -> bool:
    # Marks (M) show on a letter alone.
    is_sign = unicodedata.category(character)[0] not in "MZ" and unicodedata.category(character) != "Cf"
    return is_sign and character not in _BLANK and not character.isspace()
