from typing import Any

from rest_framework import serializers

from apps.accounts.models import Membership, User
from apps.accounts.permissions import verbs_of
from apps.tenants.models import Business


class LoginSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=256, trim_whitespace=False)


class UserSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ["id", "email", "full_name"]


class BusinessSerializer(serializers.ModelSerializer[Business]):
    class Meta:
        model = Business
        fields = ["name", "slug", "timezone", "language"]


class MeSerializer(serializers.ModelSerializer[Membership]):
    user = UserSerializer()
    business = BusinessSerializer()
    verbs = serializers.SerializerMethodField()

    class Meta:
        model = Membership
        fields = ["user", "role", "verbs", "business"]

    def get_verbs(self, membership: Membership) -> list[str]:
        return verbs_of(membership=membership)


class AccessSerializer(serializers.Serializer[Any]):
    access = serializers.CharField()


class SignedInSerializer(AccessSerializer):
    user = UserSerializer()
