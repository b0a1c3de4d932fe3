from typing import IO, Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.assistant.agent.occasion import TRIAL
from apps.assistant.api.serializers import (
    FaqEntryChangeSerializer,
    FaqEntryCreateSerializer,
    FaqEntrySerializer,
    FaqImportedSerializer,
    FaqOutcomeSerializer,
    FaqSettledSerializer,
    FaqSettleSerializer,
    FaqSuggestionSerializer,
    FaqTrySerializer,
    FaqUploadSerializer,
)
from apps.assistant.faq.answering import faq_answer
from apps.assistant.faq.importing import faq_import
from apps.assistant.faq.suggestions import faq_questions_settle, faq_suggestions
from apps.assistant.selectors import faq_entries
from apps.assistant.services import faq_entry_create, faq_entry_delete, faq_entry_update
from apps.core.api import ApiView, refusals
from apps.core.asking import given_in, known_only
from apps.crm.api.uploads import UploadParser, file_of


class FaqListView(ApiView):
    verb = {"GET": "settings.view", "POST": "settings.edit"}
    serializer_class = FaqEntrySerializer
    pagination_class = None

    @extend_schema(responses=FaqEntrySerializer(many=True))
    def get(self, request: Request) -> Response:
        """Questions customers often ask, with the business's answers, in its order."""
        return Response(FaqEntrySerializer(faq_entries(), many=True).data)

    @extend_schema(
        request=FaqEntryCreateSerializer, responses={201: FaqEntrySerializer, **refusals(409, 422)}
    )
    def post(self, request: Request) -> Response:
        """Adds a question at the end; 409 faq_full, 422 faq_dates."""
        created = faq_entry_create(**given_in(request, FaqEntryCreateSerializer), actor=actor_of(request))
        return Response(FaqEntrySerializer(created).data, status=status.HTTP_201_CREATED)


class FaqEntryView(ApiView):
    verb = "settings.edit"
    serializer_class = FaqEntrySerializer

    @extend_schema(request=FaqEntryChangeSerializer, responses={200: FaqEntrySerializer, **refusals(422)})
    def patch(self, request: Request, faq_entry_id: int) -> Response:
        """Changes a question, its answer, its place, or whether the assistant answers it."""
        changes = given_in(request, FaqEntryChangeSerializer)
        changed = faq_entry_update(faq_entry_id=faq_entry_id, changes=changes, actor=actor_of(request))
        return Response(FaqEntrySerializer(changed).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, faq_entry_id: int) -> Response:
        """Deletes a question."""
        faq_entry_delete(faq_entry_id=faq_entry_id, actor=actor_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class FaqImportView(ApiView):
    verb = "settings.edit"
    serializer_class = FaqImportedSerializer

    def get_parsers(self) -> list[Any]:
        # A file comes as browsers send files; everywhere else the API takes JSON only.
        return [UploadParser()]

    @extend_schema(
        request={"multipart/form-data": FaqUploadSerializer},
        responses={200: FaqImportedSerializer, **refusals(409, 413, 415, 422)},
    )
    def post(self, request: Request) -> Response:
        """Adds the questions of a file; rows that are not right are told, all others are added.

        400 import_file_missing; 409 faq_full; 413 import_too_large; 422 faq_import_headings,
        import_unreadable, import_encoding_unknown, import_empty, import_too_many_rows,
        import_too_many_columns.
        """
        known_only(request, FaqUploadSerializer)
        file = file_of(request, "file")
        imported = faq_import(file=cast("IO[bytes]", file.file), actor=actor_of(request))
        return Response(FaqImportedSerializer(imported).data)


class FaqSuggestionListView(ApiView):
    verb = "settings.view"
    serializer_class = FaqSuggestionSerializer
    pagination_class = None

    @extend_schema(responses=FaqSuggestionSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What customers asked in the last two months and nobody had answered, the most asked first."""
        return Response(FaqSuggestionSerializer(faq_suggestions(), many=True).data)


class FaqSettleView(ApiView):
    verb = "settings.edit"
    serializer_class = FaqSettledSerializer

    @extend_schema(request=FaqSettleSerializer, responses={200: FaqSettledSerializer, **refusals(404)})
    def post(self, request: Request) -> Response:
        """Takes questions out of the suggestions: all of them, or with a number that is none here, none."""
        given = given_in(request, FaqSettleSerializer)
        settled = faq_questions_settle(ids=given["question_ids"], actor=actor_of(request))
        return Response({"settled": settled})


class FaqTryView(ApiView):
    verb = "settings.view"
    # It makes nothing, and waits for a model longer than a transaction may.
    keyed = False
    serializer_class = FaqOutcomeSerializer

    @extend_schema(request=FaqTrySerializer, responses=FaqOutcomeSerializer)
    def post(self, request: Request) -> Response:
        """Which answer a customer who asks this would get now; nothing is stored but what it cost."""
        outcome = faq_answer(**given_in(request, FaqTrySerializer), source_kind=TRIAL, is_stored=False)
        return Response(FaqOutcomeSerializer(outcome).data)
