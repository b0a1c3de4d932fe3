from collections.abc import Iterator

from django.db.models import QuerySet

from apps.crm.errors.imports import ImportNotFoundError
from apps.crm.importing.headings import CUSTOM, HEADINGS
from apps.crm.importing.vocabulary import Vocabulary, plain
from apps.crm.models import CustomField, LeadImport, LeadImportRow
from apps.crm.selectors.custom_fields import definitions_active
from apps.crm.selectors.people import members_active
from apps.crm.selectors.statuses import statuses_list

PAGE = 2000
LABELS = {
    "name": ("שם מלא", "Full name"),
    "first_name": ("שם פרטי", "First name"),
    "last_name": ("שם משפחה", "Last name"),
    "phone": ("טלפון", "Phone"),
    "other_phone": ("טלפון נוסף", "Other phone"),
    "email": ('דוא"ל', "E-mail"),
    "city": ("עיר", "City"),
    "service_wanted": ("שירות מבוקש", "Service wanted"),
    "notes": ("הערות", "Notes"),
    "tags": ("תגיות", "Tags"),
    "status": ("סטטוס", "Status"),
    "owner": ("אחראי", "Owner"),
    "next_step": ("הצעד הבא", "Next step"),
}


def imports_list() -> QuerySet[LeadImport]:
    return LeadImport.objects.defer("sample")


def import_get(*, import_id: int) -> LeadImport:
    """Raises ImportNotFoundError."""
    lead_import = LeadImport.objects.filter(pk=import_id).first()
    if lead_import is None:
        raise ImportNotFoundError
    return lead_import


def rows_failed(lead_import: LeadImport) -> Iterator[tuple[int, list[dict[str, str]]]]:
    """The number and the faults of each row that was refused, in the order of the file."""
    failed = lead_import.rows.filter(outcome=LeadImportRow.Outcome.FAILED).order_by("number")
    last = 0
    # Page by page: whoever sends them may come back on another connection.
    while page := list(failed.filter(number__gt=last).values_list("number", "faults")[:PAGE]):
        yield from page
        last = page[-1][0]


def labels_own() -> dict[str, str]:
    """Keys of the business's own fields by label."""
    return dict(CustomField.objects.filter(is_archived=False).values_list("label", "key"))


def fields_importable(language: str = "he") -> dict[str, str]:
    """What a column can be, with its label; the business's own fields come last."""
    is_english = language.startswith("en")
    fields = {name: LABELS[name][is_english] for name in HEADINGS}
    return fields | {CUSTOM + key: label for label, key in labels_own().items()}


def import_vocabulary() -> Vocabulary:
    """What the words of a file mean in this business now."""
    owners: dict[str, int] = {}
    for member in members_active():
        owners.setdefault(plain(member.user.full_name), member.user_id)
        owners[plain(member.user.email)] = member.user_id
    return Vocabulary(
        definitions=definitions_active(),
        statuses={plain(status.label): status.pk for status in statuses_list()},
        owners={name: user_id for name, user_id in owners.items() if name},
    )
