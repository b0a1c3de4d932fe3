from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.sites import UnfoldAdminSite

from apps.accounts.api.edge import device_cookie_set
from apps.accounts.models import User
from apps.accounts.permissions import can_platform
from apps.platform.selectors import overview

SHOWN = 50
TIME_ZONE = ZoneInfo("Asia/Jerusalem")


class House(UnfoldAdminSite):
    """The administration: system admins come in, and what they see first is how every business fares."""

    def has_permission(self, request: HttpRequest) -> bool:
        return can_platform(user=request.user, verb="overview.view")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Leaves the browser known, so that strangers' guesses are not counted against it."""
        # Browsers leave control characters out of an address, so what follows could become another host.
        leads_to = [*request.GET.getlist("next"), *request.POST.getlist("next")]
        if any(not address.isprintable() for address in leads_to):
            return redirect("admin:login")
        page: HttpResponse = super().login(request, extra_context)
        if request.method == "POST" and page.status_code == 302 and isinstance(request.user, User):
            device_cookie_set(page, request.user.email, path=reverse("admin:index"))
        return page

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        seen = overview()
        context = {"overview": seen, "rows": seen.rows[:SHOWN], **(extra_context or {})}
        page: TemplateResponse = super().index(request, context)
        return page
