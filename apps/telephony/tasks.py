from datetime import datetime

from apps.assistant.errors import ConversationBusyError, SummaryDelayedError
from apps.assistant.memory import remembering
from apps.core.jobs import RETRY_ON, job
from apps.events.selectors import event_get
from apps.telephony.errors import CallCarriedError
from apps.telephony.media.journal import StoreAwayError
from apps.telephony.services import calls, ending, journal, recordings, summaries


@job("telephony.call_summarise", retry_on=(*RETRY_ON, SummaryDelayedError, ConversationBusyError), seconds=90)
def call_summarise(*, call_id: int) -> None:
    summaries.call_summarise(call_id=call_id)


@job("telephony.summaries_sweep")
def summaries_sweep() -> None:
    """What calls, and conversations of any kind, are still owed."""
    summaries.summaries_sweep()
    remembering.memories_sweep()


@job(
    "telephony.call_close",
    retry_on=(*RETRY_ON, OSError, StoreAwayError, CallCarriedError),
    seconds=120,
    in_closed=True,
)
def call_close(*, call_id: int, ended_at: str) -> None:
    """`ended_at` is ISO 8601."""
    ending.call_close(call_id=call_id, ended_at=datetime.fromisoformat(ended_at))


@job("telephony.call_files_delete", retry_on=(*RETRY_ON, OSError), in_closed=True)
def call_files_delete(*, event_id: int) -> None:
    erased = event_get(event_id=event_id).payload
    recordings.call_files_delete(call_id=erased["id"], name=erased["file"])


@job("telephony.calls_catch_up", seconds=240)
def calls_catch_up() -> None:
    """Every few minutes in every business: entries left behind, calls left open, recordings not made yet.

    Tracks are forgotten here, after the last attempt to make something of them.
    """
    journal.spools_replay()
    calls.calls_reap()
    recordings.recordings_catch_up()
    recordings.tracks_forget()


@job("telephony.recordings_expire", seconds=300)
def recordings_expire() -> None:
    recordings.recordings_expire()
