from typing import Any

from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from apps.core.crypto import Secret
from apps.credentials.models import BusinessCredentials
from apps.credentials.trying import Verdict

ACCOUNT_SID = r"\AAC[0-9a-f]{32}\Z"
# A key goes into the head of a request, so it is one line of printable ASCII.
KEY = r"\A[\x21-\x7e]+\Z"
NO_ACCOUNT_SID = gettext_lazy("An account SID is AC and 32 digits or letters a to f, as Twilio shows it.")
NO_KEY = gettext_lazy("Copy the key as it is: Latin letters, digits and signs without spaces.")
EXAMPLE = {
    "twilio": {"account_sid": "AC0123456789abcdef0123456789abcdef", "auth_token_last_four": "9f3c"},
    "openai": None,
    "webhook_secret_last_four": None,
}


class SecretField(serializers.RegexField):
    """Comes in, never goes out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(KEY, write_only=True, error_messages={"invalid": NO_KEY}, **options)

    def run_validation(self, data: Any = serializers.empty) -> Secret:
        return Secret(super().run_validation(data))


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "account",
            value={"account_sid": "AC0123456789abcdef0123456789abcdef", "auth_token": "0" * 32},
            request_only=True,
        )
    ]
)
class TwilioAccountSerializer(serializers.Serializer[Any]):
    account_sid = serializers.RegexField(ACCOUNT_SID, error_messages={"invalid": NO_ACCOUNT_SID})
    auth_token = SecretField(min_length=16, max_length=128)


@extend_schema_serializer(
    examples=[OpenApiExample("key", value={"api_key": "sk-proj-" + "0" * 40}, request_only=True)]
)
class OpenAiKeySerializer(serializers.Serializer[Any]):
    api_key = SecretField(min_length=20, max_length=400)


class TwilioShownSerializer(serializers.Serializer[Any]):
    account_sid = serializers.CharField()
    auth_token_last_four = serializers.CharField()


class OpenAiShownSerializer(serializers.Serializer[Any]):
    key_last_four = serializers.CharField()


@extend_schema_serializer(examples=[OpenApiExample("credentials", value=EXAMPLE, response_only=True)])
class CredentialsSerializer(serializers.Serializer[BusinessCredentials]):
    """Null where the business brought nothing of its own. Of a secret only its end is shown."""

    twilio = serializers.SerializerMethodField()
    openai = serializers.SerializerMethodField()
    webhook_secret_last_four = serializers.SerializerMethodField()

    @extend_schema_field(TwilioShownSerializer(allow_null=True))
    def get_twilio(self, row: BusinessCredentials) -> dict[str, Any] | None:
        token = row.twilio_auth_token
        if token is None:
            return None
        return {"account_sid": row.twilio_account_sid, "auth_token_last_four": token.last_four}

    @extend_schema_field(OpenAiShownSerializer(allow_null=True))
    def get_openai(self, row: BusinessCredentials) -> dict[str, Any] | None:
        key = row.openai_api_key
        return None if key is None else {"key_last_four": key.last_four}

    def get_webhook_secret_last_four(self, row: BusinessCredentials) -> str | None:
        secret = row.webhook_secret
        return None if secret is None else secret.last_four


class KeptSerializer(CredentialsSerializer):
    """With what came of trying the key: refused ones are kept too, in case they are right tomorrow."""

    check = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(choices=[each.value for each in Verdict]))
    def get_check(self, row: BusinessCredentials) -> str:
        return str(self.context["check"])


class WebhookSecretSerializer(serializers.Serializer[Any]):
    secret = serializers.CharField(help_text="Shown this once.")
