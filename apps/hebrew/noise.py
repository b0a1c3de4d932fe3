"""Phantom transcripts: segments that speech-to-text invented from silence, music and line noise.

Structure first (brackets, loops), then how sure the model was, the phrases last. When in doubt a segment stays:
a caller's words are worth more than a clean transcript.
"""

import re
from typing import NamedTuple

from .lexicon import phantoms
from .text import clean, folded

# Whisper's own limits for a segment without speech; a loop compresses well
_NO_SPEECH, _UNSURE, _LOOPS = 0.6, -1.0, 2.4
# from here on a courtesy is as likely invented as said
_DOUBTFUL_NO_SPEECH, _DOUBTFUL_LOGPROB = 0.35, -0.9
_LOOP_TIMES = 6
_CREDIT_WORDS = 6
_WORDS = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"\s*(?:[\[(*♪♫♬#<{][^\])}>]*[\])}>*♪♫♬#]|[♪♫♬\s.*]+)[\s.,!?]*")
_LABEL = re.compile(r"\s*([^:]{2,25}):")
# said again and again for a reason: digits read slowly, impatience
_REPEATED_BY_PEOPLE = frozenset(
    folded(word)
    for word in "כן לא הלו אפס אחת אחד שתיים שלוש ארבע חמש שש שבע שמונה תשע עשר בבקשה רגע די מהר היי נו אוקיי".split()
)


class Segment(NamedTuple):
    """A transcribed segment with the transcriber's numbers; None where it gave none."""

    text: str
    no_speech_prob: float | None = None
    avg_logprob: float | None = None
    compression_ratio: float | None = None


def is_phantom(segment: Segment) -> bool:
    """Whether nobody said this."""
    text = clean(segment.text).text
    said = [word.lower() for word in _WORDS.findall(text.replace("'", "").replace('"', ""))]
    if not said or _BRACKETED.fullmatch(text):
        return True
    if _is_silent(segment) or _is_loop(said, segment):
        return True
    key = _key(said)
    if key in _ALWAYS or _is_credit(text, said, key):
        return True
    return key in _DOUBTFUL and _is_doubtful(segment)


def _is_silent(segment: Segment) -> bool:
    silent = segment.no_speech_prob is not None and segment.no_speech_prob > _NO_SPEECH
    return silent and segment.avg_logprob is not None and segment.avg_logprob < _UNSURE


def _is_doubtful(segment: Segment) -> bool:
    silent = segment.no_speech_prob is not None and segment.no_speech_prob >= _DOUBTFUL_NO_SPEECH
    return silent or (segment.avg_logprob is not None and segment.avg_logprob < _DOUBTFUL_LOGPROB)


def _is_loop(said: list[str], segment: Segment) -> bool:
    """One to four words again and again. A high compression ratio makes fewer rounds enough."""
    is_packed = segment.compression_ratio is not None and segment.compression_ratio > _LOOPS
    for length in range(1, 5):
        rounds = len(said) // length
        needed = 3 if is_packed else _LOOP_TIMES
        first = said[:length]
        if rounds < needed or any(said[at] != first[at % length] for at in range(length * rounds)):
            continue
        return not any(folded(word) in _REPEATED_BY_PEOPLE or word.isdigit() for word in first)
    return False


def _is_credit(text: str, said: list[str], key: str) -> bool:
    if len(said) > _CREDIT_WORDS:
        return False
    label = _LABEL.match(text)
    if label and _key(_WORDS.findall(label[1].lower())) in _LABELS:
        return True
    return any(key.startswith(credit + " ") for credit in _CREDITS)


def _key(said: list[str]) -> str:
    return " ".join(map(folded, said))


def _phrases(text: str) -> frozenset[str]:
    return frozenset(_key(_WORDS.findall(phrase)) for phrase in text.split(",") if phrase.strip())


_ALWAYS = _phrases(phantoms.ALWAYS)
_CREDITS = _phrases(phantoms.CREDITS)
_LABELS = _phrases(phantoms.CREDIT_LABELS)
_DOUBTFUL = _phrases(phantoms.DOUBTFUL)
