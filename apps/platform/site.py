from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.template.response import TemplateResponse
from unfold.sites import UnfoldAdminSite

from apps.accounts.permissions import can_platform
from apps.platform.selectors import overview

SHOWN = 50
TIME_ZONE = ZoneInfo("Asia/Jerusalem")


class House(UnfoldAdminSite):
    """The administration: system admins come in, and what they see first is how every business fares."""

    def has_permission(self, request: HttpRequest) -> bool:
        return can_platform(user=request.user, verb="overview.view")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        seen = overview()
        context = {"overview": seen, "rows": seen.rows[:SHOWN], **(extra_context or {})}
        page: TemplateResponse = super().index(request, context)
        return page
