"""Number words, in both genders, as people and transcription spell them."""

from typing import NamedTuple

from apps.hebrew.lexicon.entry import Entry


class NumberWord(NamedTuple):
    value: int
    role: str  # zero, unit, ten, tens, hundred, hundreds, thousand, thousands, million
    gender: str = ""  # f, m, or c for the construct that only stands before a noun


def _word(value: int, role: str, gender: str, spellings: str) -> Entry:
    return Entry("number_word", NumberWord(value, role, gender), spellings)


NUMBERS = [
    _word(0, "zero", "", "אפס"),
    _word(1, "unit", "f", "אחת"),
    _word(1, "unit", "m", "אחד"),
    _word(2, "unit", "f", "שתיים, שתים, שתייים"),
    _word(2, "unit", "m", "שניים"),
    _word(2, "unit", "c", "שתי"),
    _word(3, "unit", "f", "שלוש, שלש"),
    _word(3, "unit", "m", "שלושה, שלשה"),
    _word(3, "unit", "c", "שלושת, שלשת"),
    _word(4, "unit", "f", "ארבע"),
    _word(4, "unit", "m", "ארבעה"),
    _word(4, "unit", "c", "ארבעת"),
    _word(5, "unit", "f", "חמש"),
    _word(5, "unit", "m", "חמישה, חמשה"),
    _word(5, "unit", "c", "חמשת, חמישת"),
    _word(6, "unit", "f", "שש"),
    _word(6, "unit", "m", "שישה, ששה"),
    _word(6, "unit", "c", "ששת, שישת"),
    _word(7, "unit", "f", "שבע"),
    _word(7, "unit", "m", "שבעה"),
    _word(7, "unit", "c", "שבעת"),
    _word(8, "unit", "fm", "שמונה, שמנה"),
    _word(8, "unit", "c", "שמונת"),
    _word(9, "unit", "f", "תשע"),
    _word(9, "unit", "m", "תשעה"),
    _word(9, "unit", "c", "תשעת"),
    _word(10, "ten", "f", "עשר"),
    _word(10, "ten", "m", "עשרה"),
    _word(10, "unit", "c", "עשרת"),
    _word(20, "tens", "", "עשרים"),
    _word(30, "tens", "", "שלושים, שלשים"),
    _word(40, "tens", "", "ארבעים"),
    _word(50, "tens", "", "חמישים, חמשים"),
    _word(60, "tens", "", "שישים, ששים"),
    _word(70, "tens", "", "שבעים"),
    _word(80, "tens", "", "שמונים"),
    _word(90, "tens", "", "תשעים"),
    _word(100, "hundred", "", "מאה"),
    _word(200, "hundred", "", "מאתיים"),
    _word(100, "hundreds", "", "מאות"),
    _word(1000, "thousand", "", "אלף"),
    _word(2000, "thousand", "", "אלפיים"),
    _word(1000, "thousands", "", "אלפים"),
    _word(1_000_000, "million", "", "מיליון, מליון, מיליונים"),
    _word(1_000_000_000, "million", "", "מיליארד, מליארד"),
]

# transcription glues the two words of a teen together now and then
TEENS = [
    _word(11, "teen", "f", "אחתעשרה, אחדעשרה"),
    _word(11, "teen", "m", "אחדעשר"),
    _word(12, "teen", "f", "שתיםעשרה, שתייםעשרה"),
    _word(12, "teen", "m", "שניםעשר, שנייםעשר, תריסר"),
    _word(13, "teen", "f", "שלושעשרה"),
    _word(14, "teen", "f", "ארבעעשרה"),
    _word(15, "teen", "f", "חמשעשרה"),
    _word(16, "teen", "f", "ששעשרה"),
    _word(17, "teen", "f", "שבעעשרה"),
    _word(18, "teen", "f", "שמונהעשרה"),
    _word(19, "teen", "f", "תשעעשרה"),
]

FRACTIONS = [
    Entry("half", 30, "חצי, מחצית"),
    Entry("quarter", 15, "רבע"),
    Entry("third", 20, "שליש"),
    Entry("three_quarters", 45, "שלושת רבעי, שלושה רבעים, שלושת רבעים"),
    Entry("point", None, "נקודה"),
    Entry("minus", None, "מינוס"),
]

ENTRIES = [*NUMBERS, *TEENS, *FRACTIONS]
