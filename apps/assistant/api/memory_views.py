from collections.abc import Iterable

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of, can, member_of
from apps.assistant.api.memory_serializers import (
    MemoryChangeSerializer,
    MemoryEntrySerializer,
    MemoryFactSerializer,
    MemorySerializer,
)
from apps.assistant.memory.errors import MemoryChangedError
from apps.assistant.memory.selectors import memory_entry_get, memory_of, part_of
from apps.assistant.memory.services import (
    memory_entry_edit,
    memory_entry_erase,
    memory_erase,
    memory_fact_add,
)
from apps.assistant.models import MemoryEntry
from apps.assistant.prompting.sizes import MEMORY_ROOM, MOST_FACTS
from apps.core.api import ApiView, refusals
from apps.core.asking import given_in
from apps.core.preconditions import etag_of, version_expected
from apps.crm.selectors.people import names_of


class MemoryView(ApiView):
    verb = {"GET": "leads.view", "POST": "leads.edit", "DELETE": "leads.delete"}
    serializer_class = MemorySerializer

    def get(self, request: Request, lead_id: int) -> Response:
        """What the assistant remembers of the lead: a summary of all conversations, and facts."""
        entries = memory_of(lead_id=lead_id)
        memory = {
            "entries": entries,
            "most_facts": MOST_FACTS,
            "left_out": {channel: part_of(entries, channel).left_out for channel in MEMORY_ROOM},
        }
        return Response(MemorySerializer(memory, context=_names(entries)).data)

    @extend_schema(
        request=MemoryFactSerializer,
        responses={201: MemoryEntrySerializer, **refusals(409, 422)},
    )
    def post(self, request: Request, lead_id: int) -> Response:
        """Adds a fact; 409 memory_full."""
        text = given_in(request, MemoryFactSerializer)["text"]
        entry = memory_fact_add(lead_id=lead_id, text=text, actor=actor_of(request))
        return _answer(entry, code=status.HTTP_201_CREATED)

    @extend_schema(operation_id="lead_memory_erase", responses={204: None})
    def delete(self, request: Request, lead_id: int) -> Response:
        """Erases all that the assistant remembers of the lead."""
        memory_erase(lead_id=lead_id, actor=actor_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class MemoryEntryView(ApiView):
    verb = "leads.edit"
    versioned = ("PATCH", "DELETE")
    serializer_class = MemoryEntrySerializer

    @extend_schema(request=MemoryChangeSerializer, responses={200: MemoryEntrySerializer, **refusals(422)})
    def patch(self, request: Request, lead_id: int, memory_entry_id: int) -> Response:
        """Corrects the summary or a fact; 412 memory_changed, with the entry as it is in `current`, when
        somebody was faster.
        """
        given = given_in(request, MemoryChangeSerializer)
        expected = version_expected(request)
        try:
            entry = memory_entry_edit(
                lead_id=lead_id,
                entry_id=memory_entry_id,
                text=given["text"],
                version=given.get("version") if expected is None else expected,
                actor=actor_of(request),
            )
        except MemoryChangedError as error:
            current = memory_entry_get(entry_id=memory_entry_id)
            error.data["current"] = MemoryEntrySerializer(current, context=_names([current])).data
            raise
        return _answer(entry)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, lead_id: int, memory_entry_id: int) -> Response:
        """Erases the summary or a fact: one's own or the assistant's, or with `leads.delete` anybody's; 403
        memory_not_yours.
        """
        memory_entry_erase(
            lead_id=lead_id,
            entry_id=memory_entry_id,
            version=version_expected(request),
            actor=actor_of(request),
            may_any=can(membership=member_of(request), verb="leads.delete"),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


def _names(entries: Iterable[MemoryEntry]) -> dict[str, dict[int, str]]:
    return {"names": names_of(entry.author_user_id for entry in entries)}


def _answer(entry: MemoryEntry, *, code: int = status.HTTP_200_OK) -> Response:
    shown = MemoryEntrySerializer(entry, context=_names([entry]))
    return Response(shown.data, status=code, headers={"ETag": etag_of(entry.version)})
