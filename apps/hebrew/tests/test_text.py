import pytest

from apps.hebrew.text import clean, index_terms, normalise, phone_fragment, search_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello שָׁלוֹם 123", "Hello שלום 123"),
        ("יום ו׳", "יום ו'"),
        ("צה״ל", 'צה"ל'),
        ("בית־ספר", "בית ספר"),
        ("יום   הולדת \n", "יום הולדת"),
        ("\u202bשלום\u202c", "שלום"),
        ("מחר מחר בעשר", "מחר בעשר"),
        ("לא, לא, לא", "לא, לא, לא"),
        ("שבע שבע שבע", "שבע שבע שבע"),
        ("לאט לאט", "לאט לאט"),
        ("", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected
    assert normalise(expected) == expected


def test_spellings_of_one_word_meet() -> None:
    assert search_key("חנייה") == search_key("חניה") == search_key("חֲנִיָּה")
    assert search_key('צה"ל') == search_key("צה״ל") == search_key("צהל")
    assert search_key("Café") == "café"


def test_words_are_found_with_and_without_their_prefixes() -> None:
    assert index_terms("והחנייה ליד הבית") == ["והחנייה", "החנייה", "חנייה", "ליד", "הבית", "בית"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("052-34", "5234"),
        ("+972 52 34", "5234"),
        ("0523456789", "523456789"),
        ("45 67", "4567"),
        ("12", None),
        ("דני", None),
    ],
)
def test_phone_fragments(query: str, expected: str | None) -> None:
    assert phone_fragment(query) == expected


def test_places_lead_back_to_the_original() -> None:
    cleaned = clean("שָׁלוֹם עוֹלָם")
    start = cleaned.text.index("עולם")
    original = cleaned.span(start, start + 4)
    assert "שָׁלוֹם עוֹלָם"[slice(*original)].startswith("ע")
