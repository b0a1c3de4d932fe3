"""Money words: the currency's code, and how much of it one is. A singular alone is one of it."""

from .entry import Entry

ENTRIES = [
    Entry("one_currency", ("ILS", 1), "שקל, שקל חדש"),
    Entry("currency", ("ILS", 1), "שקלים, שח, שקלים חדשים, nis, ils, ש ח"),
    Entry("one_currency", ("ILS", 0.01), "אגורה"),
    Entry("currency", ("ILS", 0.01), "אגורות, אג"),
    Entry("coin", ("ILS", 2), "שנקל"),
    Entry("one_currency", ("USD", 1), "דולר, dollar, דולר אמריקאי"),
    Entry("currency", ("USD", 1), "דולרים, usd, dollars"),
    Entry("one_currency", ("USD", 0.01), "סנט"),
    Entry("currency", ("USD", 0.01), "סנטים"),
    Entry("one_currency", ("EUR", 1), "יורו, אירו, euro"),
    Entry("currency", ("EUR", 1), "eur, euros"),
    Entry("one_currency", ("GBP", 1), "פאונד, לירה שטרלינג, לישט"),
    Entry("currency", ("GBP", 1), "gbp, שטרלינג, פאונדים, לירות שטרלינג"),
]

SIGNS = {"₪": "ILS", "$": "USD", "€": "EUR", "£": "GBP"}
