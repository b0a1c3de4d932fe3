from apps.conversations.services import conversation_open, message_upsert
from apps.core import clock

QUERIES = 2


def search(api, query):
    return api.get("/api/v1/search/", {"q": query}).json()


def names(found):
    return [lead["name"] for lead in found["leads"]]


def wrote(lead, text, *, channel="whatsapp", source_kind="whatsapp", source_id=1):
    thread = conversation_open(lead_id=lead.pk, channel=channel)
    message_upsert(
        conversation_id=thread.pk,
        source_kind=source_kind,
        source_id=source_id,
        external_id=text,
        position=1,
        author="customer",
        text=text,
        started_at=clock.now(),
    )
    return thread
