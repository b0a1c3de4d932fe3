"""After a conversation: what was remembered and what was said become the new memory."""

from collections.abc import Sequence

from django.db import transaction

from apps.assistant.errors import SummaryDelayedError
from apps.assistant.memory.answers import MEMORY_RULES, Learnt, MemoryAnswer
from apps.assistant.memory.selectors import entries_of, in_order
from apps.assistant.memory.services import memory_announce
from apps.assistant.models import MemoryEntry, Understanding
from apps.assistant.prompting.data import data_line
from apps.assistant.prompting.sizes import MOST_FACTS
from apps.assistant.understanding.alone import alone
from apps.assistant.understanding.asking import model_asked
from apps.assistant.understanding.owed import owed_ask
from apps.assistant.understanding.reading import CONVERSATION, Talked, talked_since
from apps.assistant.understanding.telling import Said, transcript, turn_of
from apps.audit import actors
from apps.core import clock
from apps.crm.errors.leads import LeadNotFoundError
from apps.crm.models import Lead, LeadMerge
from apps.crm.selectors.leads import lead_get
from apps.crm.services.locking import lead_locked

Kind = MemoryEntry.Kind
AI = actors.AI.kind


class MemoryMovedError(SummaryDelayedError):
    """Somebody changed the memory while the model was asked: what it answered is not true any more."""


def memory_make(*, understanding_id: int) -> None:
    """Once for each conversation that was understood, one at a time for a lead.

    What members wrote or corrected stays as it is, but for the summary, which goes on from theirs. For jobs:
    no transaction is open. Raises ConversationBusyError, MemoryMovedError and what `model_asked` raises.
    """
    understanding = Understanding.objects.filter(pk=understanding_id, is_remembered=False).first()
    if understanding is None:
        return
    try:
        lead_id = lead_get(lead_id=understanding.lead_id).pk
        with alone("memory", lead_id):
            talked = _talked(understanding)
            before = _entries(lead_id)
            answer = model_asked(
                MemoryAnswer,
                name="memory",
                rules=MEMORY_RULES,
                told=f"{_memory(before)}\n{transcript(talked.turns)}",
                source_kind=understanding.source_kind,
                source_id=understanding.source_id,
            )
            _store(understanding, before, answer, talked)
    except LeadNotFoundError:
        # Erased while it was being remembered.
        return


def memories_sweep() -> list[int]:
    """Asks again for the memory of what was understood and is not remembered; returns the understandings."""
    return owed_ask(
        Understanding.objects.filter(is_remembered=False),
        since="created_at",
        times="memory_sweeps",
        job="assistant.memory_make",
        argument="understanding_id",
    )


def _talked(understanding: Understanding) -> Talked:
    """The very turns that were understood."""
    earlier = Understanding.objects.filter(
        source_kind=understanding.source_kind,
        source_id=understanding.source_id,
        last_turn_id__lt=understanding.last_turn_id,
    )
    last = earlier.order_by("-last_turn_id").first() if understanding.source_kind == CONVERSATION else None
    return talked_since(
        source_kind=understanding.source_kind,
        source_id=understanding.source_id,
        after=last.last_turn_id if last is not None else 0,
        until=understanding.last_turn_id,
    )


def _memory(entries: Sequence[MemoryEntry]) -> str:
    lines = [data_line({"id": each.pk, "kind": each.kind, "text": each.text}) for each in entries]
    return "\n".join(["<memory>", *lines, "</memory>"])


@transaction.atomic
def _store(
    understanding: Understanding, before: list[MemoryEntry], answer: MemoryAnswer, talked: Talked
) -> None:
    lead = lead_locked(lead_id=understanding.lead_id)
    # Whoever came before has done it.
    if not Understanding.objects.filter(pk=understanding.pk, is_remembered=False).update(is_remembered=True):
        return
    if _state(_entries(lead.pk)) != _state(before):
        raise MemoryMovedError
    outdated = [each for each in before if _is_ours(each) and each.pk in answer.outdated]
    facts = [each for each in before if each.kind == Kind.FACT and each not in outdated]
    fresh = _fresh(answer.learnt, facts, talked.turns)
    # The oldest of ours make room; where members wrote all of it, nothing more is learnt.
    pushed_out = [each for each in facts if _is_ours(each)][: max(0, len(facts) + len(fresh) - MOST_FACTS)]
    room = MOST_FACTS - len(facts) + len(pushed_out)
    MemoryEntry.objects.filter(pk__in=[each.pk for each in (*outdated, *pushed_out)]).delete()
    for learnt, said in fresh[:room]:
        _entry(lead, Kind.FACT, learnt.text, understanding, said.turn_id).save()
    summaries = [each for each in before if each.kind == Kind.SUMMARY]
    _summary_write(lead, summaries, answer.summary, understanding)
    memory_announce(lead.pk, "made", actors.AI, understanding=understanding.pk)


def _fresh(
    learnt: Sequence[Learnt], facts: Sequence[MemoryEntry], turns: Sequence[Said]
) -> list[tuple[Learnt, Said]]:
    """What a turn of the customer stands behind, and nobody knew."""
    known = {each.text for each in facts}
    found = []
    for each in learnt:
        said = turn_of(turns, each.turn)
        if said is not None and each.text and each.text not in known:
            known.add(each.text)
            found.append((each, said))
    return found


def _summary_write(
    lead: Lead, before: Sequence[MemoryEntry], text: str, understanding: Understanding
) -> None:
    """One goes on; since a merge it is a new one, so that an undo finds what each of the two had."""
    if not text:
        return
    if len(before) != 1 or _is_merged_since(before[0]):
        entry = _entry(lead, Kind.SUMMARY, text, understanding)
        entry.save()
        MemoryEntry.objects.filter(pk__in=[each.pk for each in before]).update(replaced_by=entry)
        return
    entry = before[0]
    entry.text, entry.version, entry.updated_at = text, entry.version + 1, clock.now()
    entry.author_kind, entry.author_user_id = AI, None
    entry.source_kind, entry.source_id = understanding.source_kind, understanding.source_id
    entry.save()


def _is_merged_since(summary: MemoryEntry) -> bool:
    merges = LeadMerge.objects.filter(winner_id=summary.lead_id, undone_at=None)
    return merges.filter(at__gt=summary.updated_at).exists()


def _entry(lead: Lead, kind: str, text: str, understanding: Understanding, turn_id: str = "") -> MemoryEntry:
    now = clock.now()
    return MemoryEntry(
        lead=lead,
        kind=kind,
        text=text,
        source_kind=understanding.source_kind,
        source_id=understanding.source_id,
        external_id=turn_id,
        author_kind=AI,
        created_at=now,
        updated_at=now,
    )


def _entries(lead_id: int) -> list[MemoryEntry]:
    return in_order(entries_of(lead_id=lead_id))


def _state(entries: Sequence[MemoryEntry]) -> list[tuple[int, int]]:
    return [(each.pk, each.version) for each in entries]


def _is_ours(entry: MemoryEntry) -> bool:
    return entry.kind == Kind.FACT and entry.author_kind == AI
