"""What a saved test expects of each answer, and where an answer broke it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.hebrew.search import spelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """`says` and `never_says` are words, in whatever spelling; `calls` and `never_calls` names of tools;
    `from_faq` whether a frequent question answers it, None where either will do.
    """

    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    never_calls: tuple[str, ...] = ()
    from_faq: bool | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Expected":
        lists = ("says", "never_says", "calls", "never_calls")
        return cls(**{name: tuple(given.get(name, ())) for name in lists}, from_faq=given.get("from_faq"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What an answer was: its text, the tools that were called, whether it came from a frequent question."""

    text: str
    tools: Sequence[str] = field(default=())
    from_faq: bool = False


@dataclass(frozen=True, slots=True)
class Breach:
    """`kind` is the name of the expectation, `wanted` the part of it that was not met."""

    kind: str
    wanted: str


def breaches(expected: Expected, seen: Seen) -> list[Breach]:
    """In the order of the expectations; empty when all are met."""
    text = spelled(f" {seen.text}")
    broken = [Breach("says", words) for words in expected.says if spelled(words).strip() not in text]
    broken += [Breach("never_says", words) for words in expected.never_says if spelled(words).strip() in text]
    broken += [Breach("calls", name) for name in expected.calls if name not in seen.tools]
    broken += [Breach("never_calls", name) for name in expected.never_calls if name in seen.tools]
    if expected.from_faq is not None and expected.from_faq != seen.from_faq:
        broken.append(Breach("from_faq", "yes" if expected.from_faq else "no"))
    return broken
