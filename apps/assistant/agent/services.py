"""The answer to what a customer wrote."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from time import monotonic

from apps.assistant.agent.looping import hand_over, loop_of
from apps.assistant.agent.occasion import Occasion
from apps.assistant.agent.reply import AgentReply, ToolUse
from apps.assistant.agent.talking import RUNS_TOLD, TURNS_TOLD, Thread, thread_of
from apps.assistant.errors import ReplyFailedError
from apps.assistant.guards.evidence import Turn
from apps.assistant.handlers import CONVERSATION
from apps.assistant.metrics import REPLY_SECONDS
from apps.assistant.selectors import assistant_snapshot_get, tool_runs_of
from apps.conversations.models import Conversation, Message
from apps.core import clock
from apps.core.crypto import SecretUnreadableError
from apps.core.errors import NotFoundError


def text_agent_reply(
    *, conversation_id: int, channel: str, prompt_text: str | None = None, dry_run: bool = False
) -> AgentReply:
    """Answers the last message of a conversation, where the assistant answers and a customer wrote last;
    whoever calls it sends and stores the text.

    `prompt_text`: a draft instead of what is published. `dry_run`: no tool leaves anything behind and nothing
    is counted but the cost. For jobs and requests: never inside a transaction. Raises NotFoundError,
    ReplyDelayedError (ask again later) and ReplyFailedError.
    """
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is None:
        raise NotFoundError
    if conversation.ai_state == Conversation.AiState.OFF and not dry_run:
        return AgentReply(text="")
    messages = _messages(conversation_id)
    if not messages or messages[-1].author != Message.Author.CUSTOMER:
        return AgentReply(text="")
    runs = list(tool_runs_of(source_kind=CONVERSATION, source_id=conversation_id).reverse()[:RUNS_TOLD])
    if not dry_run and (found := loop_of(conversation, messages)) is not None:
        return hand_over(conversation=conversation, channel=channel, found=found)
    occasion = Occasion(
        channel=channel,
        lead_id=conversation.lead_id,
        source_id=conversation_id,
        turn_id=messages[-1].external_id,
        is_trial=dry_run,
    )
    return _reply(thread_of(messages, reversed(runs)), occasion, prompt_text)


def text_agent_try(
    *,
    turns: Sequence[Turn],
    channel: str,
    prompt_text: str | None = None,
    runs: Sequence[tuple[int, ToolUse, str]] = (),
) -> AgentReply:
    """The same for a talk that stands nowhere: an unknown customer, whose tools leave nothing behind.

    The last turn is the customer's. `runs`: what tools gave for earlier answers, as `Thread` has them. Raises
    what `text_agent_reply` raises.
    """
    thread = Thread(tuple(turns), tuple(runs))
    return _reply(thread, Occasion(channel=channel, is_trial=True), prompt_text)


def _reply(thread: Thread, occasion: Occasion, prompt_text: str | None) -> AgentReply:
    """A question that the business has answered is answered by its own words; no model is asked for that."""
    faq = occasion.faq(thread.turns[-1].text)
    if faq.entry_id is not None:
        return AgentReply(text=faq.answer, faq=faq)
    return replace(_model_reply(thread, occasion, prompt_text), faq=faq)


def _model_reply(thread: Thread, occasion: Occasion, prompt_text: str | None) -> AgentReply:
    # The SDK takes a second to import: only whoever answers pays for it.
    from openai import OpenAIError

    from apps.assistant.agent.ready import agent_ready
    from apps.assistant.agent.running import agent_answer

    began, now = monotonic(), clock.now()
    snapshot = assistant_snapshot_get(
        channel=occasion.channel, lead_id=occasion.lead_id, now=now, prompt_text=prompt_text
    )
    try:
        agent = agent_ready(channel=occasion.channel, snapshot=snapshot)
    except (OpenAIError, SecretUnreadableError):
        # No key, or one that cannot be read: nobody can be asked.
        raise ReplyFailedError from None
    answered = agent_answer(
        agent,
        thread,
        instructions=snapshot.instructions,
        known=snapshot.known,
        use_tool=partial(occasion.tool_use, snapshot.known),
    )
    occasion.hits_keep(answered.hits)
    REPLY_SECONDS.labels(channel=occasion.channel).observe(monotonic() - began)
    return AgentReply(
        text=answered.text,
        tools=tuple(answered.tools),
        guards=tuple(answered.hits),
        cost_micro_usd=sum(occasion.cost_keep(spent, model=snapshot.model) for spent in answered.spent),
    )


def _messages(conversation_id: int) -> list[Message]:
    """The last ones that say something, in their order."""
    said = Message.objects.filter(conversation_id=conversation_id).exclude(text="").defer("search_text")
    return list(said.order_by("-started_at", "-pk")[:TURNS_TOLD])[::-1]
