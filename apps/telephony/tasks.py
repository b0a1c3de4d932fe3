from apps.core.jobs import RETRY_ON, job
from apps.events.selectors import event_get
from apps.telephony.services import calls, journal, recordings, summaries


@job("telephony.call_summarise", seconds=90)
def call_summarise(*, call_id: int) -> None:
    summaries.call_summarise(call_id=call_id)


@job("telephony.call_files_delete", retry_on=(*RETRY_ON, OSError))
def call_files_delete(*, event_id: int) -> None:
    erased = event_get(event_id=event_id).payload
    recordings.call_files_delete(call_id=erased["id"], name=erased["file"])


@job("telephony.house_keep", seconds=300)
def house_keep() -> None:
    """Every few minutes in every business: entries left behind, calls left open, recordings left over."""
    journal.spools_replay()
    for call_id in calls.calls_reap():
        recordings.recording_rescue(call_id=call_id)
    recordings.recordings_expire()
    recordings.tracks_forget()
