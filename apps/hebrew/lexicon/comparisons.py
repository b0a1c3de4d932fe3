"""Words that make of an amount the least or the most."""

from apps.hebrew.lexicon.entry import Entry

ENTRIES = [
    Entry("at_least", None, "לא פחות, לפחות, יותר, למעלה, מעל, מינימום, החל ממחיר, הכי פחות, לכל הפחות"),
    Entry("at_most", None, "לא יותר, מתחת, לכל היותר, מקסימום, הכי הרבה, תקרה של, גג"),
]
