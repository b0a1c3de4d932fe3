from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.platform.admin.deeds import actor_of
from apps.platform.admin.verbs import VerbsAdmin, VerbsInline
from apps.platform.forms import DomainForm
from apps.platform.services import phone_number_remove, phone_number_save
from apps.tenants.models import Domain, PhoneNumber


class PhoneNumberInline(VerbsInline):
    model = PhoneNumber
    fields = ["e164", "voice", "sms"]
    add_verb = change_verb = delete_verb = "numbers.manage"


class DomainInline(VerbsInline):
    """A name is added or taken away, never changed: an address is a promise to whoever was given it."""

    model = Domain
    form = DomainForm
    fields = ["domain", "is_primary"]
    readonly_fields = ["is_primary"]
    add_verb = delete_verb = "domains.manage"


@admin.register(Domain)
class DomainAdmin(VerbsAdmin):
    """Names of all businesses, only looked at: they are added and taken away at their business."""

    list_display = ["domain", "tenant", "is_primary"]
    list_select_related = ["tenant"]
    search_fields = ["domain"]


@admin.register(PhoneNumber)
class PhoneNumberAdmin(VerbsAdmin):
    """Numbers of all businesses. A number never moves: it is removed here and added there."""

    add_verb = change_verb = delete_verb = "numbers.manage"
    list_display = ["number", "business", "voice", "sms"]
    list_filter = ["voice", "sms"]
    fields = ["e164", "business", "voice", "sms"]
    list_select_related = ["business"]
    search_fields = ["e164", "business__name"]
    autocomplete_fields = ["business"]

    @admin.display(description=_("מספר"), ordering="e164")
    def number(self, number: PhoneNumber) -> str:
        return format_html("<bdi>{}</bdi>", number.e164)

    def get_readonly_fields(self, request: HttpRequest, obj: PhoneNumber | None = None) -> list[str]:
        return ["business"] if obj else []

    def save_model(self, request: HttpRequest, obj: PhoneNumber, form: Any, change: bool) -> None:
        if form.has_changed():
            phone_number_save(number=obj, actor=actor_of(request))

    def delete_model(self, request: HttpRequest, obj: PhoneNumber) -> None:
        phone_number_remove(number=obj, actor=actor_of(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[PhoneNumber]) -> None:
        for number in queryset:
            self.delete_model(request, number)
