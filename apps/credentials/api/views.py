from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.core.api import ApiView, refusals
from apps.core.asking import given_in
from apps.credentials import services
from apps.credentials.api.serializers import (
    CredentialsSerializer,
    KeptSerializer,
    OpenAiKeySerializer,
    TwilioAccountSerializer,
    WebhookSecretSerializer,
)
from apps.credentials.selectors import credentials_of
from apps.credentials.trying import Verdict
from apps.tenants.hosts import business_of


class CredentialsView(ApiView):
    verb = "secrets.manage"
    serializer_class = CredentialsSerializer

    def get(self, request: Request) -> Response:
        """Which accounts and keys the business brought; the platform's are used for the others."""
        return Response(CredentialsSerializer(credentials_of(business=business_of(request))).data)


class TwilioAccountView(ApiView):
    verb = "secrets.manage"
    serializer_class = TwilioAccountSerializer

    @extend_schema(responses={200: KeptSerializer, **refusals(409)})
    def put(self, request: Request) -> Response:
        """Calls to the business's numbers may come from this account, signed with its token.

        `check` says whether Twilio knows it; it is kept in any case. 409 account_taken.
        """
        given = given_in(request, TwilioAccountSerializer)
        check = services.twilio_account_set(business=business_of(request), actor=actor_of(request), **given)
        return kept(request, check)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Back to the platform's account."""
        services.twilio_account_remove(business=business_of(request), actor=actor_of(request))
        return Response(status=204)


class OpenAiKeyView(ApiView):
    verb = "secrets.manage"
    serializer_class = OpenAiKeySerializer

    @extend_schema(responses=KeptSerializer)
    def put(self, request: Request) -> Response:
        """The business's models are paid with this key, from the next call on.

        `check` says whether OpenAI takes it; it is kept in any case.
        """
        given = given_in(request, OpenAiKeySerializer)
        check = services.openai_key_set(business=business_of(request), actor=actor_of(request), **given)
        return kept(request, check)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """Back to the platform's key."""
        services.openai_key_remove(business=business_of(request), actor=actor_of(request))
        return Response(status=204)


class WebhookSecretView(ApiView):
    verb = "secrets.manage"
    tells_a_secret = True
    serializer_class = WebhookSecretSerializer

    @extend_schema(request=None, responses={201: WebhookSecretSerializer})
    def post(self, request: Request) -> Response:
        """A new secret for what we send to the business's own systems; the one before is void."""
        secret = services.webhook_secret_renew(business=business_of(request), actor=actor_of(request))
        return Response({"secret": secret.reveal()}, status=201, headers={"Cache-Control": "no-store"})


def kept(request: Request, check: Verdict) -> Response:
    row = credentials_of(business=business_of(request))
    return Response(KeptSerializer(row, context={"check": check}).data)
