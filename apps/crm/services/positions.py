from django.db import transaction

from apps.audit.actors import Actor
from apps.core.contention import again_if_contended
from apps.crm.errors.statuses import StatusUnknownError
from apps.crm.events import LeadUpdated
from apps.crm.models import Lead, LeadStatus
from apps.crm.ranks import LONGEST, rank_after, rank_between
from apps.crm.selectors.leads import lead_get
from apps.crm.services.leads import lead_write, version_check
from apps.crm.services.locking import lead_locked
from apps.crm.services.ranks import column_renumber, rank_next
from apps.events.services import event_publish


@again_if_contended
def lead_move(
    *,
    lead_id: int,
    status_id: int,
    actor: Actor,
    before_id: int | None = None,
    after_id: int | None = None,
    version: int | None = None,
) -> Lead:
    """Puts the lead into the column right after `after_id`, else right before `before_id`, else on top.

    A neighbour that has left the column meanwhile counts as not given, so a drag is never refused for what
    others dragged. Drags into one column follow each other; the version grows only with the status.
    Raises StatusUnknownError, LeadChangedError when `version` is no longer true, LeadNotFoundError for the
    lead and for a neighbour that is not there at all.
    """
    with transaction.atomic():
        if not LeadStatus.objects.select_for_update(no_key=True).filter(pk=status_id).exists():
            raise StatusUnknownError(field="status_id")
        mover_id = lead_get(lead_id=lead_id).pk
        for neighbour_id in filter(None, (before_id, after_id)):
            lead_get(lead_id=neighbour_id)
        low, high = _gap(status_id, mover_id, before_id=before_id, after_id=after_id)
        if low is not None and len(_rank(low, high)) > LONGEST:
            _renumber(status_id, mover_id)
            low, high = _gap(status_id, mover_id, before_id=before_id, after_id=after_id)
        lead = lead_locked(lead_id=mover_id)
        version_check(lead, version)
        if lead.status_id == status_id and _stands_in(lead.position, low, high):
            return lead
        lead_write(lead, {"status_id": status_id}, actor=actor)
        lead.position = rank_next() if low is None else _rank(low, high)
        lead.save(update_fields=["position"])
        event_publish(LeadUpdated(id=lead.pk, fields=["position"]))
    return lead


def _gap(
    status_id: int, mover_id: int, *, before_id: int | None, after_id: int | None
) -> tuple[str | None, str | None]:
    """The ranks of those who will stand before and behind; None: nobody. Merged leads keep their place."""
    column = Lead.objects.filter(status_id=status_id).exclude(pk=mover_id)
    above = column.order_by("-position").values_list("position", flat=True)
    below = column.order_by("position").values_list("position", flat=True)
    low = column.filter(pk=after_id).values_list("position", flat=True).first() if after_id else None
    if low is not None:
        return low, below.filter(position__gt=low).first()
    high = column.filter(pk=before_id).values_list("position", flat=True).first() if before_id else None
    if high is not None:
        return above.filter(position__lt=high).first(), high
    return None, below.first()


def _rank(low: str, high: str | None) -> str:
    return rank_after(low) if high is None else rank_between(low, high)


def _stands_in(position: str, low: str | None, high: str | None) -> bool:
    return (low is None or low < position) and (high is None or position < high)


def _renumber(status_id: int, mover_id: int) -> None:
    """Locks all that it writes at once and in order, the mover among them."""
    column = Lead.objects.filter(status_id=status_id) | Lead.objects.filter(pk=mover_id)
    list(column.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    column_renumber(status_id=status_id)
