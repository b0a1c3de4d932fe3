import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.telephony.media.transcript import split_heard

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
