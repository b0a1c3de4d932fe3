from typing import IO, Any, cast

from django.http import StreamingHttpResponse
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.core.api import ApiView, refusals
from apps.core.asking import given_in, known_only
from apps.crm.api.downloads import AlwaysJson, download
from apps.crm.api.serializers.imports import (
    ImportBriefSerializer,
    ImportCheckSerializer,
    ImportSerializer,
    ImportUploadSerializer,
)
from apps.crm.api.uploads import UploadParser, file_of
from apps.crm.exporting.faults import faults_csv
from apps.crm.selectors.imports import fields_importable, import_get, imports_list, rows_failed
from apps.crm.services.imports import import_check, import_rollback, import_start, import_upload


class ImportListView(ApiView):
    verb = "leads.import"
    serializer_class = ImportBriefSerializer

    def get_parsers(self) -> list[Any]:
        # A file comes as browsers send files; everywhere else the API takes JSON only.
        return [UploadParser()]

    @extend_schema(responses=ImportBriefSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Imports, the newest first."""
        return self.page(imports_list(), ImportBriefSerializer)

    @extend_schema(
        operation_id="imports_create",
        request={"multipart/form-data": ImportUploadSerializer},
        responses={201: ImportSerializer, **refusals(413, 415, 422)},
    )
    def post(self, request: Request) -> Response:
        """Takes a file in and says what its columns seem to be; nothing is imported yet.

        400 import_file_missing; 413 import_too_large; 422 import_file_empty, import_unreadable,
        import_encoding_unknown, import_old_excel, import_not_table, import_empty, import_too_many_rows,
        import_too_many_columns.
        """
        known_only(request, ImportUploadSerializer)
        file = file_of(request, "file")
        made = import_upload(
            file=cast("IO[bytes]", file.file),
            size=file.size or 0,
            name=file.name or "",
            actor=actor_of(request),
        )
        return Response(ImportSerializer(made).data, status=status.HTTP_201_CREATED)


class ImportView(ApiView):
    verb = "leads.import"
    serializer_class = ImportSerializer

    def get(self, request: Request, import_id: int) -> Response:
        """One import and how far it has come."""
        return Response(ImportSerializer(import_get(import_id=import_id)).data)


class ImportCheckView(ApiView):
    verb = "leads.import"
    serializer_class = ImportSerializer

    @extend_schema(
        operation_id="imports_dry_run",
        request=ImportCheckSerializer,
        responses={202: ImportSerializer, **refusals(409, 422)},
    )
    def post(self, request: Request, import_id: int) -> Response:
        """A dry run: reads every row in the background and counts what would become of it, until the state is
        `checked`. May be asked again with another mapping. 409 import_state; 422 import_mapping_invalid.
        """
        given = given_in(request, ImportCheckSerializer)
        checking = import_check(import_id=import_id, actor=actor_of(request), **given)
        return Response(ImportSerializer(checking).data, status=status.HTTP_202_ACCEPTED)


class ImportStartView(ApiView):
    verb = "leads.import"
    serializer_class = ImportSerializer

    @extend_schema(
        operation_id="imports_start", request=None, responses={202: ImportSerializer, **refusals(409)}
    )
    def post(self, request: Request, import_id: int) -> Response:
        """Imports in the background what was checked; rows with faults are left out. 409 import_state."""
        running = import_start(import_id=import_id, actor=actor_of(request))
        return Response(ImportSerializer(running).data, status=status.HTTP_202_ACCEPTED)


class ImportRollbackView(ApiView):
    verb = "leads.import"
    serializer_class = ImportSerializer

    @extend_schema(
        operation_id="imports_rollback", request=None, responses={202: ImportSerializer, **refusals(409)}
    )
    def post(self, request: Request, import_id: int) -> Response:
        """Undoes an import in the background: deletes the leads it made unless somebody touched them since,
        gives those it changed back what they had unless that was changed since, and counts what it `left`.
        """
        undoing = import_rollback(import_id=import_id, actor=actor_of(request))
        return Response(ImportSerializer(undoing).data, status=status.HTTP_202_ACCEPTED)


class ImportErrorsView(ApiView):
    verb = "leads.import"
    serializer_class = ImportSerializer
    content_negotiation_class = AlwaysJson
    pagination_class = None

    @extend_schema(operation_id="imports_errors", responses={(200, "text/csv"): OpenApiTypes.BINARY})
    def get(self, request: Request, import_id: int) -> StreamingHttpResponse:
        """The rows that were refused, as CSV for Excel: number, column, value and what is wrong with it."""
        lead_import = import_get(import_id=import_id)
        language = get_language() or "he"
        labels = fields_importable(language)
        pieces = faults_csv(rows_failed(lead_import), labels=labels, language=language)
        stem = lead_import.file_name.rpartition(".")[0] or lead_import.file_name
        return download(request, pieces, name=f"errors-{stem}.csv", content_type="text/csv; charset=utf-8")
