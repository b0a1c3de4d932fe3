"""What a system admin is asked for before something is done to a business."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminEmailInputWidget,
    UnfoldAdminPasswordWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from apps.accounts.api.serializers import PASSWORD_LENGTH
from apps.accounts.models import Membership
from apps.accounts.selectors import memberships_open
from apps.platform.services import domain_require
from apps.tenants.fields import e164_require
from apps.tenants.flags import FLAGS, features_of
from apps.tenants.models import Business, Domain, PhoneNumber
from apps.tenants.selectors import business_by_slug

LEFT_TO_RIGHT = {"dir": "ltr"}
LANGUAGES = [("he", _("עברית")), ("en", _("אנגלית"))]


class DeedForm(forms.Form):
    """Asks nothing but whether; `row` is what it is about, None for something new."""

    def __init__(self, data: Any = None, *, row: Any = None) -> None:
        super().__init__(data)
        self.row = row


class SuspendForm(DeedForm):
    reason = forms.CharField(
        label=_("סיבה"),
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("נשמרת אצלנו בלבד. העסק ולקוחותיו אינם רואים אותה."),
    )


class DeleteForm(DeedForm):
    typed_name = forms.CharField(
        label=_("שם העסק"),
        max_length=120,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("הקלידו את שם העסק בדיוק כפי שהוא כתוב."),
    )


class ImpersonateForm(DeedForm):
    membership = forms.ModelChoiceField(
        label=_("בשם מי"), queryset=Membership.objects.none(), widget=UnfoldAdminSelectWidget
    )
    reason = forms.CharField(
        label=_("סיבה"),
        max_length=300,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("נרשמת ביומן העסק וביומן המערכת, עם שני השמות."),
    )

    def __init__(self, data: Any = None, *, row: Any = None) -> None:
        super().__init__(data, row=row)
        members = memberships_open().filter(business=row).select_related("user", "business")
        chosen: Any = self.fields["membership"]
        chosen.queryset = members.order_by("user__email")


class FlagsForm(DeedForm):
    """One box a feature, as they are now."""

    def __init__(self, data: Any = None, *, row: Any = None) -> None:
        super().__init__(data, row=row)
        features = features_of(business=row)
        for name, flag in FLAGS.items():
            self.fields[name] = forms.BooleanField(
                label=_(flag.label),
                required=False,
                initial=features[name],
                widget=UnfoldBooleanWidget,
                help_text=_(flag.says),
            )


class OpeningForm(DeedForm):
    name = forms.CharField(label=_("שם העסק"), max_length=120, widget=UnfoldAdminTextInputWidget)
    slug = forms.CharField(
        label=_("כתובת"),
        max_length=40,
        validators=Business._meta.get_field("slug").validators,
        widget=UnfoldAdminTextInputWidget(attrs=LEFT_TO_RIGHT),
        help_text=_("אותיות לטיניות קטנות, ספרות ומקפים. זו תחילת כתובת האתר של העסק ואי אפשר לשנותה."),
    )
    owner_name = forms.CharField(label=_("שם הבעלים"), max_length=120, widget=UnfoldAdminTextInputWidget)
    owner_email = forms.EmailField(
        label=_("הדואר האלקטרוני של הבעלים"),
        widget=UnfoldAdminEmailInputWidget(attrs=LEFT_TO_RIGHT),
        help_text=_("מי שעוד אין לו סיסמה יקבל קישור לבחור אחת."),
    )
    phone_numbers = forms.CharField(
        label=_("מספרי טלפון"),
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={**LEFT_TO_RIGHT, "rows": 3}),
        help_text=_("מספר בכל שורה. אפשר להוסיף גם אחר כך."),
    )

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if business_by_slug(slug=slug) is not None:
            raise ValidationError(_("הכתובת תפוסה. בחרו אחרת."))
        return slug

    def clean_phone_numbers(self) -> list[str]:
        lines = str(self.cleaned_data["phone_numbers"]).splitlines()
        numbers = list(dict.fromkeys(e164_require(line) for line in lines if line.strip()))
        taken = PhoneNumber.objects.filter(e164__in=numbers)
        if taken:
            raise ValidationError(
                [
                    ValidationError(_("המספר %(number)s שייך כבר לעסק."), params={"number": number})
                    for number in taken
                ]
            )
        return numbers


def _password(label: Any, autocomplete: str) -> forms.CharField:
    widget = UnfoldAdminPasswordWidget(attrs={**LEFT_TO_RIGHT, "autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=PASSWORD_LENGTH, strip=False, widget=widget)


class PasswordForm(DeedForm):
    """Whether the passwords are right is the service's to say."""

    current_password = _password(_("הסיסמה הנוכחית"), "current-password")
    new_password = _password(_("סיסמה חדשה"), "new-password")
    again = _password(_("הסיסמה החדשה שוב"), "new-password")

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new_password", again):
            raise ValidationError(_("שתי הסיסמאות אינן זהות."))
        return again


class BusinessForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's class has no parameters at run time
    timezone = forms.CharField(
        label=_("אזור זמן"), max_length=64, widget=UnfoldAdminTextInputWidget(attrs=LEFT_TO_RIGHT)
    )
    language = forms.ChoiceField(label=_("שפה"), choices=LANGUAGES, widget=UnfoldAdminSelectWidget)

    class Meta:
        model = Business
        fields = ("name", "timezone", "language")

    def clean_timezone(self) -> str:
        timezone = str(self.cleaned_data["timezone"])
        if timezone not in available_timezones():
            raise ValidationError(_("אין אזור זמן כזה. כתבו אותו כמו Asia/Jerusalem."))
        return timezone


class DomainForm(forms.ModelForm):  # type: ignore[type-arg]  # As above
    class Meta:
        model = Domain
        fields = ("domain",)
        widgets = {"domain": UnfoldAdminTextInputWidget(attrs=LEFT_TO_RIGHT)}

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if self.instance.pk is None:
            self.instance.is_primary = False

    def clean_domain(self) -> str:
        return domain_require(self.cleaned_data["domain"])
