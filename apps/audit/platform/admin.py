from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from apps.audit.labels import action_label
from apps.audit.platform.models import PlatformAuditEntry
from apps.audit.platform.selectors import platform_audit_actions, platform_audit_entries
from apps.core.display import json_shown


class ActionFilter(admin.SimpleListFilter):
    """What was done, by its name and not by its code."""

    title = _("פעולה")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        language = get_language() or ""
        return [(action, action_label(action, language=language)) for action in platform_audit_actions()]

    def queryset(self, request: HttpRequest, entries: QuerySet[Any]) -> QuerySet[Any]:
        return entries.filter(action=self.value()) if self.value() else entries


@admin.register(PlatformAuditEntry)
class PlatformAuditEntryAdmin(ModelAdmin):
    """A journal: it is read, searched and never written by hand."""

    list_display = ["at", "what", "who", "business_name", "target_kind", "target_id"]
    list_filter = [ActionFilter]
    search_fields = ["business_name", "action", "data"]
    date_hierarchy = "at"
    list_per_page = 50
    fields = ["at", "what", "who", "business_name", "business_id", "target_kind", "target_id", "details"]

    @admin.display(description=_("פעולה"), ordering="action")
    def what(self, entry: PlatformAuditEntry) -> str:
        return action_label(entry.action, language=get_language() or "")

    @admin.display(description=_("מי"), ordering="actor_user_id")
    def who(self, entry: Any) -> str:
        return str(entry.actor_name or entry.actor_kind)

    @admin.display(description=_("פרטים"))
    def details(self, entry: PlatformAuditEntry) -> str:
        return json_shown(entry.data)

    def get_queryset(self, request: HttpRequest) -> QuerySet[PlatformAuditEntry]:
        return platform_audit_entries()

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: PlatformAuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: PlatformAuditEntry | None = None) -> bool:
        return False
