"""What a new business finds in its CRM."""

from django.db import transaction

from apps.crm.models import LeadStatus

Kind = LeadStatus.Kind
STATUSES = (
    ("חדש", "#2563eb", Kind.OPEN),
    ("בניסיון קשר", "#d97706", Kind.OPEN),
    ("נוצר קשר", "#0891b2", Kind.OPEN),
    ("מתאים", "#7c3aed", Kind.OPEN),
    ("נסגר בהצלחה", "#16a34a", Kind.WON),
    ("לא נסגר", "#dc2626", Kind.LOST),
    ("לא רלוונטי", "#64748b", Kind.JUNK),
)


def lead_statuses_fill() -> None:
    """Only where there are none: a status that the business renamed or deleted must not come back."""
    with transaction.atomic():
        if LeadStatus.objects.exists():
            return
        LeadStatus.objects.bulk_create(
            LeadStatus(label=label, colour=colour, kind=kind, order=order, is_default=order == 0)
            for order, (label, colour, kind) in enumerate(STATUSES)
        )
