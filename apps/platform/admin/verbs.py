"""Who may do what in the administration: system admins, by the platform's verbs."""

from typing import Any, ClassVar

from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from apps.accounts.permissions import can_platform


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
    pass


class VerbsInline(VerbsMixin, TabularInline):
    extra = 0
