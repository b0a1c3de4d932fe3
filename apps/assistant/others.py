"""For whom a customer books who books for somebody else: each person is a lead of their own."""

from apps.assistant.handlers import ToolContext, name_alone, origin_of
from apps.assistant.models import ToolRun
from apps.audit import actors
from apps.crm.duplicates import ALIKE, name_similarity
from apps.crm.models import Lead
from apps.crm.selectors.leads import lead_get
from apps.crm.services.capture import lead_capture
from apps.crm.services.leads import lead_update


def other_lead(context: ToolContext, name: str) -> int:
    """The lead of somebody whom the customer books for, new when first named in this conversation.

    They are reached at the customer's number until they give one of their own. The customer's own name is the
    customer.
    """
    name = name_alone(name)
    customer = lead_get(lead_id=context.lead_id)
    if customer.name and name_similarity(customer.name, name) >= ALIKE:
        return customer.pk
    runs = ToolRun.objects.filter(source_kind=context.source_kind, source_id=context.source_id, ok=True)
    met = Lead.objects.filter(pk__in=runs.exclude(lead_id=customer.pk).values("lead_id"), merged_into=None)
    known = next((lead for lead in met if name_similarity(lead.name, name) >= ALIKE), None)
    if known is not None:
        return known.pk
    origin = origin_of(context)
    lead = lead_capture(source=context.channel, actor=actors.AI, details={"name": name}, origin=origin).lead
    if phone := customer.phone or context.caller_e164:
        lead_update(lead_id=lead.pk, changes={"phone": phone}, actor=actors.AI, origin=origin)
    return lead.pk
