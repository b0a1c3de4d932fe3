from dataclasses import dataclass

from apps.events.events import Event


@dataclass(frozen=True, kw_only=True)
class PromptTestChanged(Event):
    """A saved test was written, deleted or run; `change` is saved, deleted or ran."""

    type = "prompt_test.changed"
    channel: str
    change: str
