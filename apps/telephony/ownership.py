"""What calls leave behind about a person."""

from collections.abc import Collection, Sequence

from django.db.models import Model, Q, QuerySet

from apps.assistant.models import ToolRun
from apps.crm.errors.privacy import ErasureInCallError
from apps.crm.models import ContactIdentity
from apps.crm.ownership import OwnedRows, Told, rows_told, tasks_from, tasks_told
from apps.events.services import event_publish
from apps.telephony.events import CallErased
from apps.telephony.models import Call, Recording

RUNNING = (Call.Status.RINGING, Call.Status.IN_PROGRESS)


class CallOwner(OwnedRows):
    """A deleted lead's calls stay without it; for a person who is erased they are found by the number."""

    @property
    def models(self) -> Sequence[type[Model]]:
        return (Call, Recording, ToolRun)

    def tell(self, *, lead_ids: Collection[int]) -> Told:
        calls = self._of_person(lead_ids)
        recordings = [
            {**row, "url": f"/api/v1/calls/{row['call_id']}/recording"}
            for row in rows_told(Recording.objects.filter(call__in=calls).defer("file"))
        ]
        return {
            "calls": rows_told(calls),
            "recordings": recordings,
            "actions_of_the_assistant": rows_told(_runs_of(calls)),
            **tasks_told(self.source_kind, self.told_as, calls),
        }

    def erase(self, *, lead_ids: Collection[int]) -> None:
        calls = self._of_person(lead_ids)
        if calls.filter(status__in=RUNNING).exists():
            raise ErasureInCallError
        files = dict(Recording.objects.filter(call__in=calls).values_list("call_id", "file"))
        call_ids = list(calls.values_list("pk", flat=True))
        for call_id in call_ids:
            event_publish(CallErased(id=call_id, file=files.get(call_id, "")))
        _runs_of(calls).delete()
        tasks_from(self.source_kind, calls).delete()
        calls.delete()

    def _of_person(self, lead_ids: Collection[int]) -> QuerySet[Call]:
        numbers = ContactIdentity.objects.filter(lead__in=lead_ids, kind="phone").values("value")
        is_left_over = Q(lead=None) & (Q(from_number__in=numbers) | Q(to_number__in=numbers))
        found = Call.objects.filter(Q(lead__in=lead_ids) | is_left_over)
        # By id: while they are deleted, what finds them goes first.
        return Call.objects.filter(pk__in=list(found.values_list("pk", flat=True)))


def numbers_called_from(lead_id: int, numbers: Collection[str]) -> set[str]:
    """Those from which the lead called."""
    calls = Call.objects.filter(lead=lead_id, direction=Call.Direction.INBOUND, from_number__in=numbers)
    return set(calls.values_list("from_number", flat=True))


def _runs_of(calls: QuerySet[Call]) -> QuerySet[ToolRun]:
    return ToolRun.objects.filter(source_kind="call", source_id__in=list(calls.values_list("pk", flat=True)))
