from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from unfold.sites import UnfoldAdminSite

from apps.accounts.api.edge import device_cookie_set
from apps.accounts.models import User
from apps.accounts.permissions import can_platform
from apps.accounts.services import admin_login_record
from apps.platform.passwords import password_page
from apps.platform.selectors import overview
from apps.platform.sign_ins import Reason, sign_out

SHOWN = 50
TIME_ZONE = ZoneInfo("Asia/Jerusalem")


class House(UnfoldAdminSite):
    """The administration: system admins come in, and what they see first is how every business fares."""

    def has_permission(self, request: HttpRequest) -> bool:
        return can_platform(user=request.user, verb="overview.view")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Marked as one that asks for a system admin: apps.platform.checks looks for it."""
        page: Any = super().admin_view(view, cacheable)
        page.admin_site = self
        return page

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Leaves the browser known, so that strangers' guesses are not counted against it."""
        # Browsers leave control characters out of an address, so what follows could become another host.
        leads_to = [*request.GET.getlist("next"), *request.POST.getlist("next")]
        if any(not address.isprintable() for address in leads_to):
            return redirect("admin:login")
        with transaction.atomic():
            page: HttpResponse = super().login(request, extra_context)
            is_in = request.method == "POST" and page.status_code == 302
            if is_in and isinstance(request.user, User):
                admin_login_record(user=request.user)
        if is_in and isinstance(request.user, User):
            device_cookie_set(page, request.user.email, path=reverse("admin:index"))
        return page

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Behind the check of the form's token, like every page of the administration."""
        if request.method == "POST":
            sign_out(request, reason=Reason.SIGNED_OUT)
        page: HttpResponse = super().logout(request, extra_context)
        return page

    @method_decorator(sensitive_post_parameters())
    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return password_page(request, shown={**self.each_context(request), **(extra_context or {})})

    def password_change_done(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's own page; here it is said on the first page."""
        return redirect("admin:index")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        seen = overview()
        context = {"overview": seen, "rows": seen.rows[:SHOWN], **(extra_context or {})}
        page: TemplateResponse = super().index(request, context)
        return page
