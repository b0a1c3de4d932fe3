"""Everything a conversation needs to know, read once before it begins."""

from dataclasses import dataclass, field
from typing import Any

from apps.assistant.guards.evidence import Known
from apps.core.crypto import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistantSnapshot:
    """Frozen, so that nothing changes under a conversation. `tools` are JSON-ready.

    `known`: what the guards hold the assistant's words against.
    `prompt_version`: the number of what the business published, 0 for nothing, None for a draft.
    `looks_up`: the business answers turns itself, see `faq_answer`.
    `openai_key`: what the model is paid with, the business's own or the platform's.
    """

    model: str
    voice: str
    instructions: str
    tools: tuple[dict[str, Any], ...]
    greeting: str
    transcription_model: str
    language: str
    business_name: str
    timezone: str
    openai_key: Secret
    known: Known = field(compare=False)
    prompt_version: int | None
    looks_up: bool = False
