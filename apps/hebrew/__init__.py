"""Hebrew as people say and write it. Pure Python: no Django, no network, no state.

    read_times(text, now=, zone=, opening_hours=, asked=)   dates, hours, ranges, recurrences; what to ask
    read_numbers(text), read_ordinals(text)                 numbers in words and digits
    read_money(text)                                        amounts and bounds
    read_phones(text, is_asked=)                            telephone numbers, spoken or written
    read_names(text, is_asked=)                             the name a caller gives
    read_yes_no(text)                                       "yes", "no" or None
    is_phantom(Segment(text, ...))                          whether transcription invented it
    normalise, search_key, index_terms, phone_fragment      text for showing and for searching

Every span is a place in the text as it was given. Texts are read up to `LONGEST` characters.

The words are data in `lexicon/`: a phrase is added to one table there. The rules are data in `grammar/`,
patterns over kinds of words (see `cascade.py`); `reading.py` says their order. `slots.py` says which day
belongs to which hour; `placing.py`, `calendar_days.py` and `settling.py` ask the calendar and the clock.
"""

from apps.hebrew.money import Money, read_money
from apps.hebrew.names import Name, read_names
from apps.hebrew.noise import Segment, is_phantom
from apps.hebrew.numbers import NumberFound, read_numbers, read_ordinals
from apps.hebrew.phones import Phone, read_phones
from apps.hebrew.reading import Asked
from apps.hebrew.settling import OpeningHours
from apps.hebrew.text import LONGEST, index_terms, normalise, phone_fragment, search_key
from apps.hebrew.times import read_times
from apps.hebrew.values import Conflict, Recurrence
from apps.hebrew.when import Question, TimeReading, When
from apps.hebrew.yes_no import Answer, read_yes_no

__all__ = [
    "LONGEST",
    "Answer",
    "Asked",
    "Conflict",
    "Money",
    "Name",
    "NumberFound",
    "OpeningHours",
    "Phone",
    "Question",
    "Recurrence",
    "Segment",
    "TimeReading",
    "When",
    "index_terms",
    "is_phantom",
    "normalise",
    "phone_fragment",
    "read_money",
    "read_names",
    "read_numbers",
    "read_ordinals",
    "read_phones",
    "read_times",
    "read_yes_no",
    "search_key",
]
