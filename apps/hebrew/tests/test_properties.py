"""What holds for every text: nothing crashes, spans are inside, and no hour comes from words without one."""

from datetime import datetime

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from apps.hebrew.lexicon import EXACT, PHRASES
from apps.hebrew.money import read_money
from apps.hebrew.names import read_names
from apps.hebrew.noise import Segment, is_phantom
from apps.hebrew.numbers import read_numbers, read_ordinals
from apps.hebrew.phones import read_phones
from apps.hebrew.tests import speech
from apps.hebrew.tests.reading import NOW
from apps.hebrew.text import index_terms, normalise, phone_fragment, search_key
from apps.hebrew.times import read_times
from apps.hebrew.yes_no import read_yes_no

KNOWN_WORDS = sorted(EXACT) + sorted(
    f"{head} {' '.join(phrase.rest)}" for head in PHRASES for phrase in PHRASES[head]
)
DIGITS = [
    "3", "15", "0", "00", "08:30", "25:00", "7:5", "10.10", "31.2", "30.2.2026", "1.5", "2026", "0830", "3/4",
    "1/0",
    "052-3456789", "*2000", "12/11/2025", "2026-13-01", "100,000", "99999", "999999999999999",
    "1" * 5000, "٣", "²",
]  # fmt: skip
SIGNS = [
    ",",
    ".",
    "?",
    "-",
    ":",
    "!",
    "\n",
    '"',
    "'",
    "׳",
    "״",
    "־",
    "₪",
    "%",
    "🎉",
    "\u202b",
    "ִ",
    "\x00",
    "pm",
    "Zoom",
    "привет",
]
PREFIXES = ["", "", "", "ב", "ל", "מ", "ה", "ו", "ש", "כ", "ב-", "ל-", "מה-", "שב"]

words = st.sampled_from(KNOWN_WORDS) | st.sampled_from(DIGITS) | st.sampled_from(SIGNS)
sentences = st.lists(st.tuples(st.sampled_from(PREFIXES), words), max_size=9).map(
    lambda parts: " ".join(prefix + word for prefix, word in parts)
)
texts = (
    st.text(max_size=60)
    | st.text(alphabet="אבגדהוזחטיכלמנסעפצקרשתםןץףך '\"-.:,0123456789", max_size=60)
    | sentences
)
moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1))  # noqa: DTZ001  wall clocks


@settings(max_examples=600)
@given(text=texts, now=moments, asked=st.sampled_from([None, "time", "date", "phone"]))
def test_every_reader_takes_every_text_and_spans_are_inside_it(
    text: str, now: datetime, asked: str | None
) -> None:
    times = read_times(text, now=now, asked=asked)
    spans = [one.span for one in (*times.when, *times.rejected)]
    spans += [found.span for found in (*read_numbers(text), *read_ordinals(text), *read_money(text))]
    spans += [found.span for found in (*read_phones(text), *read_phones(text, is_asked=True))]
    spans += [found.span for found in (*read_names(text), *read_names(text, is_asked=True))]
    for start, end in spans:
        assert 0 <= start < end <= len(text)
    for one in times.when:
        assert one.time is None or one.settled_by is not None
        assert not one.alternatives or one.ambiguous
        assert one.date is None or one.weekday == (one.date.weekday() + 1) % 7
    assert read_yes_no(text) in ("yes", "no", None)
    assert normalise(normalise(text)) == normalise(text)
    assert search_key(search_key(text)) == search_key(text)
    assert len(index_terms(text)) == len(set(index_terms(text)))
    assert phone_fragment(text) is None or phone_fragment(text).isdigit()
    assert is_phantom(Segment(text)) in (True, False)


@given(texts)
def test_the_same_text_is_read_the_same(text: str) -> None:
    assert read_times(text, now=NOW) == read_times(text, now=NOW)


hours = st.integers(0, 23)
minutes = st.integers(0, 59)


@settings(max_examples=300)
@given(hour=hours, minute=minutes, carrier=st.sampled_from(speech.carriers()), data=st.data())
def test_a_spoken_minute_survives_its_sentence(
    hour: int, minute: int, carrier: str, data: st.DataObject
) -> None:
    parts = ("בבוקר", "בערב", "בצהריים", "בלילה", "אחר", "אחרי", "אחה", "לפנות")
    phrases = [text for text in speech.with_part(hour, minute) if not text.startswith(parts)]
    phrase = data.draw(st.sampled_from(phrases))
    assume(not phrase.startswith("שמונה עשר "))
    text = carrier.format("ב" + phrase)
    assert [(one.time.hour, one.time.minute) for one in read_times(text, now=NOW).when] == [(hour, minute)], (
        text
    )


@settings(max_examples=300)
@given(st.lists(st.sampled_from(speech.without_times()), min_size=1, max_size=4))
def test_sentences_without_a_time_have_none_together(sentences: list[str]) -> None:
    text = ". ".join(sentences)
    found = read_times(text, now=NOW)
    assert [one for one in found.when if one.time or one.earliest or one.latest] == [], text


@settings(max_examples=300)
@given(
    st.sampled_from(["מחר", "ביום שלישי", "בשבוע הבא", "ב-15 לחודש", "היום"]),
    st.sampled_from(["בבוקר", "בערב", "אחר הצהריים", "בצהריים", "בלילה", "לפנות ערב"]),
)
def test_a_part_of_day_never_becomes_an_hour(day: str, part: str) -> None:
    found = read_times(f"אפשר {day} {part}?", now=NOW)
    assert [one.time for one in found.when] == [None]
    assert "time" in found.ask
