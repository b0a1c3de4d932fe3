import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.telephony.media.tests.call_script import ScriptedCall
from apps.telephony.media.transcript import ASSISTANT, Transcript, split_heard

WORDS = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("heard_ms", "heard", "unheard"),
    [
        (0, "", "אחת שתיים שלוש"),
        (500, "אחת", "שתיים שלוש"),
        (999, "אחת שתיים", "שלוש"),
        (1000, "אחת שתיים שלוש", ""),
        (1500, "אחת שתיים שלוש", ""),
    ],
)
def test_a_word_counts_when_all_of_it_was_heard(heard_ms: int, heard: str, unheard: str) -> None:
    assert split_heard("אחת שתיים שלוש", heard_ms=heard_ms, whole_ms=1000) == (heard, unheard)


@given(st.lists(WORDS, min_size=1, max_size=20), st.floats(0, 2000), st.floats(0, 2000))
def test_no_word_is_lost_split_or_said_twice(words: list[str], heard_ms: float, whole_ms: float) -> None:
    heard, unheard = split_heard(" ".join(words), heard_ms=heard_ms, whole_ms=whole_ms)
    assert f"{heard} {unheard}".split() == words


@given(st.text(" \n\t\u00a0אב", max_size=30), st.floats(0, 2000), st.floats(0, 2000))
def test_neither_part_begins_or_ends_in_a_blank(text: str, heard_ms: float, whole_ms: float) -> None:
    heard, unheard = split_heard(text, heard_ms=heard_ms, whole_ms=whole_ms)
    assert (heard, unheard) == (heard.strip(), unheard.strip())
    assert heard.split() + unheard.split() == text.split()


@pytest.mark.parametrize("is_cut", [True, False])
def test_a_stored_turn_has_no_blank_around_it(is_cut: bool) -> None:
    transcript = Transcript()
    item = transcript.item("i", ASSISTANT, 0)
    item.text, item.received_bytes, item.is_received = " אחת שתיים\n", 8000, True
    item.heard_ms, item.is_cut = 1000 - 500 * is_cut, is_cut
    turn = transcript.turn(item)
    assert (turn.text, turn.unheard_text) == (("אחת", "שתיים") if is_cut else ("אחת שתיים", ""))


def test_while_something_is_said_no_more_of_it_is_stored_than_was_heard(call: ScriptedCall) -> None:
    """Whenever the process dies, what stands in the books by then was heard."""
    call.wait(1000)
    words = "אחת שתיים שלוש ארבע חמש שש שבע שמונה תשע עשר"
    call.respond("r1", "one", 10_000, words)
    assert "one" not in call.turns()
    stored = []
    for second in range(1, 10):
        call.wait(1000)
        text = call.turns().get("one", {"text": ""})["text"]
        assert words.startswith(text)
        assert len(text) <= len(words) * second / 10
        stored.append(text)
    assert stored[-1].startswith("אחת שתיים שלוש ארבע חמש")
    assert call.turns()["one"]["unheard_text"] == ""
    call.wait(2000)
    assert (call.turns()["one"]["text"], call.turns()["one"]["duration_ms"]) == (words, 10_000)
