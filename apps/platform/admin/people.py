from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin  # noqa: F401 - registers Django's own, which ours replaces
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Impersonation, Membership, User
from apps.platform import services
from apps.platform.admin.deeds import Deed, deeds_offered, deeds_urls, done_by
from apps.platform.admin.verbs import VerbsAdmin, VerbsInline

DEEDS = {
    "deactivate": Deed(
        name="deactivate",
        verb="users.manage_platform",
        title=_("סגירת הגישה"),
        says=_("כל הכניסות של המשתמש נסגרות מיד, בכל עסק, ואי אפשר להתחבר שוב עד שתיפתח הגישה."),
        done=_("הגישה נסגרה."),
        fits=lambda user: user.is_active,
        is_grave=True,
        do=done_by(services.user_deactivate, row="user_id"),
    ),
    "activate": Deed(
        name="activate",
        verb="users.manage_platform",
        title=_("פתיחת הגישה"),
        says=_("המשתמש יכול להתחבר שוב לעסקים שהוא שייך אליהם."),
        done=_("הגישה נפתחה."),
        fits=lambda user: not user.is_active,
        do=done_by(services.user_activate, row="user_id"),
    ),
}


class MembershipInline(VerbsInline):
    """Only looked at: who belongs to a business is its owner's to say."""

    model = Membership
    fields = ["business", "role", "suspended_at", "last_seen_at"]
    readonly_fields = fields


@admin.register(User)
class UserAdmin(VerbsAdmin):
    """People are invited by owners and name themselves; the platform only shuts them out and lets them in."""

    change_form_outer_before_template = "admin/platform/user_state.html"
    ordering = ["email"]
    list_display = ["email", "full_name", "is_active", "is_staff", "created_at"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "full_name"]
    fields = ["email", "full_name", "is_active", "is_staff", "created_at", "last_login"]
    inlines = [MembershipInline]

    def get_urls(self) -> list[URLPattern]:
        return [*deeds_urls(self, DEEDS), *super().get_urls()]

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        user = self.get_object(request, object_id) if object_id else None
        offered = deeds_offered(request, user, DEEDS) if user else []
        page: HttpResponse = super().changeform_view(
            request, object_id, form_url, {**(extra_context or {}), "deeds": offered}
        )
        return page


@admin.register(Membership)
class MembershipAdmin(VerbsAdmin):
    list_display = ["user", "business", "role", "suspended_at", "last_seen_at", "created_at"]
    list_filter = ["role"]
    list_select_related = ["user", "business"]
    search_fields = ["user__email", "business__name"]


@admin.register(Impersonation)
class ImpersonationAdmin(VerbsAdmin):
    """Who acted as whom, and why; the code that opened it is nobody's to see."""

    list_display = ["started_at", "system_admin", "business", "membership", "reason", "ended_at"]
    list_select_related = ["system_admin", "business", "membership__user", "membership__business"]
    search_fields = ["reason", "business__name", "system_admin__email"]
    fields = ["system_admin", "business", "membership", "reason", "started_at", "ends_at", "ended_at"]
