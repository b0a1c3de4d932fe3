from django.db.models import Q, QuerySet

from apps.crm.errors import LeadNotFoundError
from apps.crm.models import ContactIdentity, Lead, LeadStatus


def leads_list(*, status_id: int | None = None, search: str = "") -> QuerySet[Lead]:
    """Leads with their status. `search` is part of a name, of a telephone number or of an e-mail address."""
    leads = Lead.objects.select_related("status")
    if status_id is not None:
        leads = leads.filter(status_id=status_id)
    if search := search.strip():
        leads = leads.filter(_matches(search))
    return leads


def lead_get(*, lead_id: int) -> Lead:
    """Raises LeadNotFoundError."""
    lead = Lead.objects.select_related("status").filter(pk=lead_id).first()
    if lead is None:
        raise LeadNotFoundError
    return lead


def lead_by_identity(*, kind: str, value: str) -> Lead | None:
    """`value` as `identity_normalised` spells it."""
    identity = ContactIdentity.objects.select_related("lead").filter(kind=kind, value=value).first()
    return identity.lead if identity else None


def statuses_list() -> QuerySet[LeadStatus]:
    """In the business's own order."""
    return LeadStatus.objects.order_by("order", "pk")


def status_default_id() -> int:
    return LeadStatus.objects.values_list("pk", flat=True).get(is_default=True)


def _matches(search: str) -> Q:
    matches = Q(name__icontains=search) | Q(email__icontains=search)
    digits = "".join(character for character in search if character.isdigit())
    if stored_digits := digits.removeprefix("0"):
        matches |= Q(phone__contains=stored_digits)
    return matches
