from decimal import Decimal

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from apps.core.display import json_shown
from apps.usage.models import UsageRecord


@admin.register(UsageRecord)
class UsageRecordAdmin(ModelAdmin):
    """A ledger: nobody writes in it by hand."""

    list_display = ["created_at", "business", "kind", "model", "dollars"]
    list_filter = ["kind", "model", "business"]
    list_select_related = ["business"]
    date_hierarchy = "created_at"
    fields = [
        *("created_at", "business", "kind", "model", "source_kind", "source_id", "provider_id"),
        *("tokens_counted", "seconds", "cost_micro_usd", "price_date"),
    ]

    @admin.display(description=_("עלות בדולר"), ordering="cost_micro_usd")
    def dollars(self, record: UsageRecord) -> str:
        return f"{Decimal(record.cost_micro_usd) / 1_000_000:.4f}"

    @admin.display(description=_("אסימונים"))
    def tokens_counted(self, record: UsageRecord) -> str:
        return json_shown(record.tokens)

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: UsageRecord | None = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: UsageRecord | None = None) -> bool:
        return False
