from hypothesis import given
from hypothesis import strategies as st

from apps.simulator.audio.mulaw import SILENCE
from apps.simulator.audio.voice import voice_render
from apps.simulator.twilio.playout import Cleared, Gap, Playout
from apps.simulator.twilio.report import assistant_turns, damage_problems, first_sound_ms, underruns

ONE_SECOND = b"\x10" * 8000


def test_what_arrives_is_played_in_order_without_a_break() -> None:
    playout = Playout()
    playout.play(b"\x01" * 800, now_ms=100)
    playout.play(b"\x02" * 800, now_ms=110)
    playout.advance(400)
    assert bytes(playout.tape) == SILENCE * 800 + b"\x01" * 800 + b"\x02" * 800 + SILENCE * 800
    assert playout.gaps == []


def test_a_mark_comes_back_when_what_was_before_it_has_been_played() -> None:
    playout = Playout()
    playout.play(ONE_SECOND, now_ms=0)
    assert playout.mark("a", now_ms=5) == []
    assert playout.advance(999) == []
    assert playout.advance(1000) == ["a"]
    assert playout.advance(5000) == []


def test_a_mark_with_nothing_before_it_comes_back_at_once() -> None:
    playout = Playout()
    assert playout.mark("a", now_ms=10) == ["a"]
    playout.play(ONE_SECOND, now_ms=20)
    playout.advance(2000)
    assert playout.mark("b", now_ms=2001) == ["b"]


def test_clear_stops_at_the_millisecond_and_returns_every_pending_mark() -> None:
    playout = Playout()
    playout.play(ONE_SECOND, now_ms=0)
    playout.mark("a", now_ms=0)
    playout.play(ONE_SECOND, now_ms=0)
    playout.mark("b", now_ms=0)
    assert playout.clear(now_ms=1500) == ["a", "b"]
    assert playout.clears == [Cleared(at_ms=1500, cleared_ms=500, marks=("b",))]
    playout.advance(3000)
    assert bytes(playout.tape) == b"\x10" * 12_000 + SILENCE * 12_000


def test_marks_played_before_the_clear_are_not_counted_to_it() -> None:
    playout = Playout()
    playout.play(ONE_SECOND, now_ms=0)
    playout.mark("a", now_ms=0)
    assert playout.advance(1200) == ["a"]
    assert playout.clear(now_ms=1300) == []


def test_late_audio_leaves_a_gap_of_exactly_its_lateness() -> None:
    playout = Playout()
    playout.play(ONE_SECOND, now_ms=0)
    playout.play(ONE_SECOND, now_ms=1030)
    playout.advance(3000)
    assert playout.gaps == [Gap(1000, 1030)]
    assert underruns(playout) == [{"start_ms": 1000, "ms": 30}]


def test_the_pause_between_two_replies_is_no_underrun() -> None:
    playout = Playout()
    spoken = voice_render("שלום")
    playout.play(spoken, now_ms=0)
    playout.play(spoken, now_ms=2000)
    playout.advance(4000)
    assert len(playout.gaps) == 1
    assert underruns(playout) == []


def test_a_reply_that_is_starved_in_the_middle_of_a_word_is_an_underrun() -> None:
    playout = Playout()
    spoken = voice_render("שלום")
    playout.play(spoken[:1000], now_ms=0)
    playout.play(spoken[1000:], now_ms=900)
    playout.advance(4000)
    assert underruns(playout) == [{"start_ms": 125, "ms": 775}]


def test_what_follows_a_clear_is_no_underrun() -> None:
    playout = Playout()
    playout.play(ONE_SECOND, now_ms=0)
    playout.clear(now_ms=500)
    playout.play(ONE_SECOND, now_ms=1200)
    playout.advance(4000)
    assert underruns(playout) == []


def test_the_first_sound_is_not_the_first_silence() -> None:
    assert first_sound_ms(SILENCE * 800) is None
    assert first_sound_ms(SILENCE * 800 + b"\x10") == 100


def test_damage_is_forgiven_only_where_a_cut_explains_it() -> None:
    spoken = voice_render("שלום לכולם")
    cut = assistant_turns(spoken[: 560 * 3 + 300])
    assert damage_problems(cut, clears=0) == []
    broken = assistant_turns(spoken[:1000] + spoken[1300:2000] + spoken[2300:])
    assert "damaged" in damage_problems(broken, clears=0)[0]


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("play"), st.integers(1, 4000)),
            st.tuples(st.just("wait"), st.integers(1, 700)),
            st.tuples(st.just("mark"), st.just(0)),
            st.tuples(st.just("clear"), st.just(0)),
        ),
        max_size=30,
    )
)
def test_every_byte_is_played_or_cleared_and_every_mark_comes_back_once(steps: list[tuple[str, int]]) -> None:
    playout, now, sent, marks, echoed = Playout(), 0.0, 0, 0, []
    for what, size in steps:
        if what == "play":
            echoed += playout.play(b"\x10" * size, now)
            sent += size
        elif what == "wait":
            now += size
            echoed += playout.advance(now)
        elif what == "mark":
            echoed += playout.mark(str(marks), now)
            marks += 1
        else:
            echoed += playout.clear(now)
        assert playout.position_ms <= now
    echoed += playout.advance(now + sent)
    played = len(playout.tape) - bytes(playout.tape).count(SILENCE)
    lost = sum(clear.cleared_ms * 8 for clear in playout.clears)
    assert abs(sent - played - lost) <= 8 * len(playout.clears)
    assert echoed == [str(number) for number in range(marks)]
