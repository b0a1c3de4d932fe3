"""Who answers at this business, and by which words: read once a process, until somebody changes it."""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.assistant.models import AssistantProfile, PromptVersion
from apps.events.kept import Kept


@dataclass(frozen=True, slots=True)
class PromptText:
    """`version` 0: nothing was published."""

    version: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveAssistant:
    name: str
    gender: str
    voice: str
    greeting: str
    prompts: Mapping[str, PromptText]

    def prompt(self, channel: str) -> PromptText:
        return self.prompts.get(channel, PromptText())


LIVE = Kept[LiveAssistant](until=("prompt.published", "assistant.updated"))


def assistant_live() -> LiveAssistant:
    """Of the entered business, as it is in the database: kept, and read anew after any change of it."""
    return LIVE.get("assistant", _read)


def _read() -> LiveAssistant:
    profile = AssistantProfile.objects.get()
    live = PromptVersion.objects.filter(state=PromptVersion.State.LIVE)
    return LiveAssistant(
        name=profile.name,
        gender=profile.gender,
        voice=profile.voice,
        greeting=profile.greeting,
        prompts={each.channel: PromptText(each.version or 0, each.text) for each in live},
    )
