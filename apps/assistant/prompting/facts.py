"""What the instructions are built from."""

from dataclasses import dataclass, field
from datetime import date

from apps.assistant.prompting.sizes import MemoryPart
from apps.scheduling.hours import Opening


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFacts:
    """What may be told to the person it is about. The business's own notes are not among it.

    `memory`: what earlier calls and chats left, on whatever channel.
    """

    name: str = ""
    phone: str = ""
    city: str = ""
    service_wanted: str = ""
    appointments: tuple[str, ...] = ()
    memory: MemoryPart = field(default_factory=MemoryPart)


@dataclass(frozen=True, slots=True)
class ServiceTold:
    """`people` who give it, when there is somebody to choose."""

    label: str
    minutes: int
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptFacts:
    """`today` is the business's local date; no clock is finer than that in a prompt.

    `faq`: questions and the business's answers; `faq_left_out` more did not fit.
    """

    channel: str
    business_name: str
    assistant_name: str
    gender: str
    greeting: str
    business_text: str
    today: date
    timezone: str
    openings: tuple[Opening, ...]
    slot_minutes: int
    min_notice_minutes: int
    window_days: int
    needs_approval: bool
    services: tuple[ServiceTold, ...] = ()
    faq: tuple[tuple[str, str], ...] = ()
    faq_left_out: int = 0
    customer: CustomerFacts | None = None
