"""Whether what the assistant says is borne out by what tools returned and the business wrote. Pure."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime, time
from itertools import chain

from apps.assistant.guards.evidence import CUSTOMER, Known, Talk, amounts_in, clocks_in
from apps.assistant.guards.kinds import OF_WORDS, Guard, Hit
from apps.assistant.guards.phrases import (
    BOOKED,
    CALLED_BACK,
    CANCELLED,
    CONNECTED,
    GIFTS,
    KEPT,
    MOVED,
    OPENING,
    PASSED_ON,
    REQUESTED,
    SENT,
    claims,
    offers,
    sentences_of,
)
from apps.hebrew.text import normalise

BOOKS = ("book_appointment", "reschedule_appointment")
PASSES_ON = ("create_task", "set_callback", "transfer_to_person")
# So many words in a row are nobody's by chance.
TOLD_WORDS = 7
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z'_-]*")


def untruths(text: str, talk: Talk, known: Known, *, guards: Collection[Guard] = OF_WORDS) -> tuple[Hit, ...]:
    """What the reply claims and nothing bears out, sentence by sentence; empty: it may be said."""
    if answers := tuple(str(done.output["answer"]) for done in talk.succeeded("answer_from_faq")):
        known = replace(known, texts=(*known.texts, *answers))
    return tuple(
        Hit(guard, sentence)
        for sentence in sentences_of(normalise(text))
        for guard, is_untrue in CHECKS.items()
        if guard in guards and is_untrue(sentence, talk, known)
    )


def _booking(sentence: str, talk: Talk, known: Known) -> bool:
    if claims(sentence, KEPT) and not talk.succeeded("hold_slot", *BOOKS):
        return True
    if claims(sentence, REQUESTED):
        return not talk.succeeded(*BOOKS)
    if not claims(sentence, BOOKED):
        return False
    booked = [done for done in talk.succeeded(*BOOKS) if done.output.get("status") == "booked"]
    starts = [known.local(datetime.fromisoformat(str(done.output["starts_at"]))) for done in booked]
    starts += [known.local(start) for start in known.appointments]
    named = set(clocks_in(known.read(sentence)))
    return not any(not named or start.time() in named for start in starts)


def _change(sentence: str, talk: Talk, known: Known) -> bool:
    is_moved = claims(sentence, MOVED) and not talk.succeeded("reschedule_appointment")
    # What was moved, its old time is cancelled.
    ended = talk.succeeded("cancel_appointment", "reschedule_appointment")
    return is_moved or (claims(sentence, CANCELLED) and not ended)


def _promise(sentence: str, talk: Talk, known: Known) -> bool:
    if claims(sentence, SENT):
        return not talk.succeeded("send_whatsapp_confirmation")
    if claims(sentence, CONNECTED) and not offers(sentence):
        return not talk.succeeded("transfer_to_person")
    if claims(sentence, PASSED_ON) or (claims(sentence, CALLED_BACK) and not offers(sentence)):
        return not talk.succeeded(*PASSES_ON)
    gift = GIFTS.search(sentence)
    return gift is not None and not _is_denied(sentence) and not _is_written(gift.group(), known)


def _is_denied(sentence: str) -> bool:
    return bool(re.search(r"(?:^|\s)(?:לא|אין)(?:\s|$)", sentence))


def _is_written(words: str, known: Known) -> bool:
    return any(words in text for text in chain(known.texts, known.answers.texts))


def _price(sentence: str, talk: Talk, known: Known) -> bool:
    """The customer's own amounts count for nothing: whoever asks for a price does not set it."""
    return not set(amounts_in(sentence)) <= known.amounts


def _hours(sentence: str, talk: Talk, known: Known) -> bool:
    """Only what the business wrote down may be told of its hours."""
    if not OPENING.search(sentence):
        return False
    reading = known.read(sentence)
    if not reading.mentions_time_of_day:
        return False
    told = known.written | known.opening
    return not told or not set(clocks_in(reading)) <= told


def _time(sentence: str, talk: Talk, known: Known) -> bool:
    """An hour comes from the diary, from the business's words or from the customer's."""
    if OPENING.search(sentence):
        return False
    named = [set(_readings(when.time, when.alternatives)) for when in known.read(sentence).when if when.time]
    if not named:
        return False
    allowed = set(chain(known.written, _starts(talk, known), _customers(talk, known)))
    return any(not readings & allowed for readings in named)


def _readings(clock: time, others: tuple[time, ...]) -> Iterator[time]:
    yield from (clock, *others)


def _starts(talk: Talk, known: Known) -> Iterator[time]:
    for start in (*talk.slots.values(), *known.appointments):
        yield known.local(start).time()
    for done in talk.tools:
        for moment in _moments(done.output):
            yield known.local(moment).time()


def _moments(output: object) -> Iterator[datetime]:
    if isinstance(output, dict):
        for name, value in output.items():
            if name in ("starts_at", "due_at", "was_at") and isinstance(value, str):
                yield datetime.fromisoformat(value)
            else:
                yield from _moments(value)
    elif isinstance(output, list):
        for value in output:
            yield from _moments(value)


def _customers(talk: Talk, known: Known) -> Iterator[time]:
    for text in talk.said_by(CUSTOMER):
        yield from clocks_in(known.read(text))


def _weekday(sentence: str, talk: Talk, known: Known) -> bool:
    return "weekday_date" in known.read(sentence).conflicts


def _instructions(sentence: str, talk: Talk, known: Known) -> bool:
    words = [word.lower() for word in _ENGLISH.findall(sentence)]
    if any("_" in word and word in text for word in words for text in known.private):
        return True
    runs = (" ".join(words[at : at + TOLD_WORDS]) for at in range(len(words) - TOLD_WORDS + 1))
    plain = [" ".join(_ENGLISH.findall(text)).lower() for text in known.private] if words else []
    return any(run in text for run in runs for text in plain)


CHECKS: dict[Guard, Callable[[str, Talk, Known], bool]] = {
    Guard.BOOKING: _booking,
    Guard.CHANGE: _change,
    Guard.PROMISE: _promise,
    Guard.PRICE: _price,
    Guard.HOURS: _hours,
    Guard.TIME: _time,
    Guard.WEEKDAY: _weekday,
    Guard.INSTRUCTIONS: _instructions,
}
