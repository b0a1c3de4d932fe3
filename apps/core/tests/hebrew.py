"""Which language a text is in."""

import re

HEBREW = re.compile("[א-ת]")


def is_hebrew(text: str) -> bool:
    return HEBREW.search(text) is not None
