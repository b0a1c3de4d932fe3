"""What came of a dialogue, held against what must and must not."""

import re
from typing import Any

from bench.talks.script import Script
from bench.talks.stage import Stage
from bench.talks.system import ZONE


def problems_of(script: Script, stage: Stage) -> list[str]:
    from apps.tenants.context import in_tenant

    with in_tenant(stage.schema):
        found = _found(stage)
    wrong = [
        f"{name}: expected {wanted!r}, found {found[name]!r}"
        for name, wanted in script.expect.items()
        if name not in ("heard", "guards", "lead") and found[name] != wanted
    ]
    for name, wanted in script.expect.get("lead", {}).items():
        if found["lead"].get(name) != wanted:
            wrong.append(f"lead.{name}: expected {wanted!r}, found {found['lead'].get(name)!r}")
    wrong += [
        f"guard {guard} stopped nothing"
        for guard in script.expect.get("guards", ())
        if guard not in found["guards"]
    ]
    if "guards" not in script.expect and not script.guard and found["guards"]:
        wrong.append(f"guards stopped what was right: {found['guards']}")
    heard = "\n".join(found["heard"])
    wrong += [f"never heard: {said}" for said in script.expect.get("heard", ()) if not re.search(said, heard)]
    wrong += [f"heard: {said}" for said in script.never.get("heard", ()) if re.search(said, heard)]
    wrong += [f"done: {tool}" for tool in script.never.get("tools", ()) if tool in found["tools"]]
    return [*wrong, *([f"it was said: {found['heard']}"] if wrong else [])]


def _found(stage: Stage) -> dict[str, Any]:
    from apps.assistant.models import GuardHit, ToolRun
    from apps.conversations.models import Conversation, Message
    from apps.crm.models import Lead, Task
    from apps.scheduling.models import Appointment

    lead = Lead.objects.filter(phone=stage.caller).first() or Lead.objects.order_by("-pk").first()
    of_lead = Appointment.objects.filter(lead=lead).order_by("starts_at")
    booked = of_lead.filter(status__in=("pending", "confirmed"))
    return {
        "appointments": [_when(each) for each in booked],
        "cancelled": [_when(each) for each in of_lead.filter(status="cancelled")],
        "pending": [_when(each) for each in of_lead.filter(status="pending")],
        "lead": {"name": lead.name, "phone": lead.phone, "city": lead.city} if lead else {},
        "leads": Lead.objects.count(),
        "tasks": list(Task.objects.order_by("pk").values_list("title", flat=True)),
        "due": [each and each.astimezone(ZONE).strftime("%Y-%m-%d %H:%M") for each in _due()],
        "guards": list(GuardHit.objects.order_by("pk").values_list("guard", flat=True)),
        "tools": set(ToolRun.objects.filter(ok=True).values_list("name", flat=True)),
        "heard": list(Message.objects.filter(author="ai").order_by("pk").values_list("text", flat=True)),
        "ai_state": list(Conversation.objects.values_list("ai_state", flat=True)),
    }


def _due() -> Any:
    from apps.crm.models import Task

    return Task.objects.order_by("pk").values_list("due_at", flat=True)


def _when(appointment: Any) -> str:
    return str(appointment.starts_at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M"))
