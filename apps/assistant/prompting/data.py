"""Facts that others wrote, put so that nothing in them can pass for an instruction. Pure."""

import json
import re
from typing import Any

# Line breaks of any kind, what turns the direction of writing, and what nobody sees.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def data_line(facts: dict[str, Any]) -> str:
    """One line of JSON without a tag's `<` in it: nobody's name ends the line or closes what it stands in."""
    line = json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c")
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def enclosed(tag: str, text: str) -> str:
    """The text between tags, none of which it can close itself."""
    safe = re.sub(rf"<(?=\s*/?\s*{tag}\b)", "‹", text, flags=re.IGNORECASE)
    return f"<{tag}>\n{safe}\n</{tag}>"


def one_line(text: str) -> str:
    """A name as it stands in a sentence of ours: nothing in it begins a line of its own."""
    return " ".join(_UNSEEN.sub(" ", text).split())
