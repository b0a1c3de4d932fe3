from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.core.display import dollars_shown
from apps.messaging.available import senders_of
from apps.platform.admin.deeds import actor_of, deed_view, deeds_offered, deeds_urls
from apps.platform.admin.life import DEEDS, OPEN
from apps.platform.admin.numbers import DomainInline, PhoneNumberInline
from apps.platform.admin.states import state_said, steps_shown
from apps.platform.admin.verbs import VerbsAdmin
from apps.platform.forms import BusinessForm
from apps.platform.selectors import Figures, figures_of
from apps.platform.services import (
    business_change,
    domain_add,
    domain_remove,
    phone_number_remove,
    phone_number_save,
)
from apps.tenants.hosts import business_url
from apps.tenants.models import Business, Domain

STATE_COLOURS = {
    Business.Status.ACTIVE: "success",
    Business.Status.PROVISIONING: "info",
    Business.Status.SUSPENDED: "warning",
    Business.Status.FAILED: "danger",
    Business.Status.DELETING: "danger",
}


class BusinessList(ChangeList):
    """Asks what the businesses of this page did, all of them at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        figures = figures_of(self.result_list)
        for business in self.result_list:
            business.figures = figures[business.pk]


@admin.register(Business)
class BusinessAdmin(VerbsAdmin):
    """Every change goes through a service, which writes the platform's journal."""

    add_verb = change_verb = "businesses.open"
    form = BusinessForm
    change_form_outer_before_template = "admin/platform/business_state.html"
    list_display = ["name", "address", "state", "calls", "calls_failed", "minutes", "cost"]
    list_filter = ["status"]
    list_per_page = 50
    search_fields = ["name", "slug", "phone_numbers__e164", "memberships__user__email"]
    fields = ["name", "timezone", "language", "slug", "senders", "schema", "created_at"]
    readonly_fields = ["slug", "senders", "schema", "created_at"]
    inlines = [PhoneNumberInline, DomainInline]

    @admin.display(description=_("כתובת"), ordering="slug")
    def address(self, business: Business) -> str:
        return format_html(
            '<a href="{}" target="_blank" rel="noreferrer"><bdi>{}</bdi></a>',
            business_url(business=business, path="/"),
            business.slug,
        )

    @display(description=_("מצב"), ordering="status", label=STATE_COLOURS)
    def state(self, business: Business) -> tuple[str, str]:
        return business.status, business.get_status_display()

    @admin.display(description=_("שיחות ב-30 יום"))
    def calls(self, business: Any) -> int:
        return self._figures(business).calls

    @admin.display(description=_("שיחות שנכשלו"))
    def calls_failed(self, business: Any) -> int:
        return self._figures(business).calls_failed

    @admin.display(description=_("דקות"))
    def minutes(self, business: Any) -> str:
        return f"{self._figures(business).minutes:,.1f}"

    @admin.display(description=_("עלות"))
    def cost(self, business: Any) -> str:
        return dollars_shown(self._figures(business).cost_micro_usd)

    @admin.display(description=_("שולח ההודעות"))
    def senders(self, business: Business) -> str:
        """A channel that cannot be used now is not among them."""
        lines = senders_of(business=business).values()
        return format_html_join(" · ", "<bdi>{}</bdi>", ((sender,) for sender in lines))

    @admin.display(description=_("סכמה"), ordering="schema_name")
    def schema(self, business: Business) -> str:
        return business.schema_name

    def _figures(self, business: Any) -> Figures:
        figures: Figures = business.figures
        return figures

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return BusinessList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Business]:
        businesses: QuerySet[Business] = super().get_queryset(request)
        return businesses.prefetch_related("domains")

    def get_urls(self) -> list[URLPattern]:
        return [*deeds_urls(self, DEEDS), *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return deed_view(self, OPEN, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        business = self.get_object(request, object_id)
        shown = self._shown(request, business) if business else {}
        context = {**(extra_context or {}), **shown}
        page: HttpResponse = super().change_view(request, object_id, form_url, context)
        return page

    def _shown(self, request: HttpRequest, business: Business) -> dict[str, Any]:
        return {
            "business": business,
            "state_said": state_said(business),
            "state_colour": STATE_COLOURS[Business.Status(business.status)],
            "steps": steps_shown(business),
            "figures": figures_of([business])[business.pk],
            "dashboard": business_url(business=business, path="/"),
            "deeds": deeds_offered(request, business, DEEDS),
        }

    def save_model(self, request: HttpRequest, obj: Business, form: Any, change: bool) -> None:
        given = {name: form.cleaned_data[name] for name in ("name", "timezone", "language")}
        business_change(business_id=obj.pk, **given, actor=actor_of(request))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Each row by its service."""
        formset.save(commit=False)
        actor = actor_of(request)
        if formset.model is Domain:
            for domain in formset.deleted_objects:
                domain_remove(domain=domain, actor=actor)
            for domain in formset.new_objects:
                domain_add(business=domain.tenant, name=domain.domain, actor=actor)
            return
        for number in formset.deleted_objects:
            phone_number_remove(number=number, actor=actor)
        for number in [*(changed for changed, _fields in formset.changed_objects), *formset.new_objects]:
            phone_number_save(number=number, actor=actor)
