from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import get_language
from unfold.forms import AuthenticationForm

from apps.accounts.devices import DEVICE
from apps.accounts.errors import CredentialsError, LoginThrottledError
from apps.accounts.services import admin_login_failed
from apps.accounts.throttle import login_attempt_count, login_attempts_forgive
from apps.core.errors import AppError


def _refusal() -> str:
    return CredentialsError().message(get_language() or "")


class AdminSignInForm(AuthenticationForm):
    """The door of the administration, with as many attempts as a business's and the same refusals."""

    error_messages = {**AuthenticationForm.error_messages, "invalid_login": lazy(_refusal, str)()}

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).lower()

    def clean(self) -> dict[str, Any]:
        if self.errors:
            return dict(self.cleaned_data)
        who = {
            "email": self.cleaned_data["username"],
            "address": self.request.META.get("REMOTE_ADDR", ""),
            "device": self.request.COOKIES.get(DEVICE, ""),
        }
        try:
            login_attempt_count(**who)
        except AppError as error:
            if isinstance(error, LoginThrottledError) and error.is_first:
                admin_login_failed(email=who["email"], action="session.locked_out")
            raise ValidationError(error.message(get_language() or ""), code=error.code) from error
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            admin_login_failed(email=who["email"], action="session.failed")
            raise
        login_attempts_forgive(**who)
        return cleaned
