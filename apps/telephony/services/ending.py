"""The end of a call whose process died: from what it left on this machine, as it would have done it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from apps.telephony.errors import CallCarriedError
from apps.telephony.media.spool import Entry, entries_left
from apps.telephony.models import Call
from apps.telephony.services.journal import journal_write
from apps.telephony.tracks import journal_path
from apps.tenants.context import current_schema


def call_close(*, call_id: int, ended_at: datetime) -> None:
    """End a call that nobody ended: its entries, its recording, what it cost, its summary. Again is safe.

    Raises CallCarriedError while a living process holds its journal.
    """
    with _left(call_id) as entries:
        call = Call.objects.filter(pk=call_id).first()
        if call is None:
            return
        journal_write(call_id=call_id, entries=entries)
        call.refresh_from_db()
        if call.ended_at is None:
            lasted = ended_at - (call.answered_at or call.started_at)
            duration_ms = max(0, round(lasted.total_seconds() * 1000))
            finish = {"entry": "finish", "reason": "connection_lost", "duration_ms": duration_ms}
            journal_write(call_id=call_id, entries=[finish])


@contextmanager
def _left(call_id: int) -> Iterator[list[Entry]]:
    path = journal_path(current_schema(), call_id)
    if not path.exists():
        yield []
        return
    with entries_left(path) as entries:
        if entries is None:
            raise CallCarriedError
        yield entries
