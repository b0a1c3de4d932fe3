from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of, can, member_of
from apps.core.api import ApiView, refusals
from apps.core.asking import asked_of, given_in
from apps.crm.api.serializers.history import (
    ConsentSerializer,
    ConsentWriteSerializer,
    IdentitySerializer,
    NoteSerializer,
    NoteWriteSerializer,
    ProvenanceQuerySerializer,
    ProvenanceSerializer,
)
from apps.crm.api.views.asking import names_in
from apps.crm.models import Consent
from apps.crm.selectors.history import consents_of, note_get, notes_of, provenance_of
from apps.crm.selectors.identities import identities_of, identities_proven
from apps.crm.services.consents import consent_record
from apps.crm.services.decisions import provenance_accept, provenance_reject
from apps.crm.services.identity_removal import identity_remove
from apps.crm.services.notes import note_create, note_delete, note_edit


class NamingView(ApiView):
    """A page whose rows name people by the id in a field of theirs."""

    def named_page(
        self, rows: QuerySet[Any], serializer: type[serializers.BaseSerializer[Any]], *, field: str
    ) -> Response:
        page = self.paginate_queryset(rows) or []
        return self.get_paginated_response(
            serializer(page, many=True, context=names_in(page, field=field)).data
        )


class NoteListView(NamingView):
    verb = {"GET": "leads.view", "POST": "leads.edit"}
    serializer_class = NoteSerializer

    @extend_schema(responses=NoteSerializer(many=True))
    def get(self, request: Request, lead_id: int) -> Response:
        """The lead's notes, newest first."""
        return self.named_page(notes_of(lead_id=lead_id), NoteSerializer, field="author_user_id")

    @extend_schema(
        request=NoteWriteSerializer,
        responses={201: NoteSerializer, **refusals(422)},
    )
    def post(self, request: Request, lead_id: int) -> Response:
        """Adds a note."""
        given = given_in(request, NoteWriteSerializer)
        note = note_create(lead_id=lead_id, text=given["text"], actor=actor_of(request))
        return _note_answer(note.pk, code=status.HTTP_201_CREATED)


class NoteView(ApiView):
    verb = "leads.edit"
    serializer_class = NoteSerializer

    @extend_schema(request=NoteWriteSerializer, responses=NoteSerializer)
    def patch(self, request: Request, lead_id: int, note_id: int) -> Response:
        """Changes a note of one's own; 403 note_not_yours."""
        text = given_in(request, NoteWriteSerializer)["text"]
        note_edit(lead_id=lead_id, note_id=note_id, text=text, actor=actor_of(request))
        return _note_answer(note_id)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, lead_id: int, note_id: int) -> Response:
        """Deletes a note: one's own, or with `leads.delete` anybody's."""
        may_any = can(membership=member_of(request), verb="leads.delete")
        note_delete(lead_id=lead_id, note_id=note_id, actor=actor_of(request), may_any=may_any)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ProvenanceListView(NamingView):
    verb = "leads.view"
    serializer_class = ProvenanceSerializer

    @extend_schema(parameters=[ProvenanceQuerySerializer], responses=ProvenanceSerializer(many=True))
    def get(self, request: Request, lead_id: int) -> Response:
        """Where values of the lead come from, newest first."""
        asked = asked_of(request, ProvenanceQuerySerializer)
        rows = provenance_of(lead_id=lead_id, status=asked.get("status", ""))
        return self.named_page(rows, ProvenanceSerializer, field="actor_user_id")


class ProvenanceAcceptView(ApiView):
    verb = "leads.edit"
    serializer_class = ProvenanceSerializer

    @extend_schema(request=None, responses={200: ProvenanceSerializer, **refusals(409, 422)})
    def post(self, request: Request, lead_id: int, provenance_id: int) -> Response:
        """The value is right; 409 provenance_decided when it was decided otherwise."""
        row = provenance_accept(lead_id=lead_id, provenance_id=provenance_id, actor=actor_of(request))
        return Response(ProvenanceSerializer(row, context=names_in([row], field="actor_user_id")).data)


class ProvenanceRejectView(ApiView):
    verb = "leads.edit"
    serializer_class = ProvenanceSerializer

    @extend_schema(request=None, responses={200: ProvenanceSerializer, **refusals(409)})
    def post(self, request: Request, lead_id: int, provenance_id: int) -> Response:
        """The value is wrong: what stood there before comes back, unless somebody changed it since."""
        row = provenance_reject(lead_id=lead_id, provenance_id=provenance_id, actor=actor_of(request))
        return Response(ProvenanceSerializer(row, context=names_in([row], field="actor_user_id")).data)


class IdentityListView(ApiView):
    verb = "leads.view"
    serializer_class = IdentitySerializer
    pagination_class = None

    @extend_schema(responses=IdentitySerializer(many=True))
    def get(self, request: Request, lead_id: int) -> Response:
        """The addresses by which calls and chats find the lead, the oldest first."""
        rows = identities_of(lead_id=lead_id)
        context = {"proven": identities_proven(lead_id=rows[0].lead_id, identities=rows) if rows else set()}
        return Response(IdentitySerializer(rows, many=True, context=context).data)


class IdentityView(ApiView):
    verb = "leads.edit"
    serializer_class = IdentitySerializer

    @extend_schema(responses={204: None})
    def delete(self, request: Request, lead_id: int, identity_id: int) -> Response:
        """The address no longer finds the lead: whoever calls or writes from it next is somebody else. Calls
        and chats so far stay with the lead, and so do the phone number and e-mail address on its card.
        One that the lead was heard from needs `leads.delete`; 403 identity_proven.
        """
        may_proven = can(membership=member_of(request), verb="leads.delete")
        identity_remove(
            lead_id=lead_id, identity_id=identity_id, actor=actor_of(request), may_proven=may_proven
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class ConsentListView(ApiView):
    verb = {"GET": "leads.view", "POST": "leads.edit"}
    serializer_class = ConsentSerializer
    pagination_class = None

    @extend_schema(responses=ConsentSerializer(many=True))
    def get(self, request: Request, lead_id: int) -> Response:
        """What the person agreed to and refused, newest first; nothing is ever taken off the record."""
        return Response(_consents(consents_of(lead_id=lead_id)))

    @extend_schema(request=ConsentWriteSerializer, responses={201: ConsentSerializer})
    def post(self, request: Request, lead_id: int) -> Response:
        """Records a consent, or with `granted` false an opt-out; 404 consent_source_not_found."""
        given = given_in(request, ConsentWriteSerializer)
        consent_record(lead_id=lead_id, actor=actor_of(request), **given)
        return Response(_consents(consents_of(lead_id=lead_id))[0], status=status.HTTP_201_CREATED)


def _note_answer(note_id: int, *, code: int = status.HTTP_200_OK) -> Response:
    note = note_get(note_id=note_id)
    return Response(NoteSerializer(note, context=names_in([note], field="author_user_id")).data, status=code)


def _consents(rows: list[Consent]) -> Any:
    newest = {consent.kind: consent.pk for consent in reversed(rows)}
    context = names_in(rows, field="actor_user_id") | {"current": set(newest.values())}
    return ConsentSerializer(rows, many=True, context=context).data
