"""How a business is, in words."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.tenants.models import Business

Status, Step = Business.Status, Business.Step


@dataclass(frozen=True, slots=True)
class StepShown:
    label: str
    is_done: bool
    is_here: bool


def state_said(business: Business) -> str:
    if business.status == Status.ACTIVE:
        return _("העסק פתוח: עונים לשיחות ולהודעות, ואפשר להתחבר.")
    if business.status == Status.PROVISIONING:
        return _("העסק בהקמה. ההתקדמות מתעדכנת כאן מעצמה.")
    if business.status == Status.SUSPENDED:
        return _("העסק מושהה: אין שיחות, הודעות וכניסות. הסיבה: %(reason)s") % {
            "reason": business.suspended_reason or "-"
        }
    if business.status == Status.FAILED:
        return _("ההקמה נעצרה (%(error)s). אפשר לנסות שוב; מה שכבר נעשה לא ייעשה פעמיים.") % {
            "error": business.provisioning_error or "-"
        }
    day = timezone.localtime(business.delete_after) if business.delete_after else None
    return _("העסק סגור ויימחק אחרי %(day)s, לאחר שיישמר עותק אחרון. עד אז אפשר לבטל.") % {
        "day": date_format(day, "DATETIME_FORMAT") if day else "-"
    }


def steps_shown(business: Business) -> list[StepShown]:
    """How far provisioning has come; empty when it is over."""
    if business.status not in (Status.PROVISIONING, Status.FAILED):
        return []
    order = [*Step]
    here = order.index(Step(business.provisioning_step))
    return [
        StepShown(label=str(step.label), is_done=place < here, is_here=place == here)
        for place, step in enumerate(order)
    ]
