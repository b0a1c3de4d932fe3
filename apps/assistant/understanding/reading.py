"""Which turns are to be understood, and what the business knows about them by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.assistant.guards.evidence import Known, Written
from apps.assistant.known import Person, known_get
from apps.assistant.models import Understanding
from apps.assistant.understanding.agreed import Diary
from apps.assistant.understanding.telling import Said
from apps.conversations.models import Conversation, Message
from apps.conversations.selectors import messages_of
from apps.core import clock
from apps.crm.models import Lead, Task
from apps.crm.selectors.leads import lead_get
from apps.scheduling.models import Appointment
from apps.scheduling.selectors.diary import diary_get

CONVERSATION = Task.SourceKind.CONVERSATION.value
# What tells a known customer from a stranger; the business's own notes stay its own.
KNOWN_OF_LEAD = ("name", "city", "service_wanted")


@dataclass(frozen=True, slots=True)
class Talked:
    """Turns of one call, or of a conversation since it was understood last."""

    source_kind: str
    source_id: int
    messages: tuple[Message, ...]

    @property
    def conversation(self) -> Conversation:
        return self.messages[0].conversation

    @property
    def began(self) -> datetime:
        return self.messages[0].started_at

    @property
    def turns(self) -> tuple[Said, ...]:
        return tuple(
            Said(each.external_id, each.author, each.text, each.confidence) for each in self.messages
        )

    @property
    def has_customers_words(self) -> bool:
        return any(each.author == Message.Author.CUSTOMER for each in self.messages)


def last_understanding(*, source_kind: str, source_id: int) -> Understanding | None:
    rows = Understanding.objects.filter(source_kind=source_kind, source_id=source_id)
    return rows.order_by("-last_turn_id").first()


def talked_since(*, source_kind: str, source_id: int, after: int, until: int | None = None) -> Talked:
    """The messages that say something, of ids over `after` and up to `until`."""
    if source_kind == CONVERSATION:
        said = Message.objects.filter(conversation_id=source_id).defer("search_text")
        said = said.order_by("started_at", "pk")
    else:
        said = messages_of(source_kind=source_kind, source_id=source_id)
    said = said.select_related("conversation").filter(pk__gt=after).exclude(text="")
    return Talked(source_kind, source_id, tuple(said if until is None else said.filter(pk__lte=until)))


def known_of(talked: Talked) -> dict[str, Any]:
    """What the server knows, which wins over what the model says."""
    lead = lead_get(lead_id=talked.conversation.lead_id)
    diary = diary_get()
    known: dict[str, Any] = {field: value for field in KNOWN_OF_LEAD if (value := getattr(lead, field))}
    known["today"] = talked.began.astimezone(diary.zone).date().isoformat()
    known["appointments"] = [
        {
            "starts_at": each.starts_at.astimezone(diary.zone).strftime("%Y-%m-%d %H:%M"),
            "status": each.status,
        }
        for each in _appointments(lead, talked)
    ]
    return known


def agreement_known(lead: Lead, talked: Talked) -> tuple[Known, Diary]:
    """As `agreed_meeting` asks for it: times are read as of when they were said."""
    diary = diary_get()
    known = known_get(
        diary=diary,
        channel=talked.conversation.channel,
        texts=(),
        answers=Written(),
        person=Person.of(lead_id=lead.pk, now=talked.began),
        caller_e164="",
        now=talked.began,
    )
    appointments = _appointments(lead, talked)
    own = Appointment.objects.filter(source_kind=talked.source_kind, source_id=talked.source_id)
    return known, Diary(
        starts={known.local(each.starts_at) for each in appointments},
        has_booked=own.filter(created_at__gte=talked.began).exists(),
        has_upcoming=any(
            each.starts_at > clock.now() and each.status in Appointment.BLOCKING for each in appointments
        ),
    )


def _appointments(lead: Lead, talked: Talked) -> Sequence[Appointment]:
    """Of the lead, around or after what was said, whatever became of them; a mere hold is none."""
    rows = Appointment.objects.filter(lead=lead, starts_at__gte=talked.began)
    return list(rows.exclude(status=Appointment.Status.HELD).defer("search_text").order_by("starts_at")[:50])
