"""Something that is done to a row, after a page that says what will happen: GET asks, POST does."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

from apps.accounts.models import User
from apps.accounts.permissions import can_platform
from apps.audit.actors import Actor, ActorKind
from apps.core.browser import ADMIN_STYLES, policy
from apps.core.errors import AppError
from apps.platform.forms import DeedForm

Text = str | Promise
Do = Callable[[Any, dict[str, Any], Actor], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """`do(row, values of the form, actor)` calls one service and may return where to go next."""

    name: str
    verb: str
    title: Text
    says: Text
    done: Text
    do: Do
    # What the button says, where that is not what the page is called.
    button: Text = ""
    form: type[DeedForm] = DeedForm
    fits: Callable[[Any], bool] = lambda row: True
    is_grave: bool = False
    # Where the browser may be sent on to, besides here.
    leads_to: Callable[[Any], str] | None = None


def done_by(service: Callable[..., object], *, row: str) -> Do:
    """By one service, which takes the row's number as `row` and what the form gave by the form's names."""

    def do(found: Any, given: dict[str, Any], actor: Actor) -> None:
        service(**{row: found.pk}, **given, actor=actor)

    return do


def actor_of(request: HttpRequest) -> Actor:
    """Behind `can_platform` it is always a person."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return Actor(kind=ActorKind.USER, user_id=user.pk, name=user.full_name)


def deeds_urls(model_admin: "ModelAdmin[Any]", deeds: dict[str, Deed]) -> list[URLPattern]:
    return [
        path(
            f"<int:row_id>/{name}/",
            model_admin.admin_site.admin_view(partial(deed_view, model_admin, deed)),
            name=f"{_base(model_admin)}_{name}",
        )
        for name, deed in deeds.items()
    ]


def deeds_offered(request: HttpRequest, row: Any, deeds: dict[str, Deed]) -> list[Deed]:
    """What this person may do to the row as it is now."""
    allowed = (deed for deed in deeds.values() if can_platform(user=request.user, verb=deed.verb))
    return [deed for deed in allowed if deed.fits(row)]


def deed_view(
    model_admin: "ModelAdmin[Any]", deed: Deed, request: HttpRequest, row_id: int | None = None
) -> HttpResponse:
    """`row_id` is None for a deed that makes something new."""
    if not can_platform(user=request.user, verb=deed.verb):
        raise PermissionDenied
    row = None if row_id is None else _row(model_admin, request, row_id)
    form = deed.form(request.POST if request.method == "POST" else None, row=row)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            address = deed.do(row, form.cleaned_data, actor_of(request))
        except AppError as error:
            form.add_error(None, error.message(get_language() or ""))
            status = error.status
        except ValidationError as error:
            form, status = _anew(deed, request, row, error), 400
        else:
            messages.success(request, str(deed.done))
            return HttpResponseRedirect(address or _address(model_admin, "change", row.pk if row else 0))
    return _asked(model_admin, deed, request, row, form, status)


def _anew(deed: Deed, request: HttpRequest, row: Any, error: ValidationError) -> DeedForm:
    """What was free when the form was read may be taken since: then the form says it in its own words."""
    form = deed.form(request.POST, row=row)
    if form.is_valid():
        form.add_error(None, error.messages)
    return form


def _asked(
    model_admin: "ModelAdmin[Any]", deed: Deed, request: HttpRequest, row: Any, form: DeedForm, status: int
) -> HttpResponse:
    back = _address(model_admin, "change", row.pk) if row else _address(model_admin, "changelist")
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "title": deed.title,
        "row": row,
        "deed": deed,
        "form": form,
        "back": back,
        "is_allowed": row is None or deed.fits(row),
    }
    answer = TemplateResponse(request, "admin/platform/deed.html", context, status=status)
    if deed.leads_to is not None:
        answer.headers["Content-Security-Policy"] = policy(styles=ADMIN_STYLES, forms_to=deed.leads_to(row))
    return answer


def _row(model_admin: "ModelAdmin[Any]", request: HttpRequest, row_id: int) -> Any:
    row = model_admin.get_object(request, str(row_id))
    if row is None:
        raise Http404
    return row


def _address(model_admin: "ModelAdmin[Any]", step: str, *args: int) -> str:
    return reverse(f"admin:{_base(model_admin)}_{step}", args=args)


def _base(model_admin: "ModelAdmin[Any]") -> str:
    return f"{model_admin.model._meta.app_label}_{model_admin.model._meta.model_name}"
