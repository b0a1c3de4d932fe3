from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.tenants.models import Business


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Belongs to businesses through Membership; is_staff marks the platform's own people."""

    email = models.EmailField(_("דואר אלקטרוני"), unique=True)
    full_name = models.CharField(_("שם מלא"), max_length=120, blank=True)
    is_active = models.BooleanField(_("פעיל"), default=True)
    is_staff = models.BooleanField(_("מנהל מערכת"), default=False)
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


class Membership(models.Model):
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
    created_at = models.DateTimeField(_("נוצר"), auto_now_add=True)

    class Meta:
        verbose_name = _("חברות בעסק")
        verbose_name_plural = _("חברויות בעסקים")
        constraints = [models.UniqueConstraint(fields=["user", "business"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.business}: {self.get_role_display()}"


class RefreshSession(models.Model):
    """One sign-in on one device, for one business. Access tokens live only as long as it is not revoked."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    token_id = models.CharField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="refresh_session_expiry")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.business_id} {self.created_at}"
