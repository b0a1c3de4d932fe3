from collections.abc import Mapping
from typing import Any

from django.db import transaction

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.contention import again_if_contended
from apps.core.errors import ContendedError
from apps.core.jobs import enqueue_in
from apps.crm.errors.leads import LeadChangedError
from apps.crm.errors.merging import (
    MergeNotFoundError,
    MergeNotLastError,
    MergeSameLeadError,
    MergeUndoneError,
)
from apps.crm.events import LeadMerged, LeadMergeUndone
from apps.crm.merged_fields import FIELDS, as_json, fields_merged, fields_restored, from_json
from apps.crm.models import Lead, LeadMerge, MergeSuggestion
from apps.crm.ownership import Moved, owners
from apps.crm.selectors.leads import lead_get
from apps.crm.services.locking import rows_locked
from apps.crm.services.naming import naming_check
from apps.events.services import event_publish
from apps.tenants.context import current_schema

# Longer than any transaction that began before the merge and names the lead that went.
SETTLE_AFTER_SECONDS = 60


@again_if_contended
def lead_merge(*, winner_id: int, loser_id: int, actor: Actor, version: int | None = None) -> LeadMerge:
    """Everything the loser has becomes the winner's; the loser stays hidden behind it until that is undone.

    Its id means the winner from now on. Of fields both have, the winner's stay.
    Raises LeadNotFoundError, MergeSameLeadError, LeadChangedError when one of them is merged meanwhile or the
    winner is no longer of `version`.
    """
    with transaction.atomic():
        winner, loser = _pair_locked(lead_get(lead_id=winner_id).pk, lead_get(lead_id=loser_id).pk)
        if version is not None and version != winner.version:
            raise LeadChangedError(version=winner.version)
        changes = fields_merged(_fields(winner), _fields(loser))
        before = {name: getattr(winner, name) for name in changes}
        loser.merged_into = winner
        # No tag a client may hold, of either lead, stays true.
        winner.version = loser.version = max(winner.version, loser.version) + 1
        loser.save(update_fields=["merged_into", "version", "updated_at"])
        _write(winner, changes)
        merge = LeadMerge.objects.create(
            winner=winner,
            loser=loser,
            moved=_moved(loser_id=loser.pk, winner_id=winner.pk),
            winner_before=as_json(before),
            winner_after=as_json(changes),
            actor_kind=actor.kind,
            actor_user_id=actor.user_id,
            at=clock.now(),
        )
        _suggestion_close(winner.pk, loser.pk, MergeSuggestion.Status.MERGED)
        _audit(merge, actor, "lead.merged", fields=sorted(changes))
        event_publish(LeadMerged(id=winner.pk, loser_id=loser.pk, merge_id=merge.pk))
        enqueue_in(
            current_schema(), "crm.merge_settle", delay_seconds=SETTLE_AFTER_SECONDS, merge_id=merge.pk
        )
    return merge


@again_if_contended
def merge_undo(*, merge_id: int, actor: Actor) -> LeadMerge:
    """Both leads are as they were, but for what somebody wrote since; nothing merges them by itself again.

    Raises MergeNotFoundError, MergeUndoneError, MergeNotLastError, and LeadEmptyError where one of them would
    be left with nothing to know it by.
    """
    with transaction.atomic():
        pair = LeadMerge.objects.filter(pk=merge_id).values_list("winner_id", "loser_id").first() or ()
        leads = rows_locked(lead_ids=pair)
        merge = _locked(merge_id)
        if merge is None:
            raise MergeNotFoundError
        if merge.undone_at is not None:
            raise MergeUndoneError
        winner, loser = leads[merge.winner_id], leads[merge.loser_id]
        if winner.merged_into_id is not None:
            raise MergeNotLastError(merge_id=_merge_running(winner.pk).pk)
        merge.undone_at = clock.now()
        merge.save(update_fields=["undone_at"])
        loser.merged_into = None
        winner.version = loser.version = max(winner.version, loser.version) + 1
        loser.save(update_fields=["merged_into", "version", "updated_at"])
        restored = fields_restored(as_json(_fields(winner)), merge.winner_before, merge.winner_after)
        naming_check(winner, restored, takes_back=True)
        _write(winner, from_json(restored))
        for owner in owners():
            owner.restore(loser_id=loser.pk, winner_id=winner.pk, moved=merge.moved)
        _suggestion_close(winner.pk, loser.pk, MergeSuggestion.Status.DISMISSED)
        _audit(merge, actor, "lead.merge_undone", fields=sorted(restored))
        event_publish(LeadMergeUndone(id=winner.pk, loser_id=loser.pk, merge_id=merge.pk))
    return merge


@again_if_contended
def merge_settle(*, merge_id: int) -> None:
    """Moves what was being written for the loser while it was merged; safe to repeat."""
    with transaction.atomic():
        merge = LeadMerge.objects.filter(pk=merge_id).first()
        if merge is None:
            return
        winner_id = lead_get(lead_id=merge.winner_id).pk
        leads = rows_locked(lead_ids=(winner_id, merge.loser_id))
        merge = _locked(merge_id)
        if merge is None or merge.undone_at is not None:
            return
        if leads[winner_id].merged_into_id is not None:
            raise ContendedError
        for label, ids in _moved(loser_id=merge.loser_id, winner_id=winner_id).items():
            merge.moved[label] = [*merge.moved.get(label, []), *ids]
        merge.save(update_fields=["moved"])


def _pair_locked(winner_id: int, loser_id: int) -> tuple[Lead, Lead]:
    if winner_id == loser_id:
        raise MergeSameLeadError
    leads = rows_locked(lead_ids=(winner_id, loser_id))
    for lead_id in (winner_id, loser_id):
        lead = leads.get(lead_id)
        if lead is None or lead.merged_into_id is not None:
            raise LeadChangedError(version=lead.version if lead else 0)
    return leads[winner_id], leads[loser_id]


def _locked(merge_id: int) -> LeadMerge | None:
    """Its leads are locked: they come before what belongs to them."""
    return LeadMerge.objects.select_for_update(no_key=True).filter(pk=merge_id).first()


def _moved(*, loser_id: int, winner_id: int) -> Moved:
    moved: Moved = {}
    for owner in owners():
        moved |= owner.move(loser_id=loser_id, winner_id=winner_id)
    return {label: ids for label, ids in moved.items() if ids}


def _write(winner: Lead, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(winner, name, value)
    winner.save(update_fields=[*values, "version", "updated_at"])


def _fields(lead: Lead) -> dict[str, Any]:
    return {name: getattr(lead, name) for name in FIELDS}


def _merge_running(loser_id: int) -> LeadMerge:
    return LeadMerge.objects.get(loser_id=loser_id, undone_at=None)


def _suggestion_close(winner_id: int, loser_id: int, status: str) -> None:
    """Also where nobody had asked: what was merged once and taken apart is known to be two people."""
    first, second = sorted((winner_id, loser_id))
    MergeSuggestion.objects.update_or_create(
        first_id=first,
        second_id=second,
        defaults={"status": status},
        create_defaults={
            "status": status,
            "reason": MergeSuggestion.Reason.IDENTITY,
            "score": 99,
            "created_at": clock.now(),
        },
    )


def _audit(merge: LeadMerge, actor: Actor, action: str, *, fields: list[str]) -> None:
    for target_id, other_id in ((merge.winner_id, merge.loser_id), (merge.loser_id, merge.winner_id)):
        audit_record(
            actor=actor,
            action=action,
            target_kind="lead",
            target_id=target_id,
            data={"merge_id": merge.pk, "other_id": other_id, "into": merge.winner_id, "fields": fields},
        )
