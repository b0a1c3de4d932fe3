from apps.core.jobs import job
from apps.telephony.services import calls, journal, recordings, summaries


@job("telephony.call_summarise", seconds=90)
def call_summarise(*, call_id: int) -> None:
    summaries.call_summarise(call_id=call_id)


@job("telephony.house_keep", seconds=300)
def house_keep() -> None:
    """Every few minutes in every business: entries left behind, calls left open, recordings left over."""
    journal.spools_replay()
    for call_id in calls.calls_reap():
        recordings.recording_rescue(call_id=call_id)
    recordings.recordings_expire()
    recordings.tracks_forget()
