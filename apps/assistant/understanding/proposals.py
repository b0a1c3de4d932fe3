"""What was agreed on in words and stands in no diary. Nothing is booked of itself: a member decides."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from apps.assistant.models import MeetingProposal
from apps.assistant.understanding.agreed import Agreed
from apps.assistant.understanding.errors import (
    ProposalDecidedError,
    ProposalNotFoundError,
    ProposalTimelessError,
)
from apps.assistant.understanding.events import MeetingProposalChanged
from apps.audit import actors
from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core import clock
from apps.crm.errors.tasks import TaskNotFoundError
from apps.crm.models import Lead, Task
from apps.crm.services.locking import lead_locked
from apps.crm.services.tasks import task_create, task_finish
from apps.events.services import event_publish
from apps.scheduling.models import Appointment, Service
from apps.scheduling.selectors.diary import zone_get
from apps.scheduling.services.booking import Wish, appointment_book

State = MeetingProposal.State


def meeting_propose(*, lead: Lead, source_kind: str, source_id: int, agreed: Agreed) -> MeetingProposal:
    """For the locked lead, once for the turn that agreed; with a task for the staff."""
    zone = zone_get()
    starts_at = agreed.starts_at.replace(tzinfo=zone) if agreed.starts_at else None
    proposal, is_new = MeetingProposal.objects.get_or_create(
        source_kind=source_kind,
        source_id=source_id,
        external_id=agreed.turn_id,
        defaults={
            "lead": lead,
            "starts_at": starts_at,
            "service_id": _service_id(lead),
            "confidence": agreed.confidence,
            "created_at": clock.now(),
        },
    )
    if is_new:
        proposal.task_id = task_create(
            details={
                "title": _title(starts_at),
                "details": "בשיחה סוכם על פגישה והיא לא נרשמה ביומן. אפשר לקבוע אותה מדף הליד בלחיצה.",
                "priority": Task.Priority.HIGH,
                "lead_id": lead.pk,
                "source_kind": source_kind,
                "source_id": source_id,
            },
            actor=actors.AI,
        ).pk
        proposal.save(update_fields=["task_id"])
        _announce(proposal, "made", actors.AI)
    return proposal


def meeting_proposal_book(*, lead_id: int, proposal_id: int, actor: Actor) -> MeetingProposal:
    """Books it as any booking of a member, if it is still free; again is the same meeting.

    Raises LeadNotFoundError, ProposalNotFoundError, ProposalDecidedError, ProposalTimelessError and what
    `appointment_book` raises: then the proposal stays open.
    """
    with transaction.atomic():
        proposal = _locked(lead_id, proposal_id, State.BOOKED)
        if proposal.state == State.OPEN:
            if proposal.starts_at is None:
                raise ProposalTimelessError
            wish = Wish(
                lead_id=proposal.lead_id,
                starts_at=proposal.starts_at,
                service_id=proposal.service_id,
                source=Appointment.Source.DASHBOARD,
                source_kind=proposal.source_kind,
                source_id=proposal.source_id,
            )
            proposal.appointment_id = appointment_book(wish, actor=actor).pk
            _decide(proposal, State.BOOKED, actor)
    return proposal


def meeting_proposal_dismiss(*, lead_id: int, proposal_id: int, actor: Actor) -> MeetingProposal:
    """There is no such meeting. Raises LeadNotFoundError, ProposalNotFoundError, ProposalDecidedError."""
    with transaction.atomic():
        proposal = _locked(lead_id, proposal_id, State.DISMISSED)
        if proposal.state == State.OPEN:
            _decide(proposal, State.DISMISSED, actor)
    return proposal


def _locked(lead_id: int, proposal_id: int, wanted: str) -> MeetingProposal:
    """Still open, or decided the same way already."""
    lead = lead_locked(lead_id=lead_id)
    proposal = MeetingProposal.objects.filter(pk=proposal_id, lead=lead).first()
    if proposal is None:
        raise ProposalNotFoundError
    if proposal.state not in (State.OPEN, wanted):
        raise ProposalDecidedError(decision=proposal.state)
    return proposal


def _decide(proposal: MeetingProposal, state: str, actor: Actor) -> None:
    proposal.state, proposal.decided_at = state, clock.now()
    proposal.decided_by_user_id = actor.user_id
    proposal.save()
    if proposal.task_id is not None:
        with suppress(TaskNotFoundError):
            task_finish(task_id=proposal.task_id, actor=actor)
    _announce(proposal, state, actor)


def _announce(proposal: MeetingProposal, change: str, actor: Actor) -> None:
    audit_record(
        actor=actor,
        action=f"meeting_proposal.{change}",
        target_kind="meeting_proposal",
        target_id=proposal.pk,
        data={"lead_id": proposal.lead_id},
    )
    event_publish(
        MeetingProposalChanged(
            id=proposal.pk,
            change=change,
            lead_id=proposal.lead_id,
            source_kind=proposal.source_kind,
            source_id=proposal.source_id,
        )
    )


def _title(starts_at: datetime | None) -> str:
    if starts_at is None:
        return "סוכמה פגישה שלא נרשמה ביומן, בלי מועד ברור"
    return f"סוכמה פגישה שלא נרשמה ביומן: {starts_at:%d.%m.%Y %H:%M}"


def _service_id(lead: Lead) -> int | None:
    """What the customer asked for by its name, or the only one there is."""
    services = Service.objects.filter(is_active=True)
    named = services.filter(label=lead.service_wanted).first() if lead.service_wanted else None
    ids = [named.pk] if named else list(services.values_list("pk", flat=True)[:2])
    return ids[0] if len(ids) == 1 else None
