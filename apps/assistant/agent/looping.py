"""A conversation that goes round in circles is handed to a person, with what shows it."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Sum

from apps.assistant.agent.reply import AgentReply
from apps.assistant.handlers import CONVERSATION
from apps.assistant.loops import DAY, LoopFound, LoopReason, LoopTurn, loop_found
from apps.assistant.metrics import HANDED_OVER
from apps.assistant.models import HandOver
from apps.audit import actors
from apps.conversations.models import Conversation, Message
from apps.conversations.services import conversation_ai_set
from apps.core import clock
from apps.crm.models import Task
from apps.crm.services.tasks import task_create
from apps.tenants.context import current_schema
from apps.usage.selectors import usage_of

OURS, THEIRS = Message.Author.AI, Message.Author.CUSTOMER
TITLES = {
    LoopReason.REPEATED_ANSWERS: "העוזר חוזר על עצמו בהתכתבות: להמשיך אותה",
    LoopReason.BOT_TO_BOT: "נראה שמשיב אוטומטי כותב לנו: לבדוק את ההתכתבות",
    LoopReason.MESSAGE_STORM: "הגיעו הרבה הודעות בבת אחת: לבדוק את ההתכתבות",
    LoopReason.BUDGET_SPENT: "התכתבות ארוכה מאוד: להמשיך אותה",
}


def loop_of(conversation: Conversation, messages: Iterable[Message]) -> LoopFound | None:
    """Since a person last wrote in it, or handed it back."""
    last = HandOver.objects.filter(conversation_id=conversation.pk).order_by("-pk").first()
    turns: list[LoopTurn] = []
    for message in messages:
        if last is not None and message.started_at <= last.created_at:
            continue
        if message.author in (OURS, THEIRS):
            turns.append(LoopTurn(message.author == OURS, message.text, message.started_at))
        elif message.author in (Message.Author.HUMAN_APP, Message.Author.HUMAN_PHONE):
            turns.clear()
    return loop_found(turns, now=clock.now(), spent_micro_usd=_spent(conversation.pk))


def hand_over(*, conversation: Conversation, channel: str, found: LoopFound) -> AgentReply:
    """The assistant is silent there from now on; a task says why, once."""
    with transaction.atomic():
        locked = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
        if locked.ai_state != Conversation.AiState.OFF:
            task = task_create(
                details={
                    "title": TITLES[found.reason],
                    "priority": Task.Priority.HIGH,
                    "lead_id": locked.lead_id,
                    "source_kind": Task.SourceKind.CONVERSATION,
                    "source_id": locked.pk,
                },
                actor=actors.AI,
            )
            HandOver.objects.create(
                conversation_id=locked.pk,
                lead_id=locked.lead_id,
                reason=found.reason,
                facts=found.facts,
                task_id=task.pk,
            )
            off = Conversation.AiState.OFF
            conversation_ai_set(conversation_id=locked.pk, state=off, actor=actors.AI)
            HANDED_OVER.labels(reason=found.reason.value).inc()
    return AgentReply(text="", handed_over=found.reason.value)


def _spent(conversation_id: int) -> int:
    records = usage_of(
        business_schema=current_schema(), source_kind=CONVERSATION, source_id=conversation_id
    ).filter(created_at__gt=clock.now() - DAY)
    return records.aggregate(total=Sum("cost_micro_usd"))["total"] or 0
