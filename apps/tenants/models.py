from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from apps.core.phone import isolated
from apps.tenants.fields import PhoneField
from apps.tenants.slugs import (
    IS_RESERVED,
    RESERVED,
    RESERVED_BEGINNINGS,
    SLUG,
    SLUG_SHAPE,
    slug_require_unreserved,
)


def _closed(*_: Any) -> NoReturn:
    raise TypeError("enter a business with apps.tenants.context.in_tenant")


class Business(TenantMixin):
    """A business; everything of its customers lives in the schema `schema_name`."""

    class Status(models.TextChoices):
        PROVISIONING = "provisioning", _("בהקמה")
        ACTIVE = "active", _("פעיל")
        SUSPENDED = "suspended", _("מושהה")
        FAILED = "failed", _("ההקמה נכשלה")
        DELETING = "deleting", _("ממתין למחיקה")

    class Step(models.TextChoices):
        """How far provisioning has come."""

        QUEUED = "queued", _("בתור")
        SCHEMA = "schema", _("יוצרים מקום לנתונים")
        TABLES = "tables", _("יוצרים טבלאות")
        DEFAULTS = "defaults", _("ממלאים ברירות מחדל")
        DONE = "done", _("הושלמה")

    # Provisioning is a step of its own: saving a row must not migrate a schema.
    auto_create_schema = False
    # django-tenants' own ways in, `with business:` and the like: the one way is apps.tenants.context.
    __enter__ = __exit__ = activate = deactivate = _closed

    name = models.CharField(_("שם"), max_length=120)
    slug = models.CharField(
        _("כתובת"), max_length=40, unique=True, validators=[SLUG, slug_require_unreserved]
    )
    status = models.CharField(_("מצב"), max_length=16, choices=Status, default=Status.PROVISIONING)
    timezone = models.CharField(_("אזור זמן"), max_length=64, default="Asia/Jerusalem")
    language = models.CharField(_("שפה"), max_length=8, default="he")
    created_at = models.DateTimeField(_("נוצר"), auto_now_add=True)
    provisioning_step = models.CharField(_("שלב ההקמה"), max_length=16, choices=Step, default=Step.QUEUED)
    # The kind of the mistake, never its text: that may quote data.
    provisioning_error = models.CharField(_("תקלה בהקמה"), max_length=80, blank=True)
    # Until then one worker has it in hand; a worker that died leaves it to the next.
    provisioning_until = models.DateTimeField(null=True, editable=False)
    suspended_reason = models.CharField(_("סיבת ההשהיה"), max_length=200, blank=True)
    delete_after = models.DateTimeField(_("יימחק אחרי"), null=True, blank=True)
    status_before_deleting = models.CharField(max_length=16, blank=True, editable=False)
    # Set when the last copy is complete: only then may anything be removed.
    exported_to = models.CharField(_("העותק האחרון"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("עסק")
        verbose_name_plural = _("עסקים")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="deleting", delete_after__isnull=False)
                | (~Q(status="deleting") & Q(delete_after__isnull=True)),
                name="business_deleting_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(
                    Q(slug__in=RESERVED),
                    *(Q(slug__startswith=beginning) for beginning in RESERVED_BEGINNINGS),
                    _connector=Q.OR,
                ),
                name="business_slug_not_reserved",
                violation_error_message=IS_RESERVED,
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=f"^{SLUG_SHAPE}$"),
                name="business_slug_fits_a_host",
                violation_error_message=SLUG.message,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SchemaName(models.Model):
    """One that a business was given. It outlives the business and is never another's: signed links, files and
    what processes keep in memory go by it.
    """

    name = models.CharField(primary_key=True, max_length=63)

    def __str__(self) -> str:
        return self.name


class Domain(DomainMixin):
    domain = models.CharField(_("שם מתחם"), max_length=253, unique=True, db_index=True)
    tenant = models.ForeignKey(
        Business, on_delete=models.CASCADE, related_name="domains", verbose_name=_("עסק")
    )
    is_primary = models.BooleanField(_("ראשי"), default=True, db_index=True)

    class Meta:
        verbose_name = _("שם מתחם")
        verbose_name_plural = _("שמות מתחם")
        ordering = ["domain"]


class PhoneNumber(models.Model):
    """A number customers reach a business at; the dialled number decides whose call it is.

    As a text it is for people to read, in a sentence of either direction.
    """

    e164 = PhoneField(_("מספר"), max_length=16, unique=True)
    business = models.ForeignKey(
        Business, on_delete=models.CASCADE, related_name="phone_numbers", verbose_name=_("עסק")
    )
    voice = models.BooleanField(_("עונים לשיחות"), default=True)
    # Of several the oldest sends.
    sms = models.BooleanField(
        _("שולח SMS"),
        default=True,
        db_default=True,
        help_text=_("מספר נייח בדרך כלל אינו שולח SMS. בלי מספר ששולח, הודעות יוצאות מהמספר של המערכת."),
    )
    whatsapp = models.BooleanField(_("וואטסאפ"), default=False)

    class Meta:
        verbose_name = _("מספר טלפון")
        verbose_name_plural = _("מספרי טלפון")
        ordering = ["e164"]
        constraints = [
            models.CheckConstraint(
                condition=Q(e164__regex=r"^\+[1-9][0-9]{6,14}$"), name="phone_number_e164"
            ),
            models.CheckConstraint(
                condition=Q(voice=True) | Q(sms=False),
                name="phone_number_sms_can_be_called",
                violation_error_message=_(
                    "לקוחות מתקשרים למספר שכתב להם: כדי לשלוח ממנו SMS צריך לענות בו לשיחות."
                ),
            ),
        ]

    def __str__(self) -> str:
        return isolated(self.e164)


class FeatureFlag(models.Model):
    """How a feature of apps.tenants.flags was switched for a business; without a row it is as for all."""

    business = models.ForeignKey(
        Business, on_delete=models.CASCADE, related_name="feature_flags", verbose_name=_("עסק")
    )
    name = models.CharField(_("תכונה"), max_length=32)
    is_enabled = models.BooleanField(_("פעילה"), default=False)

    class Meta:
        verbose_name = _("תכונה")
        verbose_name_plural = _("תכונות")
        ordering = ["business", "name"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="feature_flag_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.business_id}"
