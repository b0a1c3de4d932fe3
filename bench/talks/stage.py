"""The business and the customer of one dialogue."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

from bench.talks.script import Script
from bench.talks.system import ZONE

STRANGER = "לקוחה אחרת"


@dataclass(frozen=True)
class Stage:
    """`number` is the business's, `caller` the customer's, both E.164; `stranger` has what is full."""

    schema: str
    number: str
    caller: str
    stranger: str = STRANGER


def stage_set(script: Script, *, place: int) -> Stage:
    """A business of the dialogue's own, so that whatever stands there came of it."""
    from apps.accounts.services import business_open
    from apps.tenants.context import in_tenant

    number, caller = f"+97237{place:06}", f"+97252{place:07}"
    business = business_open(
        name="מספרת חלוץ",
        slug=f"talk-{place}",
        owner_email=f"owner{place}@bench.test",
        owner_name="דנה לוי",
        owner_password=None,
        phone_e164s=[number],
    )
    with in_tenant(business.schema_name):
        _business(script)
        _customer(script, caller)
    return Stage(business.schema_name, number, caller)


def _business(script: Script) -> None:
    from apps.assistant.models import FaqEntry, PromptVersion
    from apps.scheduling.models import AppointmentSettings, OpeningHours, Service

    given = script.business
    if given.get("hours") == "none":
        OpeningHours.objects.all().delete()
    if "prompt" in given:
        PromptVersion.objects.filter(channel=script.channel).update(text=given["prompt"])
    if "faq" in given:
        FaqEntry.objects.all().delete()
        for place, entry in enumerate(given["faq"]):
            FaqEntry.objects.create(question=entry["q"], answer=entry["a"], order=place)
    for service in given.get("services", ()):
        price = Decimal(service["price"]) if "price" in service else None
        Service.objects.create(label=service["label"], duration_minutes=service["minutes"], price=price)
    if given.get("approval"):
        AppointmentSettings.objects.update(confirm_mode=AppointmentSettings.ConfirmMode.MANUAL)
    for day in given.get("full", ()):
        _fill(day)


def _fill(day: date) -> None:
    """Somebody else has every hour of the day."""
    from apps.crm.tests.factories import LeadFactory
    from apps.scheduling.tests.factories import AppointmentFactory

    lead = LeadFactory.create(name=STRANGER)
    start = datetime.combine(day, time(9), ZONE)
    for half in range(20):
        starts_at = start + timedelta(minutes=30 * half)
        AppointmentFactory.create(lead=lead, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30))


def _customer(script: Script, caller: str) -> None:
    from apps.audit.actors import SYSTEM
    from apps.crm.services.capture import lead_capture
    from apps.scheduling.tests.factories import AppointmentFactory

    given = script.customer
    if not given and script.channel == "phone":
        return
    details = {"phone": caller, **({"name": given["name"]} if "name" in given else {})}
    if "file" in given:
        _imported(given["file"], caller)
    lead = lead_capture(source="whatsapp", actor=SYSTEM, details=details).lead
    for start in given.get("appointments", ()):
        starts_at = datetime.fromisoformat(start).replace(tzinfo=ZONE)
        AppointmentFactory.create(lead=lead, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30))


def _imported(name: str, phone: str) -> None:
    """As a row of a file that somebody uploads."""
    from apps.audit.actors import SYSTEM
    from apps.crm.services.import_runs import import_check_run, import_run
    from apps.crm.services.imports import import_check, import_start, import_upload

    written = StringIO()
    csv.writer(written).writerows([["שם", "טלפון"], [name, phone]])
    content = written.getvalue().encode()
    made = import_upload(file=BytesIO(content), size=len(content), name="leads.csv", actor=SYSTEM)
    import_check(import_id=made.pk, mapping=made.mapping, duplicates="skip", actor=SYSTEM)
    import_check_run(import_id=made.pk)
    import_start(import_id=made.pk, actor=SYSTEM)
    import_run(import_id=made.pk)
