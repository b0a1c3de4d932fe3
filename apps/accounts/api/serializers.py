from typing import Any

from django.conf import settings
from rest_framework import serializers

from apps.accounts.models import Impersonation, Invitation, Membership, RefreshSession, User
from apps.accounts.permissions import verbs_of
from apps.core import clock
from apps.tenants.models import Business

PASSWORD_LENGTH = 256


class PasswordField(serializers.CharField):
    """As it was typed, blanks too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=PASSWORD_LENGTH, trim_whitespace=False, **options)


class LoginSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    password = PasswordField()
    remember = serializers.BooleanField(required=False, help_text="Stay signed in when the browser closes.")


class AccountSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ["id", "email", "full_name"]


class UserSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ["id", "email", "full_name", "language"]


class BusinessSerializer(serializers.ModelSerializer[Business]):
    phone_numbers = serializers.SlugRelatedField[Any](slug_field="e164", many=True, read_only=True)

    class Meta:
        model = Business
        fields = ["name", "slug", "timezone", "language", "phone_numbers"]


class ImpersonationSerializer(serializers.Serializer[Impersonation]):
    by = serializers.SerializerMethodField()
    reason = serializers.CharField()
    ends_at = serializers.DateTimeField()

    def get_by(self, impersonation: Impersonation) -> str:
        system_admin = impersonation.system_admin
        return system_admin.full_name or system_admin.email


class MeSerializer(serializers.ModelSerializer[Membership]):
    user = UserSerializer()
    business = BusinessSerializer()
    verbs = serializers.SerializerMethodField()
    impersonation = ImpersonationSerializer(
        allow_null=True, help_text="Not null while one of the platform's people acts as this member."
    )

    class Meta:
        model = Membership
        fields = ["user", "role", "verbs", "business", "impersonation"]

    def get_verbs(self, membership: Membership) -> list[str]:
        return verbs_of(membership=membership)


class ProfileChangeSerializer(serializers.Serializer[Any]):
    full_name = serializers.CharField(max_length=120, required=False)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)


class AccessSerializer(serializers.Serializer[Any]):
    access = serializers.CharField()


class SignedInSerializer(AccessSerializer):
    user = UserSerializer()


class SessionSerializer(serializers.ModelSerializer[RefreshSession]):
    is_current = serializers.SerializerMethodField()

    class Meta:
        model = RefreshSession
        fields = [
            "id",
            "created_at",
            "last_used_at",
            "user_agent",
            "address",
            "is_current",
            "is_remembered",
        ]

    def get_is_current(self, session: RefreshSession) -> bool:
        return bool(session.pk == self.context["current"].pk)


class PasswordChangeSerializer(serializers.Serializer[Any]):
    current_password = PasswordField()
    new_password = PasswordField()


class PasswordResetSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)


class PasswordResetConfirmSerializer(serializers.Serializer[Any]):
    uid = serializers.CharField(max_length=64)
    token = serializers.CharField(max_length=128)
    new_password = PasswordField()


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    user = AccountSerializer()
    is_suspended = serializers.SerializerMethodField()
    is_deactivated = serializers.SerializerMethodField(
        help_text="True: the platform closed this person's account, at every business."
    )

    class Meta:
        model = Membership
        fields = ["id", "user", "role", "is_suspended", "is_deactivated", "last_seen_at", "created_at"]

    def get_is_suspended(self, membership: Membership) -> bool:
        return membership.suspended_at is not None

    def get_is_deactivated(self, membership: Membership) -> bool:
        return not membership.user.is_active


class MembershipChangeSerializer(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=Membership.Role.choices, required=False)
    is_suspended = serializers.BooleanField(required=False)


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    invited_by = AccountSerializer(allow_null=True)
    is_expired = serializers.SerializerMethodField(help_text="It can be sent once more.")

    class Meta:
        model = Invitation
        fields = ["id", "email", "role", "invited_by", "created_at", "expires_at", "is_expired"]

    def get_is_expired(self, invitation: Invitation) -> bool:
        return invitation.expires_at <= clock.now()


class InvitationCreateSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(choices=Membership.Role.choices)


class InvitationTokenSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=128)


class InvitationLinkSerializer(serializers.Serializer[Any]):
    business_name = serializers.CharField()
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Membership.Role.choices)
    needs_password = serializers.BooleanField(
        help_text="True: choose a name and a password. False: show the password of the account you have."
    )
    expires_at = serializers.DateTimeField()


class InvitationAcceptSerializer(InvitationTokenSerializer):
    full_name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    password = PasswordField(required=False, allow_blank=True)


class ImpersonationCodeSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=128)


class ImpersonationEndedSerializer(serializers.Serializer[Any]):
    redirect = serializers.CharField(help_text="The administration, where the system admin came from.")
