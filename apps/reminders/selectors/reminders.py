from collections.abc import Collection

from django.db.models import Q, QuerySet

from apps.audit.actors import CUSTOMER
from apps.crm.models import Consent
from apps.reminders.errors import PlanNotFoundError
from apps.reminders.models import Reminder, ReminderPlan

# Where a consent was said.
BY_SMS = "SMS"


def plans_list() -> QuerySet[ReminderPlan]:
    """Notices first, then reminders, the earliest first."""
    return ReminderPlan.objects.order_by("-kind", "-before_days", "-before_minutes", "id")


def plan_get(*, plan_id: int) -> ReminderPlan:
    """Raises PlanNotFoundError."""
    plan = ReminderPlan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise PlanNotFoundError
    return plan


def reminders_list(
    *, appointment_id: int | None = None, lead_id: int | None = None, state: str = ""
) -> QuerySet[Reminder]:
    """Those of a meeting, of a lead, in a state, or all of them."""
    within = Q()
    if appointment_id is not None:
        within &= Q(appointment_id=appointment_id)
    if lead_id is not None:
        within &= Q(lead_id=lead_id)
    if state:
        within &= Q(state=state)
    return Reminder.objects.filter(within).select_related("lead").defer("lead__search_text")


def leads_opted_out(*, lead_ids: Collection[int]) -> set[int]:
    """Those who said last that they want no messages."""
    newest = (
        Consent.objects.filter(lead_id__in=lead_ids, kind=Consent.Kind.CONTACT)
        .order_by("lead_id", "-at", "-id")
        .distinct("lead_id")
        .values_list("lead_id", "granted")
    )
    return {lead_id for lead_id, granted in newest if not granted}


def is_opted_out_by_sms(*, lead_id: int) -> bool:
    """Whether it is the customer's own SMS that says so, and nothing that was said to the business since."""
    consents = Consent.objects.filter(lead_id=lead_id, kind=Consent.Kind.CONTACT)
    newest = consents.order_by("-at", "-id").first()
    if newest is None or newest.granted:
        return False
    return (newest.source, newest.actor_kind) == (BY_SMS, CUSTOMER.kind)
