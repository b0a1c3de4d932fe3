"""A business whose recording is switched off: its calls go on as ever, and no sound of them is kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from apps.conversations.models import Message
from apps.core import clock
from apps.core.testing import JobQueue
from apps.simulator.twilio.caller import place_call
from apps.simulator.twilio.phone_call import PhoneCall
from apps.simulator.twilio.scenario import Listen, Scenario, Wait
from apps.telephony.media.recording import Track, TrackWrite
from apps.telephony.models import Call, Recording
from apps.telephony.services.recordings import recording_save
from apps.telephony.tests.conftest import SHAKED, Served, books_closed
from apps.telephony.tests.factories import CallFactory
from apps.telephony.tracks import JOURNAL_SUFFIX, call_spool, tracks_of
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant, run_in_tenant
from apps.tenants.flags import feature_flag_set

GREETED = Scenario("greeted", (Listen(), Wait(1500)), "listens to the greeting")


def recording_set(business: Any, *, is_enabled: bool) -> None:
    feature_flag_set(business=business, name="recording", is_enabled=is_enabled)


def files(*places: Path) -> list[Path]:
    return [path for place in places for path in place.rglob("*") if path.is_file()]


def test_no_sound_is_written_at_any_time_and_the_other_business_is_recorded_as_ever(
    served: Served, business: Any, other_business: Any, sign_in: Any, settings: Any, jobs: JobQueue
) -> None:
    recording_set(business, is_enabled=False)
    seen: set[Path] = set()

    @asynccontextmanager
    async def watched(call: PhoneCall) -> AsyncIterator[None]:
        async def look() -> None:
            while True:
                seen.update(
                    files(Path(settings.SPOOL_ROOT) / "b_halutz", Path(settings.MEDIA_ROOT) / "b_halutz")
                )
                await asyncio.sleep(0.05)

        looking = asyncio.create_task(look())
        yield
        looking.cancel()

    async def both() -> Any:
        return await asyncio.gather(
            place_call(served.call(), GREETED, around=watched), place_call(served.call(SHAKED), GREETED)
        )

    reports = asyncio.run(both())
    books_closed()

    assert [report.problems for report in reports] == [[], []]
    assert {path.suffix for path in seen} <= {JOURNAL_SUFFIX}
    call = Call.objects.get()
    assert (call.status, call.is_recorded) == ("completed", False)
    assert not Recording.objects.exists()
    assert Message.objects.filter(author="ai").exists()
    shown = sign_in(business).get(f"/api/v1/calls/{call.pk}/").json()
    assert (shown["is_recorded"], shown["recording"]) == (False, None)
    assert sign_in(business).get(f"/api/v1/calls/{call.pk}/recording").status_code == 410
    with in_tenant(other_business.schema_name):
        theirs = Call.objects.get()
        assert (theirs.is_recorded, Recording.objects.get().call_id) == (True, theirs.pk)


def test_a_call_that_runs_while_it_is_switched_off_is_not_kept_either(
    served: Served, business: Any, settings: Any
) -> None:
    is_greeted = asyncio.Event()

    @asynccontextmanager
    async def switched_off_while_it_runs(call: PhoneCall) -> AsyncIterator[None]:
        async def switch() -> None:
            await is_greeted.wait()
            await run_in_tenant(PUBLIC_SCHEMA, recording_set, business, is_enabled=False)

        switching = asyncio.create_task(switch())
        yield
        await switching

    asyncio.run(
        place_call(
            served.call(),
            GREETED,
            on_turn=lambda turn: is_greeted.set(),
            around=switched_off_while_it_runs,
        )
    )
    books_closed()

    assert Call.objects.get().is_recorded is False
    assert not Recording.objects.exists()
    assert files(Path(settings.SPOOL_ROOT), Path(settings.MEDIA_ROOT)) == []


def test_what_was_recorded_before_stays_and_what_is_left_over_of_others_goes(
    business: Any, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT, settings.SPOOL_ROOT = str(tmp_path / "media"), tmp_path / "spool"
    before, after = CallFactory.create_batch(2)
    for call in (before, after):
        call_spool("b_halutz", call.pk).keep([], [TrackWrite(Track.CALLER, 0, b"\x10" * 8000)])
    kept = recording_save(call_id=before.pk, ended_at=clock.now())
    recording_set(business, is_enabled=False)

    assert recording_save(call_id=before.pk, ended_at=clock.now()) == kept
    assert recording_save(call_id=after.pk, ended_at=clock.now()) is None

    assert Recording.objects.get() == kept
    assert not any(path.exists() for path in tracks_of(after.pk))
    before.refresh_from_db()
    after.refresh_from_db()
    assert (before.is_recorded, after.is_recorded) == (True, False)


def test_a_call_that_was_not_recorded_stays_so_when_it_is_switched_on_again(
    business: Any, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT, settings.SPOOL_ROOT = str(tmp_path / "media"), tmp_path / "spool"
    call = CallFactory.create(is_recorded=False)
    spool = call_spool("b_halutz", call.pk)
    spool.keep([], [TrackWrite(Track.CALLER, 0, b"\x10" * 8000)])
    spool.close(is_stored=True)

    assert recording_save(call_id=call.pk, ended_at=clock.now()) is None
    assert files(tmp_path) == []
