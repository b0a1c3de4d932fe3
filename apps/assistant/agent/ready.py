"""The agents of this process: kept until the prompt changes, their time is over or a version is new."""

from hashlib import sha256
from threading import Thread

import structlog
from agents import Agent
from django.conf import settings
from django.db import DatabaseError, connection

from apps.assistant.agent.cache import AgentCache, survives_fork
from apps.assistant.agent.making import Run, agent_make
from apps.assistant.selectors import assistant_snapshot_get
from apps.assistant.snapshot import AssistantSnapshot
from apps.conversations.models import Channel
from apps.core import clock
from apps.events.hearing import hear, is_hearing
from apps.tenants.context import current_schema, in_tenant
from apps.tenants.models import Business

log = structlog.get_logger(__name__)
UNTIL = ("prompt.published", "assistant.updated")

AGENTS: AgentCache[Agent[Run]] = survives_fork(AgentCache())
hear(UNTIL, AGENTS.forget)


def agent_ready(*, channel: str, snapshot: AssistantSnapshot) -> Agent[Run]:
    """Of the entered business. Raises SecretUnreadableError."""
    # The first question begins to listen; what cannot be heard ends with its time.
    is_hearing()
    api_key = snapshot.openai_key.reveal()
    facts = f"{snapshot.prompt_version} {snapshot.model} {settings.OPENAI_BASE_URL} {api_key}"
    return AGENTS.get(
        schema=current_schema(),
        channel=channel,
        version=sha256(facts.encode()).hexdigest(),
        make=lambda: agent_make(
            channel=channel, model=snapshot.model, base_url=settings.OPENAI_BASE_URL, api_key=api_key
        ),
    )


def agents_warm() -> int:
    """An agent for every active business, so that no first customer waits for it. Returns how many."""
    warmed = 0
    for schema in Business.objects.filter(status=Business.Status.ACTIVE).values_list(
        "schema_name", flat=True
    ):
        try:
            with in_tenant(schema):
                now = clock.now()
                snapshot = assistant_snapshot_get(channel=Channel.WHATSAPP, lead_id=None, now=now)
                agent_ready(channel=Channel.WHATSAPP, snapshot=snapshot)
                warmed += 1
        except Exception as error:
            log.warning("agent_not_warmed", business=schema, error=type(error).__name__)
    return warmed


def agents_warm_beside() -> None:
    """The same on a thread of its own: nobody waits for it, and what goes wrong stops nothing."""

    def warm() -> None:
        try:
            agents_warm()
        except DatabaseError as error:
            log.warning("agents_not_warmed", error=type(error).__name__)
        finally:
            connection.close()

    Thread(target=warm, name="agents warm", daemon=True).start()
