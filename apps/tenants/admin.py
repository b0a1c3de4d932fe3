from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from apps.tenants.models import Business, Domain, PhoneNumber


class DomainInline(TabularInline):
    model = Domain
    extra = 0


class PhoneNumberInline(TabularInline):
    model = PhoneNumber
    extra = 0


@admin.register(Business)
class BusinessAdmin(ModelAdmin):
    """A business is opened by its service, so here it is only looked at, renamed or suspended."""

    list_display = ["name", "slug", "status", "language", "created_at"]
    list_filter = ["status"]
    search_fields = ["name", "slug"]
    fields = ["name", "status", "timezone", "language", "slug", "schema", "created_at"]
    readonly_fields = ["slug", "schema", "created_at"]
    inlines = [DomainInline, PhoneNumberInline]

    @admin.display(description=_("סכמה"), ordering="schema_name")
    def schema(self, business: Business) -> str:
        return business.schema_name

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: Business | None = None) -> bool:
        return False


@admin.register(Domain)
class DomainAdmin(ModelAdmin):
    list_display = ["domain", "tenant", "is_primary"]
    search_fields = ["domain"]
    autocomplete_fields = ["tenant"]


@admin.register(PhoneNumber)
class PhoneNumberAdmin(ModelAdmin):
    list_display = ["number", "business", "voice", "whatsapp"]
    search_fields = ["e164"]
    autocomplete_fields = ["business"]

    @admin.display(description=_("מספר"), ordering="e164")
    def number(self, number: PhoneNumber) -> str:
        return format_html("<bdi>{}</bdi>", number.e164)
