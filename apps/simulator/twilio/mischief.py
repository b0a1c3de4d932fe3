"""Ways to misbehave, for tests of what the server does about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mischief:
    """What goes wrong on an otherwise honest call. Everything off by default.

    `webhook_times`: the same webhook that often. `webhook_signature`, `stream_signature`: good, wrong or
    missing. `token`: good, wrong, missing or empty. `marks_late_ms`: marks are echoed that much later.
    `silent`: connects and never says a word, not even `start`.
    """

    webhook_times: int = 1
    webhook_signature: str = "good"
    stream_signature: str = "good"
    token: str = "good"  # noqa: S105 - a choice, not a secret
    marks_late_ms: float = 0
    silent: bool = False

    def signature(self, kind: str, good: str) -> str | None:
        """The header's value for a `good` signature; None for no header."""
        return {"good": good, "wrong": "A" * 27 + "=", "missing": None}[kind]

    def parameters(self, good: dict[str, str]) -> dict[str, str]:
        if self.token == "good":  # noqa: S105 - a choice, not a secret
            return good
        if self.token == "missing":  # noqa: S105 - a choice, not a secret
            return {}
        is_empty = self.token == "empty"  # noqa: S105 - a choice, not a secret
        return {name: "" if is_empty else f"{value[:-4]}AAAA" for name, value in good.items()}
