from dataclasses import dataclass

from apps.events.events import Event


@dataclass(frozen=True, kw_only=True)
class PromptPublished(Event):
    """Another text is live on the channel; the id is the version's row."""

    type = "prompt.published"
    channel: str
    version: int


@dataclass(frozen=True, kw_only=True)
class PromptDraftChanged(Event):
    """The draft of the channel was written or thrown away."""

    type = "prompt.draft_changed"
    channel: str


@dataclass(frozen=True, kw_only=True)
class AssistantUpdated(Event):
    """Who answers: name, gender, voice or greeting."""

    type = "assistant.updated"
