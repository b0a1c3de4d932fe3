"""What the caller heard, on lines whose way back is late, unsteady, or says nonsense about its time."""

import random
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.telephony.media.codec import Media
from apps.telephony.media.playout import BYTES_PER_MS, DRIFT_MS
from apps.telephony.media.realtime import AudioDelta
from apps.telephony.media.speech import Speech
from apps.telephony.media.tests.late_line import LateLine
from apps.telephony.media.transcript import Transcript
from apps.telephony.media.uplink import Uplink

CLEAN_MS = 5
LATE_MS = 40


def errors_of(line: LateLine, cuts_ms: tuple[int, ...]) -> list[float]:
    """A greeting, then replies of 8 s, each cut after so long: what was said of it less the truth."""
    speech = Speech(Transcript())
    line.mark(speech.probe(0), 0)
    now_ms, found = 0.0, []
    for number, (starts_ms, length_ms, cut_ms) in enumerate(
        [(500, 1000, 3500), *((500, 8000, cut_ms) for cut_ms in cuts_ms)]
    ):
        now_ms = play(speech, line, now_ms, now_ms + starts_ms)
        item_id = f"i{number}"
        speech.add(AudioDelta("r", item_id, 0, bytes(length_ms * BYTES_PER_MS)), now_ms)
        speech.complete(item_id=item_id, content_index=0)
        now_ms = play(speech, line, now_ms, now_ms + cut_ms)
        told = {cut.item_id: cut.heard_ms for cut in speech.interrupt(now_ms).cuts}
        truth = line.clear(now_ms)
        if number:
            found.append(told[item_id] - truth[item_id])
    return found


def play(speech: Speech, line: LateLine, now_ms: float, until_ms: float) -> float:
    while now_ms < until_ms:
        now_ms += 5
        for at_ms, message in line.arrivals_until(now_ms):
            if isinstance(message, Media):
                speech.frame(message, at_ms)
            else:
                speech.acknowledge(message, at_ms)
        for sent in speech.send_due(now_ms):
            line.media(sent.item_id, len(sent.audio) / BYTES_PER_MS, now_ms)
            if sent.mark:
                line.mark(sent.mark, now_ms)
        speech.settle(now_ms)
    return now_ms


CUTS = st.tuples(st.integers(300, 7000), st.integers(300, 7000), st.integers(300, 3000))


@settings(max_examples=40)
@given(delay_ms=st.floats(0, 150), late_ms=st.floats(0, 800), from_ms=st.floats(4000, 12_000), cuts=CUTS)
def test_a_way_back_that_becomes_slower_changes_nothing(
    delay_ms: float, late_ms: float, from_ms: float, cuts: tuple[int, ...]
) -> None:
    line = LateLine(delay_ms, late_ms=lambda sent_ms: late_ms if sent_ms >= from_ms else 0.0)
    assert errors_of(line, cuts) == pytest.approx([0] * 3, abs=25)


@settings(max_examples=60)
@given(
    delay_ms=st.floats(0, 150),
    jitter_ms=st.floats(0, 100),
    seed=st.integers(0, 10**6),
    cuts=st.tuples(st.integers(800, 7000), st.integers(800, 7000), st.integers(800, 3000)),
)
def test_an_unsteady_way_back_costs_less_than_two_frames_once_a_mark_is_back(
    delay_ms: float, jitter_ms: float, seed: int, cuts: tuple[int, ...]
) -> None:
    dice = random.Random(seed)
    line = LateLine(delay_ms, late_ms=lambda sent_ms: dice.uniform(0, jitter_ms))
    assert errors_of(line, cuts) == pytest.approx([0] * 3, abs=LATE_MS)


@settings(max_examples=40)
@given(
    delay_ms=st.floats(0, 150),
    buffer_ms=st.floats(0, 200),
    slow=st.floats(1.0, 1.02),
    is_whole_clock_slow=st.booleans(),
    cuts=CUTS,
)
def test_a_clean_line_to_a_twilio_that_buffers_and_is_slow(
    delay_ms: float, buffer_ms: float, slow: float, is_whole_clock_slow: bool, cuts: tuple[int, ...]
) -> None:
    """Slower than any real clock: the echoes are believed a little later than they come."""
    line = LateLine(delay_ms, buffer_ms, slow=slow, slow_frames=slow if is_whole_clock_slow else 1.0)
    assert errors_of(line, cuts) == pytest.approx([0] * 3, abs=LATE_MS)


@settings(max_examples=40)
@given(delay_ms=st.floats(0, 150), late_ms=st.floats(0, 1000), seed=st.integers(0, 10**6), cuts=CUTS)
def test_echoes_that_are_late_now_and_then_change_no_more_than_a_slow_clock_would(
    delay_ms: float, late_ms: float, seed: int, cuts: tuple[int, ...]
) -> None:
    """One in four, as late as it may be, while the frames are on time. A little late is believed at once."""
    dice = random.Random(seed)
    line = LateLine(delay_ms, mark_late_ms=lambda: late_ms if dice.random() < 0.25 else 0.0)
    believed_ms = late_ms if late_ms <= DRIFT_MS + CLEAN_MS else 0.0
    assert errors_of(line, cuts) == pytest.approx([0] * 3, abs=CLEAN_MS + believed_ms)


def test_echoes_that_are_all_late_at_random_cost_less_than_two_frames_nearly_always() -> None:
    errors = []
    for seed in range(60):
        dice = random.Random(seed)
        line = LateLine(30, mark_late_ms=partial(dice.uniform, 0, 200))
        errors += errors_of(line, (dice.randint(300, 7000), dice.randint(300, 7000), dice.randint(300, 7000)))
    sizes = sorted(abs(error) for error in errors)
    assert sizes[len(sizes) * 95 // 100] < LATE_MS
    assert sizes[-1] < 2 * LATE_MS


@pytest.mark.parametrize(
    "stamp",
    [
        lambda number: number * 20,
        lambda number: None,
        lambda number: 0,
        lambda number: number * 160,
        lambda number: number // 50,
        lambda number: number * 20 % 1000,
        lambda number: 10**11 - number * 20,
        lambda number: number * 20 if number % 2 else None,
        lambda number: (number * 7919) % 100_000,
    ],
    ids=["right", "none", "still", "samples", "seconds", "restarts", "backwards", "every_other", "random"],
)
@pytest.mark.parametrize("buffer_ms", [0, 100, 200])
def test_whatever_the_timestamps_a_clean_line_is_known_to_a_few_ms(
    stamp: Callable[[int], int | None], buffer_ms: float
) -> None:
    line = LateLine(30, buffer_ms, stamp=stamp)
    assert errors_of(line, (3000, 155, 4500)) == pytest.approx([0] * 3, abs=CLEAN_MS)


@pytest.mark.parametrize("late_ms", [150, 500])
def test_a_seemingly_late_twilio_is_fed_all_the_same(late_ms: float) -> None:
    """Without timestamps nobody can tell; then the books may be wrong, but nothing is missing on the line."""
    line = LateLine(
        30, stamp=lambda number: None, late_ms=lambda sent_ms: late_ms if sent_ms >= 6000 else 0.0
    )
    speech = Speech(Transcript())
    line.mark(speech.probe(0), 0)
    now_ms = play(speech, line, 0, 1000)
    speech.add(AudioDelta("r", "i", 0, bytes(20_000 * BYTES_PER_MS)), now_ms)
    play(speech, line, now_ms, 20_000)
    holes = [
        after.start_ms - before.start_ms - before.length_ms
        for before, after in zip(line.parts, line.parts[1:], strict=False)
    ]
    assert max(holes) == 0


def test_frames_that_wait_until_the_call_is_admitted_are_not_the_pace_of_the_line() -> None:
    uplink = Uplink()
    for number in range(75):
        uplink.frame(timestamp_ms=number * 20, length_ms=20, now_ms=0)
    for number in range(75, 400):
        uplink.frame(timestamp_ms=number * 20, length_ms=20, now_ms=(number - 75) * 20)
    assert uplink.due_ms(6500) == 6500
