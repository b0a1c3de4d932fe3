from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from apps.assistant.faq.live import ToldFaq, faq_told
from apps.assistant.known import Person, known_get
from apps.assistant.memory.selectors import memory_told
from apps.assistant.models import FaqEntry, ToolRun
from apps.assistant.prompting.building import greeting_build, instructions_build, sections_build
from apps.assistant.prompting.facts import CustomerFacts, PromptFacts, ServiceTold
from apps.assistant.prompting.live import LiveAssistant, assistant_live
from apps.assistant.prompting.sizes import FAQ_ROOM, faq_fitting
from apps.assistant.snapshot import AssistantSnapshot
from apps.assistant.speech import moment_said
from apps.assistant.tools import tools_render_realtime
from apps.conversations.models import Channel
from apps.credentials.selectors import openai_key_of
from apps.scheduling.diary import Diary
from apps.scheduling.selectors.diary import diary_get
from apps.tenants.context import current_schema
from apps.tenants.models import Business
from apps.tenants.selectors import business_by_schema


def assistant_snapshot_get(
    *, channel: str, lead_id: int | None, now: datetime, prompt_text: str | None = None, caller_e164: str = ""
) -> AssistantSnapshot:
    """The assistant of the entered business for one lead; the same all day unless something of it changes.

    `prompt_text` stands in for what is published: a draft that is tried out. Raises LeadNotFoundError.
    """
    business, live, diary = _business(), assistant_live(), diary_get()
    person = Person.of(lead_id=lead_id, now=now) if lead_id is not None else None
    faq = faq_told(channel=channel, today=now.astimezone(diary.zone).date())
    facts = _facts(business, live, diary, faq, channel, person, now, prompt_text)
    return AssistantSnapshot(
        model=settings.REALTIME_MODEL if channel == Channel.PHONE else settings.TEXT_MODEL,
        voice=live.voice,
        instructions=instructions_build(facts),
        tools=tuple(tools_render_realtime(channel=channel)),
        greeting=facts.greeting,
        transcription_model=settings.TRANSCRIPTION_MODEL,
        language=business.language,
        business_name=business.name,
        timezone=business.timezone,
        openai_key=openai_key_of(schema=business.schema_name),
        known=known_get(
            diary=diary,
            channel=channel,
            texts=(facts.greeting, facts.business_text),
            answers=faq.written,
            person=person,
            caller_e164=caller_e164,
            now=now,
        ),
        prompt_version=live.prompt(channel).version if prompt_text is None else None,
        looks_up=channel == Channel.PHONE and bool(faq.told),
    )


def prompt_parts(*, channel: str, prompt_text: str | None, now: datetime) -> tuple[dict[str, str], int]:
    """The instructions by parts, nobody's in particular, and how many questions find no room in them."""
    diary = diary_get()
    faq = faq_told(channel=channel, today=now.astimezone(diary.zone).date())
    facts = _facts(_business(), assistant_live(), diary, faq, channel, None, now, prompt_text)
    return sections_build(facts), facts.faq_left_out


def faq_entries() -> QuerySet[FaqEntry]:
    """All of them, in the business's order."""
    return FaqEntry.objects.order_by("order", "pk")


def tool_runs_of(*, source_kind: str, source_id: int) -> QuerySet[ToolRun]:
    """The tool calls of one call or thread, in the order they were made."""
    return ToolRun.objects.filter(source_kind=source_kind, source_id=source_id).order_by("pk")


def _business() -> Business:
    business = business_by_schema(schema=current_schema())
    if business is None:
        raise LookupError("an assistant belongs to a business; enter one first")
    return business


def _facts(
    business: Business,
    live: LiveAssistant,
    diary: Diary,
    faq: ToldFaq,
    channel: str,
    person: Person | None,
    now: datetime,
    prompt_text: str | None,
) -> PromptFacts:
    fitting = faq_fitting(faq.told, FAQ_ROOM[channel])
    return PromptFacts(
        channel=channel,
        business_name=business.name,
        assistant_name=live.name,
        gender=live.gender,
        greeting=greeting_build(live.greeting, business_name=business.name, assistant_name=live.name),
        business_text=live.prompt(channel).text if prompt_text is None else prompt_text,
        faq=fitting.told,
        faq_left_out=fitting.left_out,
        today=now.astimezone(diary.zone).date(),
        timezone=business.timezone,
        openings=diary.openings,
        slot_minutes=diary.rules.slot_minutes,
        min_notice_minutes=diary.rules.min_notice_minutes,
        window_days=diary.rules.window_days,
        needs_approval=diary.needs_approval,
        services=_services(diary),
        customer=_customer(person, diary, channel) if person is not None else None,
    )


def _services(diary: Diary) -> tuple[ServiceTold, ...]:
    names = {resource.id: resource.name for resource in diary.resources}
    told = []
    for service in diary.services:
        able = diary.resource_ids(service)
        people = tuple(names[each] for each in able) if len(able) > 1 else ()
        told.append(ServiceTold(service.label, int(service.rules.duration.total_seconds()) // 60, people))
    return tuple(told)


def _customer(person: Person, diary: Diary, channel: str) -> CustomerFacts:
    lead = person.lead
    return CustomerFacts(
        name=lead.name,
        phone=lead.phone,
        city=lead.city,
        service_wanted=lead.service_wanted,
        appointments=tuple(moment_said(start.astimezone(diary.zone)) for start in person.starts),
        memory=memory_told(lead_id=lead.pk, channel=channel),
    )
