"""A system admin's own password, changed by the same rules as a member's."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.accounts.errors import FieldsError
from apps.accounts.models import User
from apps.accounts.services import admin_password_change
from apps.core.errors import AppError
from apps.platform.forms import PasswordForm

ASKED = {
    "title": _("החלפת סיסמה"),
    "says": _("אחרי ההחלפה נסגרות הכניסות שלכם במכשירים אחרים, וגם פעולה בשם משתמש."),
    "button": _("החלפת הסיסמה"),
}


def password_page(request: HttpRequest, *, shown: dict[str, Any]) -> HttpResponse:
    """GET asks, POST changes. `shown`: what every page of the administration shows."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    form = PasswordForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            admin_password_change(
                user=user,
                current_password=form.cleaned_data["current_password"],
                new_password=form.cleaned_data["new_password"],
            )
        except AppError as error:
            _refusal_show(form, error)
            status = error.status
        else:
            update_session_auth_hash(request, user)
            messages.success(request, str(_("הסיסמה הוחלפה.")))
            return HttpResponseRedirect(reverse("admin:index"))
    context = {
        **shown,
        "title": ASKED["title"],
        "deed": ASKED,
        "form": form,
        "back": reverse("admin:index"),
        "is_allowed": True,
    }
    return TemplateResponse(request, "admin/platform/deed.html", context, status=status)


def _refusal_show(form: PasswordForm, error: AppError) -> None:
    if not isinstance(error, FieldsError):
        form.add_error(None, error.message(get_language() or ""))
        return
    for field, sentences in error.data["fields"].items():
        form.add_error(field, sentences)
