from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from apps.crm.api.serializers.leads import LARGEST_ID
from apps.scheduling.api.fields import YEARS, WallTimeField, language_asked
from apps.scheduling.holiday_calendar import hebrew_date, name_shown
from apps.scheduling.hours import Opening, Span
from apps.scheduling.models import (
    AppointmentSettings,
    DateException,
    DateHours,
    OpeningHours,
    Resource,
    Service,
)


class AppointmentSettingsSerializer(serializers.ModelSerializer[Any]):
    quiet_from = WallTimeField()
    quiet_until = WallTimeField()
    rest_begins = WallTimeField()
    rest_ends = WallTimeField()

    class Meta:
        model = AppointmentSettings
        exclude = ("id",)
        read_only_fields = ("version",)


@extend_schema_serializer(examples=[OpenApiExample("longer", value={"slot_minutes": 45})])
class AppointmentSettingsChangeSerializer(serializers.ModelSerializer[Any]):
    """Only what is given changes. With `version` or If-Match, settings changed since are refused."""

    quiet_from = WallTimeField(required=False)
    quiet_until = WallTimeField(required=False)
    rest_begins = WallTimeField(required=False)
    rest_ends = WallTimeField(required=False)
    version = serializers.IntegerField(required=False, min_value=1)

    class Meta:
        model = AppointmentSettings
        exclude = ("id",)
        extra_kwargs = {
            field.name: {"required": False}
            for field in AppointmentSettings._meta.get_fields()
            if field.name not in ("id", "version")
        }


class HoursSerializer(serializers.ModelSerializer[Any]):
    """Wall time in the business's zone; closing at 00:00 is the end of the day."""

    opens = WallTimeField()
    closes = WallTimeField()

    class Meta:
        model = OpeningHours
        fields = ("weekday", "opens", "closes")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "a day with a break",
            value={
                "openings": [
                    {"weekday": 0, "opens": "09:00", "closes": "13:00"},
                    {"weekday": 0, "opens": "14:00", "closes": "18:00"},
                ]
            },
        )
    ]
)
class HoursChangeSerializer(serializers.Serializer[Any]):
    """The whole week; a weekday that is not named is closed."""

    resource_id = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=LARGEST_ID)
    openings = serializers.ListField(child=HoursSerializer(), max_length=70)

    def validate_openings(self, rows: list[dict[str, Any]]) -> list[Opening]:
        return [Opening(row["weekday"], row["opens"], row["closes"]) for row in rows]


class HoursQuerySerializer(serializers.Serializer[Any]):
    resource = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST_ID, help_text="Hours of this resource's own."
    )


class DateHoursSerializer(serializers.ModelSerializer[Any]):
    opens = WallTimeField()
    closes = WallTimeField()

    class Meta:
        model = DateHours
        fields = ("opens", "closes")


class DateExceptionSerializer(serializers.ModelSerializer[Any]):
    """`kind` usual: the date is named, and its hours are as on any such weekday."""

    hebrew_date = serializers.SerializerMethodField()
    name = serializers.SerializerMethodField(help_text="A holiday's is in the language that is asked for.")
    hours = DateHoursSerializer(many=True)
    resource_id = serializers.IntegerField(allow_null=True)

    class Meta:
        model = DateException
        fields = ("id", "date", "hebrew_date", "kind", "hours", "name", "source", "resource_id")

    def get_hebrew_date(self, row: DateException) -> str:
        return hebrew_date(row.date, language=language_asked())

    def get_name(self, row: DateException) -> str:
        return name_shown(row.date, row.name, language=language_asked())


@extend_schema_serializer(
    examples=[
        OpenApiExample("closed", value={"date": "2026-12-31", "kind": "closed", "name": "ספירת מלאי"}),
    ]
)
class DateExceptionSetSerializer(serializers.Serializer[Any]):
    date = serializers.DateField()
    kind = serializers.ChoiceField(choices=DateException.Kind.choices)
    hours = serializers.ListField(child=DateHoursSerializer(), required=False, max_length=10)
    name = serializers.CharField(required=False, allow_blank=True, max_length=120)
    resource_id = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=LARGEST_ID)

    def validate_date(self, day: Any) -> Any:
        if day.year not in YEARS:
            raise serializers.ValidationError("2000 .. 2100")
        return day

    def validate_hours(self, rows: list[dict[str, Any]]) -> list[Span]:
        return [(row["opens"], row["closes"]) for row in rows]


class DatesQuerySerializer(serializers.Serializer[Any]):
    to = serializers.DateField(required=False, help_text="The last date, itself included.")

    def get_fields(self) -> dict[str, Any]:
        # "from" cannot be a class attribute in Python.
        return {
            "from": serializers.DateField(required=False, help_text="The first date."),
            **super().get_fields(),
        }


SERVICE_FIELDS = (
    "label",
    "duration_minutes",
    "buffer_before_minutes",
    "buffer_after_minutes",
    "price",
    "is_active",
    "position",
    "resource_ids",
)
RESOURCE_FIELDS = ("name", "is_active", "position", "has_own_hours", "user_id")


class ServiceSerializer(serializers.ModelSerializer[Any]):
    """Without resources of its own every active one gives it; `price` null is not shown."""

    resource_ids = serializers.SerializerMethodField()

    class Meta:
        model = Service
        fields = ("id", "version", *SERVICE_FIELDS)

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_resource_ids(self, service: Service) -> list[int]:
        return [resource.pk for resource in service.resources.all()]


@extend_schema_serializer(
    examples=[OpenApiExample("haircut", value={"label": "תספורת", "duration_minutes": 30})]
)
class ServiceCreateSerializer(serializers.ModelSerializer[Any]):
    resource_ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID), required=False, max_length=200
    )

    class Meta:
        model = Service
        fields = SERVICE_FIELDS
        extra_kwargs: ClassVar[dict[str, dict[str, Any]]] = {"label": {"validators": []}}


@extend_schema_serializer(examples=[OpenApiExample("off", value={"is_active": False})])
class ServiceChangeSerializer(ServiceCreateSerializer):
    class Meta(ServiceCreateSerializer.Meta):
        extra_kwargs: ClassVar[dict[str, dict[str, Any]]] = {
            "label": {"validators": [], "required": False},
            "duration_minutes": {"required": False},
        }


class ResourceSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = Resource
        fields = ("id", "version", "is_default", *RESOURCE_FIELDS)


@extend_schema_serializer(examples=[OpenApiExample("person", value={"name": "רון"})])
class ResourceCreateSerializer(serializers.ModelSerializer[Any]):
    user_id = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=LARGEST_ID)

    class Meta:
        model = Resource
        fields = RESOURCE_FIELDS
        extra_kwargs: ClassVar[dict[str, dict[str, Any]]] = {"name": {"validators": []}}


@extend_schema_serializer(examples=[OpenApiExample("later", value={"position": 2})])
class ResourceChangeSerializer(ResourceCreateSerializer):
    class Meta(ResourceCreateSerializer.Meta):
        extra_kwargs: ClassVar[dict[str, dict[str, Any]]] = {"name": {"validators": [], "required": False}}


class ServiceOrderSerializer(serializers.Serializer[Any]):
    """Every service once, also those that are off, in the order wanted."""

    service_ids = serializers.ListField(child=serializers.IntegerField(), min_length=1, max_length=1000)


class ResourceOrderSerializer(serializers.Serializer[Any]):
    """Every resource once, also those that are off, in the order wanted."""

    resource_ids = serializers.ListField(child=serializers.IntegerField(), min_length=1, max_length=1000)


class FeedSerializer(serializers.Serializer[Any]):
    """Whoever has `url` reads the calendar. It is null but in the answer that makes it."""

    url = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField(allow_null=True)
