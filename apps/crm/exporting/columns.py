"""The columns of an export: what a lead's fields are called and how they are written. Pure.

An import knows the headings again. Numbers are written as people dial them, moments on the business's wall.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from apps.core.phone import phone_shown
from apps.crm.models import Lead, LeadSource

SOURCES_EN = {
    LeadSource.PHONE: "Call",
    LeadSource.WHATSAPP: "WhatsApp",
    LeadSource.FORM: "Form",
    LeadSource.IMPORT: "Import",
    LeadSource.MANUAL: "Manual",
    LeadSource.API: "API",
}
YES_NO = {"he": {True: "כן", False: "לא"}, "en": {True: "Yes", False: "No"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """`own`: the label of each of the business's own fields by key, in their order."""

    language: str
    zone: ZoneInfo
    own: Mapping[str, str]

    @property
    def is_english(self) -> bool:
        return self.language.startswith("en")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page of leads beside them: names of owners, and who agreed to marketing."""

    names: Mapping[int, str]
    marketing: Mapping[int, bool]


Cell = Callable[[Lead, Wording, Known], str]


def headings_of(wording: Wording) -> list[str]:
    named = [labels[wording.is_english] for labels, _ in COLUMNS]
    return [*named, *wording.own.values()]


def cells_of(lead: Lead, wording: Wording, known: Known) -> Sequence[str]:
    fixed = [cell(lead, wording, known) for _, cell in COLUMNS]
    return [*fixed, *(_own(lead.custom.get(key)) for key in wording.own)]


def _own(value: Any) -> str:
    return "" if value is None else str(value)


def _moment(at: datetime | None, wording: Wording) -> str:
    return at.astimezone(wording.zone).strftime("%Y-%m-%d %H:%M") if at else ""


def _source(lead: Lead, wording: Wording, known: Known) -> str:
    source = LeadSource(lead.source)
    return SOURCES_EN[source] if wording.is_english else str(source.label)


def _marketing(lead: Lead, wording: Wording, known: Known) -> str:
    granted = known.marketing.get(lead.pk)
    return "" if granted is None else YES_NO["en" if wording.is_english else "he"][granted]


COLUMNS: list[tuple[tuple[str, str], Cell]] = [
    (("שם מלא", "Full name"), lambda lead, wording, known: lead.name),
    (("טלפון", "Phone"), lambda lead, wording, known: phone_shown(lead.phone)),
    (('דוא"ל', "E-mail"), lambda lead, wording, known: lead.email),
    (("סטטוס", "Status"), lambda lead, wording, known: lead.status.label),
    (("אחראי", "Owner"), lambda lead, wording, known: known.names.get(lead.owner_id or 0, "")),
    (("עיר", "City"), lambda lead, wording, known: lead.city),
    (("שירות מבוקש", "Service wanted"), lambda lead, wording, known: lead.service_wanted),
    (("תגיות", "Tags"), lambda lead, wording, known: ", ".join(lead.tags)),
    (("הערות", "Notes"), lambda lead, wording, known: lead.notes),
    (("הצעד הבא", "Next step"), lambda lead, wording, known: lead.next_step),
    (
        ("מועד הצעד הבא", "Next step at"),
        lambda lead, wording, known: _moment(lead.next_step_at, wording),
    ),
    (("מקור", "Source"), _source),
    (("הסכמה לדיוור", "Marketing consent"), _marketing),
    (("נוצר", "Created"), lambda lead, wording, known: _moment(lead.created_at, wording)),
    (
        ("פעילות אחרונה", "Last activity"),
        lambda lead, wording, known: _moment(lead.last_activity_at, wording),
    ),
]
