"""Conversations as they stand in the database, and what a model answers about them."""

from datetime import timedelta

from apps.conversations.services import conversation_open, message_upsert
from apps.core import clock
from apps.telephony.tests.factories import CallFactory

UNDERSTOOD = {
    "summary": "דנה ביקשה תספורת.",
    "next_step": "",
    "topic": "קביעת תספורת",
    "sentiment": "positive",
    "intents": [],
    "fields": [],
}
REMEMBERED = {"summary": "דנה ביקשה תספורת.", "learnt": [], "outdated": []}


def say(conversation, *turns, kind="call", source_id=31, first=0):
    """`turns`: (author, words) each, a second after one another, up to now."""
    began = clock.now() - timedelta(minutes=5)
    return [
        message_upsert(
            conversation_id=conversation.pk,
            source_kind=kind,
            source_id=source_id,
            external_id=f"item_{position}",
            position=position,
            author=author,
            text=words,
            started_at=began + timedelta(seconds=position),
        )
        for position, (author, words) in enumerate(turns, start=first)
    ]


def call_of(lead, *turns):
    """A call of the lead that ended just now."""
    thread = conversation_open(lead_id=lead.pk, channel="phone")
    call = CallFactory.create(conversation=thread)
    say(call.conversation, *turns, source_id=call.pk)
    return call


def intent(turn, kind="confirm", *, date=None, time=None, confidence=90, name=None):
    return {
        "turn": turn,
        "intent": kind,
        "date": date,
        "time": time,
        "name": name,
        "confidence": confidence,
    }


def heard(field, value, turn, confidence=90):
    return {"field": field, "value": value, "turn": turn, "confidence": confidence}
