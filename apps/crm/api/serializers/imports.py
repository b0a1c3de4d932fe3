from typing import Any

from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from apps.crm.importing.limits import MOST_COLUMNS
from apps.crm.importing.tables import phones_shown
from apps.crm.models import LeadImport
from apps.crm.selectors.imports import fields_importable

BRIEF_EXAMPLE = {
    "id": 3,
    "file_name": "לקוחות.csv",
    "kind": "csv",
    "state": "checked",
    "duplicates": "update",
    "rows_total": 1200,
    "rows_done": 1200,
    "created": 1100,
    "updated": 90,
    "skipped": 0,
    "failed": 10,
    "deleted": 0,
    "restored": 0,
    "left": 0,
    "error": None,
    "created_by_user_id": 7,
    "created_at": "2026-11-22T13:05:09Z",
    "started_at": None,
    "finished_at": None,
}
IMPORT_EXAMPLE = {
    **BRIEF_EXAMPLE,
    "encoding": "windows-1255",
    "delimiter": ",",
    "has_headings": True,
    "headings": ["שם", "טלפון", "תקציב", "הערה פנימית"],
    "mapping": ["name", "phone", "custom.budget", None],
    "sample": [["דנה כהן", "052-1234567", "1,200", ""]],
    "phones": [{"column": 1, "given": "052-1234567", "normalised": "+972521234567"}],
    "targets": [{"field": "name", "label": "שם מלא"}, {"field": "phone", "label": "טלפון"}],
}


class ImportErrorSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()


class ImportPhoneSerializer(serializers.Serializer[Any]):
    """How a telephone number of the sample will be stored; null where it is none."""

    column = serializers.IntegerField()
    given = serializers.CharField()
    normalised = serializers.CharField(allow_null=True)


class ImportTargetSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment] # Field has an attribute of this name


@extend_schema_serializer(examples=[OpenApiExample("import", value=BRIEF_EXAMPLE, response_only=True)])
class ImportBriefSerializer(serializers.ModelSerializer[Any]):
    """`rows_done` of `rows_total` is how far the dry run, the import or undoing it has come.

    created, updated, skipped and failed count rows: of the dry run while it is `checking` or `checked`, later
    of the import itself. deleted, restored and left count leads after undoing.
    """

    error = serializers.SerializerMethodField()
    created_by_user_id = serializers.IntegerField(source="actor_user_id", allow_null=True)

    class Meta:
        model = LeadImport
        fields: tuple[str, ...] = tuple(BRIEF_EXAMPLE)

    @extend_schema_field(ImportErrorSerializer(allow_null=True))
    def get_error(self, lead_import: LeadImport) -> dict[str, str] | None:
        if not lead_import.error_code:
            return None
        is_english = (get_language() or "he").startswith("en")
        message = lead_import.error_en if is_english else lead_import.error_he
        return {"code": lead_import.error_code, "message": message}


@extend_schema_serializer(examples=[OpenApiExample("import", value=IMPORT_EXAMPLE, response_only=True)])
class ImportSerializer(ImportBriefSerializer):
    """`mapping` has a field or null for each column, `targets` what can be chosen, and `sample` the first
    rows as long as the file is kept. `rows_total` of an Excel file is an estimate until it is checked.
    """

    headings = serializers.ListField(child=serializers.CharField(allow_blank=True))
    mapping = serializers.ListField(child=serializers.CharField(allow_null=True))
    sample = serializers.ListField(child=serializers.ListField(child=serializers.CharField(allow_blank=True)))
    phones = serializers.SerializerMethodField()
    targets = serializers.SerializerMethodField()

    class Meta(ImportBriefSerializer.Meta):
        fields = tuple(IMPORT_EXAMPLE)

    @extend_schema_field(ImportPhoneSerializer(many=True))
    def get_phones(self, lead_import: LeadImport) -> list[dict[str, Any]]:
        return phones_shown(lead_import.sample)

    @extend_schema_field(ImportTargetSerializer(many=True))
    def get_targets(self, lead_import: LeadImport) -> list[dict[str, str]]:
        offered = fields_importable(get_language() or "he")
        return [{"field": field, "label": label} for field, label in offered.items()]


class ImportUploadSerializer(serializers.Serializer[Any]):
    """A CSV or Excel file (xlsx) of at most 10 MB; its first row names the columns."""

    file = serializers.FileField(allow_empty_file=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "check", value={"mapping": ["name", "phone", "custom.budget", None], "duplicates": "update"}
        )
    ]
)
class ImportCheckSerializer(serializers.Serializer[Any]):
    """A field or null for each column. `duplicates` says what happens to somebody who is a lead already:
    skip leaves that lead as it is, update writes what the file has over it (notes and tags are added to),
    create makes another lead and suggests that the two are one person.
    """

    mapping = serializers.ListField(
        child=serializers.CharField(max_length=60, allow_null=True), max_length=MOST_COLUMNS
    )
    duplicates = serializers.ChoiceField(choices=LeadImport.Duplicates.choices)
