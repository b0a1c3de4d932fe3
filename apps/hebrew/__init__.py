"""Hebrew as people say and write it. Pure Python: no Django, no network, no state.

    times.read_times(text, now=, zone=, opening_hours=, asked=)   dates, hours, ranges; what to ask
    numbers.read_numbers(text), read_ordinals(text)               numbers in words and digits
    money.read_money(text)                                        amounts and bounds
    phones.read_phones(text, is_asked=)                           telephone numbers, spoken or written
    names.read_names(text, is_asked=)                             the name a caller gives
    yes_no.read_yes_no(text)                                      "yes", "no" or None
    yes_no.read_reply(text)                                       also "unsure": hesitating, taken back
    noise.is_phantom(Segment(text, ...))                          whether transcription invented it
    text.normalise, search_key, index_terms, phone_fragment       text for showing and for searching

Every span is a place in the text as it was given. Texts are read up to `LONGEST` characters.

The words are data in `lexicon/`: a phrase is added to one table there. The rules are data in `grammar/`,
patterns over kinds of words (see `cascade.py`); `reading.py` says their order. `slots.py` says which day
belongs to which hour; `placing.py`, `calendar_days.py` and `settling.py` ask the calendar and the clock.

Nothing is imported here: who only searches does not load the grammar (0.15 s at every start).
"""
