"""What the administration shows of a row."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString


def json_shown(value: Any) -> SafeString:
    """JSON as it is written, from left to right, without colours: those would be styles inside the page."""
    written = json.dumps(value, ensure_ascii=False, indent=2)
    return format_html('<pre dir="ltr" class="inline-block text-left">{}</pre>', written)


def dollars_shown(micro_usd: int) -> SafeString:
    """An amount keeps its sign in front in a sentence of either direction."""
    return format_html("<bdi>${}</bdi>", f"{micro_usd / 1_000_000:,.2f}")
