import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.telephony.media.playout import BYTES_PER_MS, Heard, PlayoutLedger
from apps.telephony.media.tests.twilio_line import TwilioLine


def send(ledger: PlayoutLedger, item_id: str, ms: int, now_ms: float) -> None:
    ledger.send(item_id=item_id, content_index=0, size=ms * BYTES_PER_MS, now_ms=now_ms)


def test_a_reply_is_heard_from_the_moment_it_is_sent() -> None:
    ledger = PlayoutLedger()
    send(ledger, "a", 8000, now_ms=100)
    assert ledger.heard(3100) == [Heard("a", 0, 3000.0, 8000.0)]
    assert ledger.ahead_ms(3100) == 5000.0


def test_a_reply_behind_another_is_heard_only_when_its_turn_comes() -> None:
    ledger = PlayoutLedger()
    send(ledger, "a", 8000, now_ms=0)
    send(ledger, "b", 5000, now_ms=200)
    assert [(heard.item_id, heard.heard_ms) for heard in ledger.heard(9500)] == [("a", 8000.0), ("b", 1500.0)]


def test_a_gap_between_two_parts_is_not_heard_as_speech() -> None:
    ledger = PlayoutLedger()
    send(ledger, "a", 100, now_ms=0)
    send(ledger, "a", 100, now_ms=500)
    assert ledger.heard(550) == [Heard("a", 0, 150.0, 200.0)]


def test_clear_ends_the_generation_and_its_marks_mean_nothing_any_more() -> None:
    ledger = PlayoutLedger()
    send(ledger, "a", 1000, now_ms=0)
    old = ledger.mark()
    assert ledger.clear(400) == [Heard("a", 0, 400.0, 1000.0)]
    send(ledger, "b", 1000, now_ms=500)
    assert old == "g0.1"
    assert ledger.mark() == "g1.2"
    assert ledger.acknowledge(old, 520) is False
    assert ledger.heard(650) == [Heard("b", 0, 150.0, 1000.0)]


def test_an_echo_is_a_floor_below_which_the_position_cannot_be() -> None:
    ledger = PlayoutLedger()
    send(ledger, "a", 200, now_ms=0)
    first = ledger.mark()
    send(ledger, "b", 200, now_ms=0)
    second = ledger.mark()
    ledger.acknowledge(first, 240)
    ledger.acknowledge(second, 900)
    assert [heard.heard_ms for heard in ledger.heard(910)] == [200.0, 200.0]


def marked(ledger: PlayoutLedger, parts: int) -> list[str]:
    """One reply in parts of 100 ms, all sent at 0, and the mark behind each."""
    marks = []
    for _ in range(parts):
        send(ledger, "a", 100, now_ms=0)
        marks.append(ledger.mark())
    return marks


def test_a_twilio_that_falls_behind_is_followed_once_a_few_echoes_agree() -> None:
    """A round trip takes 40 ms; from the second part on the echoes are 300 ms later than that explains."""
    ledger = PlayoutLedger()
    first, *others = marked(ledger, 20)
    ledger.acknowledge(first, 140)
    for number, mark in enumerate(others[:5], start=2):
        assert ledger.heard(number * 100)[0].heard_ms == number * 100
        ledger.acknowledge(mark, number * 100 + 340)
    assert ledger.heard(1000)[0].heard_ms == 700


@given(st.lists(st.floats(26, 5000), min_size=1, max_size=30))
def test_a_single_late_echo_proves_nothing_and_one_that_is_on_time_everything(late: list[float]) -> None:
    ledger = PlayoutLedger()
    first, *others = marked(ledger, 33)
    ledger.acknowledge(first, 140)
    for number, (mark, late_ms) in enumerate(zip(others, late, strict=False), start=2):
        ledger.acknowledge(mark, number * 100 + 40 + late_ms * (number % 2))
        assert ledger.heard(number * 100 + 50)[0].heard_ms == number * 100 + 50


def test_books_are_closed_only_when_all_was_heard() -> None:
    ledger = PlayoutLedger()
    send(ledger, "a", 1000, now_ms=0)
    assert ledger.forget_played(999) == []
    assert ledger.forget_played(1000) == [Heard("a", 0, 1000.0, 1000.0)]
    assert ledger.forget_played(1001) == []


@given(
    delay_ms=st.floats(0, 200),
    parts=st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(1, 40), st.floats(0, 900)), min_size=1, max_size=40
    ),
    after_ms=st.floats(0, 1500),
)
def test_the_position_at_clear_is_what_the_caller_heard(
    delay_ms: float, parts: list[tuple[str, int, float]], after_ms: float
) -> None:
    """Whatever the delay, the parts and the gaps, with echoes read in time: within 1 ms."""
    ledger, line = PlayoutLedger(), TwilioLine(delay_ms)
    now_ms = 0.0
    for letter, frames, wait_ms in parts:
        now_ms += wait_ms
        for at_ms, name in line.echoes_until(now_ms):
            assert ledger.acknowledge(name, at_ms) is True
        send(ledger, letter, frames * 20, now_ms)
        line.media(letter, frames * 20, now_ms)
        line.mark(ledger.mark(), now_ms)
    now_ms += after_ms
    for at_ms, name in line.echoes_until(now_ms):
        ledger.acknowledge(name, at_ms)
    said = {heard.item_id: heard.heard_ms for heard in ledger.clear(now_ms)}
    assert said == pytest.approx(line.clear(now_ms), abs=1.0)


@given(
    delay_ms=st.floats(0, 200),
    buffer_ms=st.floats(0, 200),
    first=st.integers(10, 40),
    second=st.integers(10, 200),
    cut_ms=st.floats(0, 3000),
)
def test_a_twilio_that_buffers_before_it_plays_is_known_from_its_first_echo_on(
    delay_ms: float, buffer_ms: float, first: int, second: int, cut_ms: float
) -> None:
    ledger, line = PlayoutLedger(), TwilioLine(delay_ms, buffer_ms)
    line.mark(ledger.probe(0), 0)
    now_ms = 1000.0
    for item, frames in (("first", first), ("second", second)):
        for at_ms, name in line.echoes_until(now_ms):
            assert ledger.acknowledge(name, at_ms) is True
        ledger.forget_played(now_ms)
        send(ledger, item, frames * 20, now_ms)
        line.media(item, frames * 20, now_ms)
        line.mark(ledger.mark(), now_ms)
        now_ms += 2000
    now_ms += cut_ms - 2000
    for at_ms, name in line.echoes_until(now_ms):
        ledger.acknowledge(name, at_ms)
    truth = line.clear(now_ms)
    for heard in ledger.clear(now_ms):
        assert heard.heard_ms == pytest.approx(truth[heard.item_id], abs=1.0)


@given(frames=st.lists(st.integers(1, 50), min_size=1, max_size=20), now_ms=st.floats(0, 30_000))
def test_never_more_is_heard_than_was_sent_and_time_only_adds(frames: list[int], now_ms: float) -> None:
    ledger = PlayoutLedger()
    for count in frames:
        send(ledger, "a", count * 20, now_ms=0)
    (early,) = ledger.heard(now_ms)
    (late,) = ledger.heard(now_ms + 50)
    assert 0 <= early.heard_ms <= late.heard_ms <= late.sent_ms == sum(frames) * 20
