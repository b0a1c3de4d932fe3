"""Everything that can be done to a business, and in which state of it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts.selectors import user_of
from apps.accounts.services import impersonation_start
from apps.audit.actors import Actor
from apps.platform import services
from apps.platform.admin.deeds import Deed, done_by
from apps.platform.forms import DeleteForm, FlagsForm, ImpersonateForm, OpeningForm, SuspendForm
from apps.tenants.flags import FLAGS
from apps.tenants.hosts import business_url
from apps.tenants.models import Business

Status = Business.Status
Values = dict[str, Any]


def _open(row: None, given: Values, actor: Actor) -> str:
    business = services.business_opened(
        name=given["name"],
        slug=given["slug"],
        owner_email=given["owner_email"],
        owner_name=given["owner_name"],
        phone_e164s=given["phone_numbers"],
        actor=actor,
    )
    return reverse("admin:tenants_business_change", args=[business.pk])


def _flags(business: Business, given: Values, actor: Actor) -> None:
    services.business_flags_set(
        business_id=business.pk, flags={name: given[name] for name in FLAGS}, actor=actor
    )


def _impersonate(business: Business, given: Values, actor: Actor) -> str:
    return impersonation_start(
        system_admin=user_of(actor=actor),
        membership=given["membership"],
        reason=given["reason"],
    )


OPEN = Deed(
    name="add",
    verb="businesses.open",
    title=_("פתיחת עסק"),
    says=_("העסק והבעלים נרשמים מיד, ומערכת הנתונים של העסק מוקמת ברקע תוך שניות."),
    done=_("העסק נפתח וההקמה התחילה."),
    form=OpeningForm,
    do=_open,
)

_ALL = (
    Deed(
        name="impersonate",
        verb="impersonate",
        title=_("כניסה בשם משתמש"),
        says=_("חצי שעה לכל היותר, עם הודעה בראש כל עמוד. אי אפשר לשנות סיסמה, בעלות או מפתחות."),
        done=_("נכנסתם בשם משתמש."),
        form=ImpersonateForm,
        fits=lambda business: business.status == Status.ACTIVE,
        do=_impersonate,
        leads_to=lambda business: business_url(business=business, path="/"),
    ),
    Deed(
        name="flags",
        verb="flags.manage",
        title=_("יכולות"),
        says=_("מה שאפשר לכבות ולהדליק לעסק הזה לבדו."),
        done=_("היכולות נשמרו."),
        button=_("שמירה"),
        form=FlagsForm,
        do=_flags,
    ),
    Deed(
        name="retry",
        verb="businesses.provision",
        title=_("ניסיון הקמה נוסף"),
        says=_("ההקמה ממשיכה מהמקום שבו נעצרה; מה שכבר נעשה לא ייעשה פעמיים."),
        done=_("ההקמה נשלחה שוב."),
        fits=services.is_retriable,
        do=done_by(services.business_provision_retry, row="business_id"),
    ),
    Deed(
        name="suspend",
        verb="businesses.suspend",
        title=_("השהיית העסק"),
        says=_("שיחות, הודעות וכניסות נעצרות מיד, גם אלה שמתנהלות עכשיו. שום דבר לא נמחק."),
        done=_("העסק הושהה."),
        form=SuspendForm,
        fits=lambda business: business.status == Status.ACTIVE,
        is_grave=True,
        do=done_by(services.business_suspend, row="business_id"),
    ),
    Deed(
        name="resume",
        verb="businesses.suspend",
        title=_("החזרת העסק לפעילות"),
        says=_("העסק שוב עונה לשיחות ולהודעות, ואפשר שוב להתחבר אליו."),
        done=_("העסק חזר לפעילות."),
        fits=lambda business: business.status == Status.SUSPENDED,
        do=done_by(services.business_resume, row="business_id"),
    ),
    Deed(
        name="remove",
        verb="businesses.delete",
        title=_("מחיקת העסק"),
        says=_(
            "העסק נסגר מיד. אחרי 30 יום נשמר עותק אחרון, והנתונים, הקבצים והמספרים שלו נמחקים."
            " עד אז אפשר לבטל."
        ),
        done=_("העסק נסגר ויימחק בעוד 30 יום."),
        form=DeleteForm,
        fits=lambda business: business.status in (Status.ACTIVE, Status.SUSPENDED, Status.FAILED),
        is_grave=True,
        do=done_by(services.business_delete_request, row="business_id"),
    ),
    Deed(
        name="keep",
        verb="businesses.delete",
        title=_("ביטול המחיקה"),
        says=_("העסק חוזר למצב שבו היה לפני שהתבקשה המחיקה."),
        done=_("המחיקה בוטלה."),
        fits=lambda business: business.status == Status.DELETING,
        do=done_by(services.business_delete_cancel, row="business_id"),
    ),
)
DEEDS = {deed.name: deed for deed in _ALL}
