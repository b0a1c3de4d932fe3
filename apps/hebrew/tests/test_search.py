import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.hebrew.search import excerpt, folded_letters, holds, is_searchable, kept, spelled, ways_to_find

words = st.text(alphabet="אבגדהויכםןף \u05b8'\"-.,aZ09%_\\\u200f@₪+", max_size=40)


def typed(text):
    return [any_of[0] for any_of in ways_to_find(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("שָׁלוֹם", "שלומ"),
        ('צה"ל', "צהל"),
        ("חנייה", "חניה"),
        ("בית־ספר", "בית ספר"),
        ("Dana.Levi@X.com", "dana levi x com"),
        ("\u202bא\u202c", "א"),
    ],
)
def test_one_spelling(text, expected):
    assert spelled(text) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("דנה כהן", ["דנה", "כהנ"]),
        ("דנ", [" דנ"]),
        ("תל אביב", [" תל", "אביב"]),
        ("052-123", ["052123"]),
        ("052 123 45", ["05212345"]),
        ("+972 52", ["97252"]),
        ("דנה 052-12", ["דנה", "05212"]),
        ("%_\\", []),
    ],
)
def test_what_is_looked_for(text, parts):
    assert (typed(text) if parts else ways_to_find(text)) == parts


def test_letters_before_a_word_may_be_left_out_next():
    assert ways_to_find("ושלדנה") == [(("ושלדנה",),), (("שלדנה",),), (("לדנה",),), ((" דנה",),)]
    assert ways_to_find("בדיקה לוי") == [(("בדיקה",), ("לוי",)), (("דיקה",), (" וי ",))]
    assert len(ways_to_find("דנה")) == 1


SAYINGS = ["חיפה", "בחיפה", "לחיפה", "מחיפה", "החיפה", "וחיפה", "שחיפה", "כחיפה", "ולחיפה", "שבחיפה"]


@pytest.mark.parametrize("typed", SAYINGS)
@pytest.mark.parametrize("said", SAYINGS)
def test_a_word_is_found_whatever_letters_stand_before_it_on_either_side(typed, said):
    text = kept(f"הזמינה תור {said} מחר")

    assert any(holds(text, way) for way in ways_to_find(typed))
    assert not any(holds(kept("הזמינה תור מחר"), way) for way in ways_to_find(typed))


@pytest.mark.parametrize("said", ["תל אביב", "בתל אביב", "לתל אביב", "ותל אביב"])
def test_a_word_of_two_letters_is_found_behind_its_prefix_too(said):
    text = kept(f"גרה {said} הישנה")

    assert any(holds(text, way) for way in ways_to_find("תל אביב"))
    assert any(holds(kept("לקוח בגן שלנו"), way) for way in ways_to_find("גן"))
    assert not any(holds(kept("חתלתול באביב"), way) for way in ways_to_find("תל אביב"))


@pytest.mark.parametrize("said", ["בת ים", "בבת ים", "לבת-ים", "מבת ים"])
def test_words_of_two_letters_stand_behind_a_letter_together(said):
    for typed in ("בת ים", "בת-ים", "דנה בת ים", "לדנה בת ים"):
        assert any(holds(kept(f"דנה גרה {said} היום"), way) for way in ways_to_find(typed)), typed
    assert not any(holds(kept("מים לבתים"), way) for way in ways_to_find("בת ים"))
    assert [len(way) for way in ways_to_find("בת ים")] == [2, 1]


def test_a_long_question_asks_for_twelve_words():
    assert len(ways_to_find("מילה " * 500)[0]) == 12


@pytest.mark.parametrize(
    ("text", "expected"), [("א", False), ("אב", True), ("א ב", True), ("וו", True), ("%א%", False)]
)
def test_two_letters_are_enough_to_search_by(text, expected):
    assert is_searchable(text) is expected


def test_signs_stay_where_they_tell_two_things_apart():
    assert folded_letters("3+ חדרים") == "3+ חדרימ"


@pytest.mark.parametrize(
    ("text", "sought", "expected"),
    [
        ("אני צריך תיקון מזגן", "מזגנ", "אני צריך תיקון מזגן"),
        ("א " * 60 + "שָׁלוֹם לכולם " + "ב " * 60, "שלומ", f"…{'א ' * 19}שָׁלוֹם לכולם {'ב ' * 16}".strip()),
        ("אין כאן כלום", "מזגן", "אין כאן כלום"),
        ("", "מזגן", ""),
    ],
)
def test_an_excerpt_shows_the_place_and_what_is_around_it(text, sought, expected):
    shown = excerpt(text, ways_to_find(sought))

    assert shown.rstrip("…").strip() == expected


@given(words, words)
def test_an_excerpt_is_a_part_of_the_text(text, sought):
    shown = excerpt(text, ways_to_find(sought)).strip("…")

    assert shown in " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("חיים אייל", ["יים", "ייל", "חיי", "ים אי", "יים אי"]),
        ("תל-אביב", ["ל אביב", "ל-אב", "אביב"]),
        ("dana.cohen@walla.co.il", ["n@walla", "n@w", "na.co", "la.co", "o.il"]),
        ("תיקון ₪50 דוד", ["₪50", "יקון ₪5", "50 דו", "קון "]),
        ("רחוב 12-14 וגם", ["12-1", "2-14", "4 ו", "וב 12"]),
        ("+972521239001", ["0521239001"[1:], "00972521239001", "972-52-123"]),
    ],
)
def test_whatever_is_cut_out_of_a_text_finds_it(text, typed):
    for each in typed:
        assert any(holds(kept(text), way) for way in ways_to_find(each)), each


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ייל", "דניאל גיל"),
        ("ל אביב", "אביב של"),
        ("₪50", "250 שקל"),
        ("12-1", "מ-12 עד 21"),
        ("a@w", "la cow"),
    ],
)
def test_what_is_short_is_not_found_anywhere(typed, text):
    assert not any(holds(kept(text), way) for way in ways_to_find(typed))


@given(words, st.data())
def test_three_signs_and_more_of_a_text_find_it_as_they_were_typed(text, data):
    begins = data.draw(st.integers(0, len(text)))
    ends = data.draw(st.integers(begins, len(text)))
    typed = text[begins:ends]
    if len(spelled(typed).strip()) < 3:
        return
    assert all(holds(kept(text), way) for way in ways_to_find(typed)[:1])


@given(words)
def test_nothing_that_is_looked_for_is_a_pattern(text):
    """strpos() and LIKE find the same."""
    parts = [part for way in ways_to_find(text) for any_of in way for part in any_of]

    assert not any(set(part) & set("%_\\") for part in parts)


@pytest.mark.parametrize("typed", ["בתל אביב", "לתל אביב", "לתל", "ובתל אביב"])
def test_a_short_word_is_found_behind_its_prefix(typed):
    text = kept("דנה תל אביב")

    assert any(holds(text, way) for way in ways_to_find(typed))


def test_two_letters_behind_a_prefix_are_a_whole_word():
    assert ways_to_find("לתל") == [(("לתל",),), ((" תל ",),)]
