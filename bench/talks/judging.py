"""What came of a dialogue, held against what must and must not."""

import re
from dataclasses import dataclass, field
from typing import Any

from bench.talks.script import Script
from bench.talks.stage import Stage
from bench.talks.system import ZONE

Found = dict[str, Any]
PATTERNS = ("heard", "summary", "next_step", "topic", "remembered")
NOT_ROWS = (*PATTERNS, "guards", "lead", "tools")


@dataclass
class Verdict:
    """`missing`: what had to come and did not; `forbidden`: what came and must never. Sentences."""

    missing: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        wrong = [*self.forbidden, *self.missing]
        return [*wrong, f"it was said: {self.said}"] if wrong else []


def verdict_of(script: Script, stage: Stage) -> Verdict:
    from apps.tenants.context import in_tenant

    with in_tenant(stage.schema):
        found = _found(stage)
    return Verdict(missing_of(script, found), forbidden_of(script.never, found), found["heard"])


def missing_of(script: Script, found: Found) -> list[str]:
    expect = script.expect
    rows = {name: wanted for name, wanted in expect.items() if name not in NOT_ROWS}
    wrong = [
        f"{name}: expected {wanted!r}, found {found[name]!r}"
        for name, wanted in rows.items()
        if found[name] != wanted
    ]
    wrong += [
        f"lead.{name}: expected {wanted!r}, found {found['lead'].get(name)!r}"
        for name, wanted in expect.get("lead", {}).items()
        if found["lead"].get(name) != wanted
    ]
    wrong += [
        f"guard {guard} stopped nothing" for guard in expect.get("guards", ()) if guard not in found["guards"]
    ]
    if "guards" not in expect and not script.guard and found["guards"]:
        wrong.append(f"guards stopped what was right: {found['guards']}")
    return wrong + [
        f"{name} has no {pattern!r}: {found[name]}"
        for name in PATTERNS
        for pattern in expect.get(name, ())
        if not _is_in(pattern, found[name])
    ]


def _is_in(pattern: str, texts: list[str]) -> bool:
    return re.search(pattern, "\n".join(texts)) is not None


def forbidden_of(never: dict[str, Any], found: Found) -> list[str]:
    wrong = [
        f"{name}: {pattern}"
        for name in PATTERNS
        for pattern in never.get(name, ())
        if _is_in(pattern, found[name])
    ]
    wrong += [f"done: {tool}" for tool in never.get("tools", ()) if tool in found["tools"]]
    wrong += [
        f"lead.{name} is {value!r}"
        for name, value in never.get("lead", {}).items()
        if found["lead"].get(name) == value
    ]
    rows = {name: rows for name, rows in never.items() if name not in NOT_ROWS}
    return wrong + [
        f"{name}: {row!r}" for name, listed in rows.items() for row in listed if row in found[name]
    ]


def _found(stage: Stage) -> Found:
    from apps.assistant.models import GuardHit, MeetingProposal, MemoryEntry, ToolRun, Understanding
    from apps.conversations.models import Conversation, Message
    from apps.crm.models import Lead, Task
    from apps.scheduling.models import Appointment

    leads = list(Lead.objects.order_by("pk"))
    lead = next((each for each in leads if each.phone == stage.caller), leads[-1] if leads else None)
    booked = Appointment.objects.filter(status__in=("pending", "confirmed")).order_by("starts_at")
    own = Appointment.objects.filter(lead=lead).order_by("starts_at")
    understood = list(Understanding.objects.order_by("pk"))
    proposed = MeetingProposal.objects.order_by("pk").values_list("starts_at", flat=True)
    return {
        "summary": [each.summary for each in understood],
        "next_step": [each.next_step for each in understood],
        "topic": [each.topic for each in understood],
        "proposals": [_local(starts_at) for starts_at in proposed],
        "remembered": list(MemoryEntry.objects.order_by("pk").values_list("text", flat=True)),
        "appointments": [_when(each) for each in booked.filter(lead=lead)],
        "cancelled": [_when(each) for each in own.filter(status="cancelled")],
        "pending": [_when(each) for each in own.filter(status="pending")],
        "lead": {"name": lead.name, "phone": lead.phone, "city": lead.city} if lead else {},
        "leads": [len(leads)],
        "people": [
            [each.name, *(_when(meeting) for meeting in booked.filter(lead=each))]
            for each in leads
            if each.name != stage.stranger
        ],
        "tasks": list(Task.objects.order_by("pk").values_list("title", flat=True)),
        "due": [_local(due) for due in Task.objects.order_by("pk").values_list("due_at", flat=True)],
        "guards": list(GuardHit.objects.order_by("pk").values_list("guard", flat=True)),
        "tools": set(ToolRun.objects.filter(ok=True).values_list("name", flat=True)),
        "heard": list(Message.objects.filter(author="ai").order_by("pk").values_list("text", flat=True)),
        "ai_state": list(Conversation.objects.order_by("pk").values_list("ai_state", flat=True)),
    }


def _when(appointment: Any) -> str:
    return _local(appointment.starts_at) or ""


def _local(moment: Any) -> str | None:
    return str(moment.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")) if moment else None
