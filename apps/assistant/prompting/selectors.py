from dataclasses import dataclass

from django.db.models import QuerySet

from apps.assistant.models import AssistantProfile, PromptVersion
from apps.assistant.prompting.diffing import Line, lines_compared
from apps.assistant.prompting.sizes import LONGEST_TEXT
from apps.assistant.selectors import prompt_parts
from apps.core import clock
from apps.core.errors import NotFoundError

State = PromptVersion.State


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelPrompts:
    """What a channel says now and what is being written. `size` is what the whole instructions take by parts,
    in characters, with the draft where there is one.
    """

    channel: str
    live: PromptVersion | None
    draft: PromptVersion | None
    longest: int
    size: dict[str, int]
    faq_left_out: int


def assistant_profile() -> AssistantProfile:
    return AssistantProfile.objects.get()


def channels_prompts() -> list[ChannelPrompts]:
    """Every channel, in a fixed order."""
    current = PromptVersion.objects.filter(state__in=[State.LIVE, State.DRAFT])
    rows = {(row.channel, row.state): row for row in current}
    found = []
    for channel, longest in LONGEST_TEXT.items():
        live, draft = rows.get((channel, State.LIVE)), rows.get((channel, State.DRAFT))
        text = draft.text if draft else live.text if live else ""
        parts, left_out = prompt_parts(channel=channel, prompt_text=text, now=clock.now())
        found.append(
            ChannelPrompts(
                channel=channel,
                live=live,
                draft=draft,
                longest=longest,
                size={name: len(part) for name, part in parts.items()},
                faq_left_out=left_out,
            )
        )
    return found


def prompt_history(*, channel: str) -> QuerySet[PromptVersion]:
    """What was published on the channel, the latest first."""
    return PromptVersion.objects.filter(channel=channel).exclude(state=State.DRAFT).order_by("-version")


def prompt_get(*, prompt_version_id: int) -> PromptVersion:
    """Raises NotFoundError."""
    found = PromptVersion.objects.filter(pk=prompt_version_id).first()
    if found is None:
        raise NotFoundError
    return found


def prompt_compared(*, prompt_version_id: int, against: str) -> tuple[PromptVersion | None, list[Line]]:
    """The version it is compared with, and every line of both.

    `against`: "live", what is said now; or "before", what was live until it was published. A draft has only
    what is live before it. Raises NotFoundError.
    """
    prompt = prompt_get(prompt_version_id=prompt_version_id)
    others = prompt_history(channel=prompt.channel)
    if against == "live" or prompt.version is None:
        other = others.filter(state=State.LIVE).first()
    else:
        other = others.filter(version__lt=prompt.version).first()
    return other, lines_compared(other.text if other else "", prompt.text)
