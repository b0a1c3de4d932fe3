from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from apps.assistant.models import AssistantProfile, FaqEntry, PromptVersion, ToolRun
from apps.assistant.prompting.building import greeting_build, instructions_build
from apps.assistant.prompting.facts import CustomerFacts, PromptFacts, ServiceTold
from apps.assistant.snapshot import AssistantSnapshot
from apps.assistant.speech import moment_said
from apps.assistant.tools import tools_render_realtime
from apps.conversations.models import Channel
from apps.credentials.selectors import openai_key_of
from apps.crm.selectors.leads import lead_get
from apps.scheduling.diary import Diary
from apps.scheduling.selectors.appointments import appointments_upcoming
from apps.scheduling.selectors.diary import diary_get
from apps.tenants.context import current_schema
from apps.tenants.selectors import business_by_schema

# Instructions are sent anew with every session: more would cost more than they answer.
FAQ_TOLD = 40


def assistant_snapshot_get(*, channel: str, lead_id: int | None, now: datetime) -> AssistantSnapshot:
    """The assistant of the entered business for one lead; the same all day unless something of it changes.

    Raises LeadNotFoundError.
    """
    business = business_by_schema(schema=current_schema())
    if business is None:
        raise LookupError("an assistant belongs to a business; enter one first")
    profile = AssistantProfile.objects.get()
    diary = diary_get()
    greeting = greeting_build(profile.greeting, business_name=business.name, assistant_name=profile.name)
    facts = PromptFacts(
        channel=channel,
        business_name=business.name,
        assistant_name=profile.name,
        gender=profile.gender,
        greeting=greeting,
        business_text=prompt_live_text(channel=channel),
        faq=faq_told(),
        today=now.astimezone(diary.zone).date(),
        timezone=business.timezone,
        openings=diary.openings,
        slot_minutes=diary.rules.slot_minutes,
        min_notice_minutes=diary.rules.min_notice_minutes,
        window_days=diary.rules.window_days,
        needs_approval=diary.needs_approval,
        services=_services(diary),
        customer=_customer(lead_id, diary, now) if lead_id is not None else None,
    )
    return AssistantSnapshot(
        model=settings.REALTIME_MODEL if channel == Channel.PHONE else settings.TEXT_MODEL,
        voice=profile.voice,
        instructions=instructions_build(facts),
        tools=tuple(tools_render_realtime()),
        greeting=greeting,
        transcription_model=settings.TRANSCRIPTION_MODEL,
        language=business.language,
        business_name=business.name,
        timezone=business.timezone,
        openai_key=openai_key_of(schema=business.schema_name),
    )


def prompt_live_text(*, channel: str) -> str:
    """What the business published for the channel; empty when nothing is."""
    live = PromptVersion.objects.filter(channel=channel, is_live=True).first()
    return live.text if live else ""


def faq_entries() -> QuerySet[FaqEntry]:
    """All of them, in the business's order."""
    return FaqEntry.objects.order_by("order", "pk")


def faq_told() -> tuple[tuple[str, str], ...]:
    """What the assistant is told of them: questions and answers, the first FAQ_TOLD that are active."""
    active = faq_entries().filter(is_active=True)
    return tuple(active.values_list("question", "answer")[:FAQ_TOLD])


def tool_runs_of(*, source_kind: str, source_id: int) -> QuerySet[ToolRun]:
    """The tool calls of one call or thread, in the order they were made."""
    return ToolRun.objects.filter(source_kind=source_kind, source_id=source_id).order_by("pk")


def _services(diary: Diary) -> tuple[ServiceTold, ...]:
    names = {resource.id: resource.name for resource in diary.resources}
    told = []
    for service in diary.services:
        able = diary.resource_ids(service)
        people = tuple(names[each] for each in able) if len(able) > 1 else ()
        told.append(ServiceTold(service.label, int(service.rules.duration.total_seconds()) // 60, people))
    return tuple(told)


def _customer(lead_id: int, diary: Diary, now: datetime) -> CustomerFacts:
    lead = lead_get(lead_id=lead_id)
    upcoming = appointments_upcoming(lead_id=lead_id, now=now)
    return CustomerFacts(
        name=lead.name,
        phone=lead.phone,
        city=lead.city,
        service_wanted=lead.service_wanted,
        appointments=tuple(moment_said(booked.starts_at.astimezone(diary.zone)) for booked in upcoming),
    )
