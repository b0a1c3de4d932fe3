from apps.assistant.models.faq import FaqEntry, FaqQuestion
from apps.assistant.models.memory import MemoryEntry
from apps.assistant.models.profile import DEFAULT_GREETINGS, AssistantProfile
from apps.assistant.models.prompts import PromptTest, PromptTestRun, PromptVersion
from apps.assistant.models.runs import GuardHit, HandOver, ToolRun
from apps.assistant.models.understanding import MeetingProposal, Understanding

__all__ = [
    "DEFAULT_GREETINGS",
    "AssistantProfile",
    "FaqEntry",
    "FaqQuestion",
    "GuardHit",
    "HandOver",
    "MeetingProposal",
    "MemoryEntry",
    "PromptTest",
    "PromptTestRun",
    "PromptVersion",
    "ToolRun",
    "Understanding",
]
