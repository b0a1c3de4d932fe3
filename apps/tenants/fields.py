"""However a telephone number is typed, what stays is E.164. One rule for forms, services and commands."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy

from apps.core.phone import e164_parse

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
else:
    _CharField = models.CharField

# As people write it, with blanks and dashes.
TYPED_LENGTH = 32
NOT_A_NUMBER = gettext_lazy(
    "This is not a telephone number. Write it with its area code, such as 03-763-0000."
)


def e164_require(text: str) -> str:
    """Raises ValidationError for what cannot be a telephone number."""
    e164 = e164_parse(text)
    if e164 is None:
        raise ValidationError(NOT_A_NUMBER, code="not_a_number")
    return e164


class PhoneFormField(forms.CharField):
    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return e164_require(text) if text else text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "dir": "ltr", "inputmode": "tel"}


class PhoneField(_CharField):
    """E.164. `full_clean()` writes what was typed in that spelling, or refuses it."""

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return super().clean(e164_require(value) if value else value, model_instance)

    def formfield(self, **options: Any) -> Any:
        return super().formfield(
            **{"form_class": PhoneFormField, "max_length": TYPED_LENGTH, **options},
        )
