"""What a business answers to a caller by itself, as instructions for one response."""

from apps.assistant.faq.answering import faq_answer
from apps.assistant.faq.live import faq_live
from apps.conversations.models import Channel
from apps.telephony.media.commands import FindAnswer
from apps.telephony.media.lines import answer_line
from apps.telephony.services.calls import AnsweredCall


def call_answer_find(*, answered: AnsweredCall, wanted: FindAnswer) -> str:
    """Empty when the business has no answer to this turn, or it says nothing."""
    if not wanted.text:
        return ""
    outcome = faq_answer(
        channel=Channel.PHONE,
        question=wanted.text,
        source_kind="call",
        source_id=answered.call_id,
        lead_id=answered.lead_id,
    )
    return answer_line(outcome.answer) if outcome.answer else ""


def call_answers_read() -> None:
    """Reads the business's answers into memory before the first of them is needed."""
    faq_live(channel=Channel.PHONE)
