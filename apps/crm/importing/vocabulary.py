"""What words in a file mean in the business."""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.crm.custom_values import Definition
from apps.hebrew.search import folded_letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Ids by label, name or address, as `plain` spells them."""

    definitions: Mapping[str, Definition]
    statuses: Mapping[str, int]
    owners: Mapping[str, int]


def plain(text: str) -> str:
    """One spelling for what people take for the same word."""
    return " ".join(folded_letters(text).split())
