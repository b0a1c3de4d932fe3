from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.assistant.api.prompt_serializers import PromptsQuerySerializer
from apps.assistant.api.trying_serializers import (
    PromptTestsAskedSerializer,
    PromptTestSaveSerializer,
    PromptTestSerializer,
    PromptTestsRunSerializer,
    TalkSerializer,
    TriedSerializer,
)
from apps.assistant.trying.selectors import prompt_tests
from apps.assistant.trying.services import prompt_test_delete, prompt_test_save, prompt_tests_ask
from apps.assistant.trying.talks import talk_of, talk_try
from apps.core.api import ApiView, refusals
from apps.core.asking import asked_of, given_in


class TalkView(ApiView):
    verb = "prompts.edit"
    # It makes nothing, and waits for a model longer than a transaction may.
    keyed = False
    serializer_class = TriedSerializer

    @extend_schema(request=TalkSerializer, responses={200: TriedSerializer, **refusals(409)})
    def post(self, request: Request) -> Response:
        """The assistant's answer as text, with what it did on the way. Nothing is booked, saved or sent.
        409 prompt_no_draft, talk_unanswered."""
        given = given_in(request, TalkSerializer)
        tried = talk_try(channel=given["channel"], wording=given["wording"], talk=talk_of(given["turns"]))
        return Response(TriedSerializer(tried).data)


class PromptTestListView(ApiView):
    verb = {"GET": "prompts.view", "POST": "prompts.edit"}
    serializer_class = PromptTestSerializer
    pagination_class = None

    @extend_schema(parameters=[PromptsQuerySerializer], responses=PromptTestSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The saved test conversations of a channel, with their last results."""
        found = prompt_tests(**asked_of(request, PromptsQuerySerializer))
        return Response(PromptTestSerializer(found, many=True).data)

    @extend_schema(request=PromptTestSaveSerializer, responses={201: PromptTestSerializer, **refusals(409)})
    def post(self, request: Request) -> Response:
        """Saves a test under its name; 409 prompt_tests_full."""
        saved = prompt_test_save(**given_in(request, PromptTestSaveSerializer), actor=actor_of(request))
        return Response(PromptTestSerializer(saved).data, status=status.HTTP_201_CREATED)


class PromptTestView(ApiView):
    verb = "prompts.edit"
    serializer_class = PromptTestSerializer

    @extend_schema(responses={204: None})
    def delete(self, request: Request, prompt_test_id: int) -> Response:
        """Deletes a test and its results."""
        prompt_test_delete(prompt_test_id=prompt_test_id, actor=actor_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class PromptTestsRunView(ApiView):
    verb = "prompts.edit"
    serializer_class = PromptTestsAskedSerializer

    @extend_schema(
        request=PromptTestsRunSerializer, responses={202: PromptTestsAskedSerializer, **refusals(409)}
    )
    def post(self, request: Request) -> Response:
        """Runs all saved tests of a channel; results appear with the tests, which a hint tells. 409
        prompt_no_draft, prompt_tests_running."""
        asked = prompt_tests_ask(**given_in(request, PromptTestsRunSerializer), actor=actor_of(request))
        return Response({"tests": asked}, status=status.HTTP_202_ACCEPTED)
