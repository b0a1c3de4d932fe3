"""Money words: the currency's code, and how much of it one is. A singular alone is one of it.

A cent is a dollar's or a euro's: alone it is a currency of its own.
"""

from apps.hebrew.lexicon.entry import Entry

ENTRIES = [
    Entry("one_currency", ("ILS", 1), "שקל, שקל חדש"),
    Entry("currency", ("ILS", 1), "שקלים, שח, שקלים חדשים, ש ח"),
    Entry("one_currency", ("ILS", 0.01), "אגורה"),
    Entry("currency", ("ILS", 0.01), "אגורות, אג"),
    Entry("coin", ("ILS", 2), "שנקל"),
    Entry("one_currency", ("USD", 1), "דולר, dollar, דולר אמריקאי"),
    Entry("currency", ("USD", 1), "דולרים, dollars"),
    Entry("one_currency", ("cent", 1), "סנט"),
    Entry("currency", ("cent", 1), "סנטים"),
    Entry("one_currency", ("EUR", 1), "יורו, אירו, euro"),
    Entry("currency", ("EUR", 1), "euros"),
    Entry("one_currency", ("GBP", 1), "פאונד, לירה שטרלינג, לישט, לירה"),
    Entry("currency", ("GBP", 1), "שטרלינג, פאונדים, לירות שטרלינג, לירות"),
    Entry("currency", ("INR", 1), "רופי, רופיות, rupees, rupee"),
    # these stand before the amount too: USD 20
    Entry("currency_code", ("ILS", 1), "nis, ils"),
    Entry("currency_code", ("USD", 1), "usd"),
    Entry("currency_code", ("EUR", 1), "eur"),
    Entry("currency_code", ("GBP", 1), "gbp"),
    Entry("currency_code", ("INR", 1), "inr, rs"),
]

SIGNS = {"₪": "ILS", "$": "USD", "€": "EUR", "£": "GBP"}
