from apps.hebrew.cascade import Item, Rule, kind, rewrite
from apps.hebrew.lexicon import EXACT, PHRASES
from apps.hebrew.morphology import analyse, gematria


def test_no_phrase_has_two_meanings() -> None:
    # loading raises when one has; what is loaded is there
    assert len(EXACT) > 400
    assert len(PHRASES) > 100


def test_prefixes_come_off_and_whole_words_stay() -> None:
    assert [part.kind for part in analyse("ושבשלוש")] == [
        kind("and"),
        kind("that"),
        kind("in"),
        kind("number_word"),
    ]
    assert [part.value for part in analyse("מחרתיים")] == [2]
    assert [part.value for part in analyse("בספטמר")] == [None, 9]


def test_hebrew_numerals() -> None:
    assert [gematria(letters) for letters in ("כז", "טו", "טז", "תשפז", "תתקצט")] == [27, 15, 16, 787, 999]
    assert [gematria(letters) for letters in ("זכ", "אא", "", "abc", "בטו")] == [None] * 5


def test_rules_rewrite_neighbours_and_may_decline() -> None:
    def items() -> list[Item]:
        return [Item(kind(name), name, at, at + 1) for at, name in enumerate(("in", "number", "half"))]

    made = rewrite(items(), [Rule("clock", "in hour:number half", lambda parts: parts["hour"].value)])
    assert [(item.kind, item.value, item.start, item.end) for item in made] == [
        (kind("clock"), "number", 0, 3)
    ]
    declined = rewrite(items(), [Rule("clock", "in hour:number", lambda parts: None)])
    assert [item.value for item in declined] == ["in", "number", "half"]
    blocked = rewrite(items(), [Rule("clock", "hour:number !half", lambda parts: 1)])
    assert len(blocked) == 3
    behind = rewrite(items(), [Rule("clock", "<=in hour:number >=half", lambda parts: 1)])
    assert [item.kind for item in behind] == [kind("in"), kind("clock"), kind("half")]
