"""Phantom transcripts: segments that speech-to-text invented from silence, music and line noise.

Structure first (brackets, loops), then how sure the model was, the phrases last. When in doubt a segment
stays: a caller's words are worth more than a clean transcript.
"""

import re
from typing import NamedTuple

from apps.hebrew.lexicon import phantoms
from apps.hebrew.text import clean_start, folded

# Whisper's own limits for a segment without speech; a loop compresses well
_NO_SPEECH, _UNSURE, _LOOPS = 0.6, -1.0, 2.4
# from here on a courtesy is as likely invented as said
_DOUBTFUL_NO_SPEECH, _DOUBTFUL_LOGPROB = 0.35, -0.9
_ROUNDS, _PACKED_ROUNDS = 6, 3
_LOOP_WORDS, _LITTLE_VARIETY, _HARDLY_ANY_VARIETY = 8, 0.4, 0.2
# nothing anybody says compresses five times
_NOBODY = 5.0
_TOO_LONG_FOR_DIGITS = 25
_SAME_LETTERS = re.compile(r"(\w{1,8})\1{3,}")
# scripts that a Hebrew call is never in, and Whisper's inventions often are
_FAR_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_NEAR_SCRIPT = re.compile(r"[A-Za-zא-ת\u0400-\u04ff\u0600-\u06ff]")
_CREDIT_WORDS = 6
_END_CARD_WORDS = 14
_WORDS = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"\s*(?:[\[(*♪♫♬#<{][^\])}>]*[\])}>*♪♫♬#]|[♪♫♬\s.*]+)[\s.,!?]*")
_LABEL = re.compile(r"\s*([^:]{2,25}):")
_REPEATED_BY_PEOPLE = frozenset(map(folded, phantoms.REPEATED_BY_PEOPLE))


class Segment(NamedTuple):
    """A transcribed segment with the transcriber's numbers; None where it gave none."""

    text: str
    no_speech_prob: float | None = None
    avg_logprob: float | None = None
    compression_ratio: float | None = None


def is_phantom(segment: Segment) -> bool:
    """Whether nobody said this."""
    text = clean_start(segment.text).text
    said = [word.lower() for word in _WORDS.findall(text.replace("'", "").replace('"', ""))]
    if not said or _BRACKETED.fullmatch(text):
        return True
    if _is_silent(segment) or _is_loop(text, said, segment) or _is_far(text):
        return True
    key = _key(said)
    if key in _ALWAYS or _is_end_card(said, key) or _is_credit(text, said, key):
        return True
    return key in _DOUBTFUL and _is_doubtful(segment)


def _is_silent(segment: Segment) -> bool:
    silent = segment.no_speech_prob is not None and segment.no_speech_prob > _NO_SPEECH
    return silent and segment.avg_logprob is not None and segment.avg_logprob < _UNSURE


def _is_far(text: str) -> bool:
    return bool(_FAR_SCRIPT.search(text)) and not _NEAR_SCRIPT.search(text)


def _is_doubtful(segment: Segment) -> bool:
    silent = segment.no_speech_prob is not None and segment.no_speech_prob >= _DOUBTFUL_NO_SPEECH
    return silent or (segment.avg_logprob is not None and segment.avg_logprob < _DOUBTFUL_LOGPROB)


def _is_loop(text: str, said: list[str], segment: Segment) -> bool:
    """The same few words or letters again and again. A high compression ratio makes fewer rounds enough."""
    ratio = segment.compression_ratio or 0
    if (
        all(folded(word) in _REPEATED_BY_PEOPLE or word.isdigit() for word in said)
        and len(said) < _TOO_LONG_FOR_DIGITS
    ):
        return False
    if ratio > _LOOPS and (ratio > _NOBODY or _SAME_LETTERS.search(text)):
        return True
    variety = len(set(said)) / len(said)
    if len(said) >= _LOOP_WORDS and variety <= (_LITTLE_VARIETY if ratio > _LOOPS else _HARDLY_ANY_VARIETY):
        return True
    return _goes_round(said, _PACKED_ROUNDS if ratio > _LOOPS else _ROUNDS)


def _goes_round(said: list[str], needed: int) -> bool:
    """One to four words, and nothing else, at least `needed` times."""
    return any(
        len(said) // length >= needed and all(word == said[at % length] for at, word in enumerate(said))
        for length in range(1, 5)
    )


def _is_end_card(said: list[str], key: str) -> bool:
    return len(said) <= _END_CARD_WORDS and any(f" {mark} " in f" {key} " for mark in _MARKS)


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
_MARKS = _phrases(phantoms.MARKS)
_CREDITS = _phrases(phantoms.CREDITS)
_LABELS = _phrases(phantoms.CREDIT_LABELS)
_DOUBTFUL = _phrases(phantoms.DOUBTFUL)
