"""What a new business finds in its CRM."""

from django.db import transaction

from apps.crm.models import LeadStatus

Kind = LeadStatus.Kind
STATUSES: tuple[tuple[str, str, str, int | None], ...] = (
    ("חדש", "#2563eb", Kind.OPEN, 2),
    ("בניסיון קשר", "#d97706", Kind.OPEN, 3),
    ("נוצר קשר", "#0891b2", Kind.OPEN, 7),
    ("מתאים", "#7c3aed", Kind.OPEN, 14),
    ("נסגר בהצלחה", "#16a34a", Kind.WON, None),
    ("לא נסגר", "#dc2626", Kind.LOST, None),
    ("לא רלוונטי", "#64748b", Kind.JUNK, None),
)
"""Label, colour, kind, and after how many days without a word a lead is stale."""


def lead_statuses_fill() -> None:
    """Only where there are none: a status that the business renamed or deleted must not come back."""
    with transaction.atomic():
        if LeadStatus.objects.exists():
            return
        LeadStatus.objects.bulk_create(
            LeadStatus(
                label=label,
                colour=colour,
                kind=kind,
                order=order,
                is_default=order == 0,
                stale_after_days=stale_after_days,
            )
            for order, (label, colour, kind, stale_after_days) in enumerate(STATUSES)
        )
