from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers


@extend_schema_serializer(
    examples=[
        OpenApiExample("member", value={"user_id": 3, "name": "דנה לוי", "role": "agent"}, response_only=True)
    ]
)
class MemberSerializer(serializers.Serializer[Any]):
    user_id = serializers.IntegerField()
    name = serializers.CharField(source="user.full_name")
    role = serializers.CharField()
