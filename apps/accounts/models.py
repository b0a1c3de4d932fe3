import secrets
from enum import StrEnum, auto
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.tenants.models import Business


def address_key_make() -> str:
    return secrets.token_hex(16)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Belongs to businesses through Membership; is_staff marks the platform's own people.

    Nobody is both: triggers refuse a membership of the platform's people, and the platform to members.
    """

    email = models.EmailField(_("דואר אלקטרוני"), unique=True)
    full_name = models.CharField(_("שם מלא"), max_length=120, blank=True)
    is_active = models.BooleanField(_("פעיל"), default=True)
    is_staff = models.BooleanField(_("מנהל מערכת"), default=False)
    language = models.CharField(
        _("שפה"), max_length=8, choices=settings.LANGUAGES, default="he", db_default="he"
    )
    created_at = models.DateTimeField(_("נוצר"), auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        verbose_name = _("משתמש")
        verbose_name_plural = _("משתמשים")
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        """Where Django and the administration ask what somebody is called."""
        return self.full_name

    @property
    def is_of_the_platform(self) -> bool:
        return self.is_staff or self.is_superuser

    @property
    def is_system_admin(self) -> bool:
        return self.is_active and self.is_staff and self.is_superuser


class Membership(models.Model):
    """A person's place at a business. A trigger keeps an owner who is not suspended at every business."""

    class Role(models.TextChoices):
        OWNER = "owner", _("בעלים")
        ADMIN = "admin", _("מנהל")
        AGENT = "agent", _("נציג")

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("משתמש")
    )
    business = models.ForeignKey(
        Business, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("עסק")
    )
    role = models.CharField(_("תפקיד"), max_length=16, choices=Role)
    suspended_at = models.DateTimeField(_("הושהה"), null=True, blank=True)
    last_seen_at = models.DateTimeField(_("נראה לאחרונה"), null=True, blank=True, editable=False)
    # Addresses that open something without a sign-in are made for it, and open nothing once it is another.
    address_key = models.CharField(max_length=32, default=address_key_make, editable=False)
    created_at = models.DateTimeField(_("נוצר"), auto_now_add=True)

    session: "RefreshSession | None" = None
    """The sign-in by which this member came; None where nobody signed in for it."""

    class Meta:
        verbose_name = _("חברות בעסק")
        verbose_name_plural = _("חברויות בעסקים")
        constraints = [
            models.UniqueConstraint(fields=["user", "business"], name="membership_once"),
            models.CheckConstraint(condition=Q(role__in=["owner", "admin", "agent"]), name="membership_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.business}: {self.get_role_display()}"

    @property
    def is_able_owner(self) -> bool:
        return self.role == self.Role.OWNER and self.suspended_at is None

    @property
    def impersonation(self) -> "Impersonation | None":
        """What lets one of the platform's people act as this member; None when it is the member."""
        return self.session.impersonation if self.session else None


class FormerMember(models.Model):
    """Who was taken out of a business: its journal and notes go on naming the person."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="former_places")
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="former_members")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "business"], name="former_member_once")]

    def __str__(self) -> str:
        return f"{self.business_id} {self.user_id}"


class Invitation(models.Model):
    """A place at a business, offered by e-mail. The link holds `key` signed: the row alone opens nothing."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=16, choices=Membership.Role)
    key = models.CharField(max_length=32, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "business",
                Lower("email"),
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_open_once",
            ),
            models.CheckConstraint(condition=Q(role__in=["owner", "admin", "agent"]), name="invitation_role"),
        ]

    def __str__(self) -> str:
        return f"{self.business_id} {self.role} {self.created_at}"


class Impersonation(models.Model):
    """One of the platform's people acts as a member, for a stated reason and for half an hour at most."""

    system_admin = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("מנהל"))
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="impersonations", verbose_name=_("בשם")
    )
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+", verbose_name=_("עסק"))
    reason = models.CharField(_("סיבה"), max_length=300)
    # Of the one-shot code that opens it; empty once it was used.
    code_hash = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    started_at = models.DateTimeField(_("התחילה"))
    ends_at = models.DateTimeField(_("מסתיימת"))
    ended_at = models.DateTimeField(_("הסתיימה"), null=True, blank=True)

    class Meta:
        verbose_name = _("פעולה בשם משתמש")
        verbose_name_plural = _("פעולות בשם משתמשים")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="impersonation_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("started_at")), name="impersonation_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system_admin_id} {self.membership_id} {self.started_at}"


class RefreshSession(models.Model):
    """One sign-in on one device, for one business: a family of refresh tokens of which the newest is valid.

    Each token names the family by `session_id` and itself by `token_id`. Access tokens live only as long as
    their family.
    """

    class EndReason(StrEnum):
        SIGNED_OUT = auto()
        RAN_OUT = auto()
        SIGNED_OUT_EVERYWHERE = auto()
        ENDED_BY_HAND = auto()
        REUSE_DETECTED = auto()
        PASSWORD_CHANGED = auto()
        PASSWORD_RESET = auto()
        MEMBER_SUSPENDED = auto()
        MEMBER_REMOVED = auto()
        USER_DEACTIVATED = auto()

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    impersonation = models.ForeignKey(
        Impersonation, on_delete=models.CASCADE, null=True, related_name="sessions"
    )
    session_id = models.CharField(max_length=32, unique=True)
    token_id = models.CharField(max_length=32, unique=True)
    # The one that the valid one was given for: apps.accounts.rotation says when it may come again.
    previous_token_id = models.CharField(max_length=32, blank=True)
    rotated_at = models.DateTimeField(null=True)
    # Whether the answer that brought the valid one was seen to be used.
    has_arrived = models.BooleanField(default=False)
    is_remembered = models.BooleanField(default=False)
    user_agent = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=45, blank=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="refresh_session_expiry")]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_reason="") | Q(revoked_at__isnull=False),
                name="refresh_session_reason_of_an_end",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.business_id} {self.created_at}"
