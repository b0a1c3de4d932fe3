"""Who may do what in the administration: system admins, by the platform's verbs."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from unfold.admin import ModelAdmin, TabularInline

from apps.accounts.permissions import can_platform
from apps.core.errors import AppError


def is_allowed(request: HttpRequest, verb: str) -> bool:
    return bool(verb) and can_platform(user=request.user, verb=verb)


class VerbsMixin:
    """Each way to write names its verb; what names none is nobody's."""

    add_verb: ClassVar[str] = ""
    change_verb: ClassVar[str] = ""
    delete_verb: ClassVar[str] = ""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_allowed(request, "overview.view")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_allowed(request, "overview.view")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_allowed(request, self.add_verb)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_allowed(request, self.change_verb)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_allowed(request, self.delete_verb)


class VerbsAdmin(VerbsMixin, ModelAdmin):
    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """A list is asked only for what it shows.

        Django takes `?password__startswith=` too, and the number of rows would tell a hash letter by letter.
        """
        asked = lookup.partition("__")[0]
        shown = {*self.list_display, *self.list_filter, *(self.fields or ()), "id", "pk"}
        return asked in shown and super().lookup_allowed(lookup, value, request)

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What a service refuses after the form was found right is said above the form, as it is now."""
        try:
            page: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
        except (AppError, ValidationError) as error:
            messages.error(request, _said(error))
            return HttpResponseRedirect(request.path)
        return page


class VerbsInline(VerbsMixin, TabularInline):
    extra = 0


def _said(error: AppError | ValidationError) -> str:
    return error.message(get_language() or "") if isinstance(error, AppError) else " ".join(error.messages)
