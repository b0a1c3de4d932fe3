from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.assistant.api.prompt_serializers import (
    AssistantProfileChangeSerializer,
    AssistantProfileSerializer,
    ChannelPromptsSerializer,
    PromptDiffQuerySerializer,
    PromptDiffSerializer,
    PromptDiscardQuerySerializer,
    PromptDraftSerializer,
    PromptPublishSerializer,
    PromptsQuerySerializer,
    PromptTextSerializer,
    PromptVersionSerializer,
)
from apps.assistant.models import PromptVersion
from apps.assistant.prompting.selectors import (
    assistant_profile,
    channels_prompts,
    prompt_compared,
    prompt_get,
    prompt_history,
)
from apps.assistant.prompting.services import (
    assistant_update,
    prompt_draft_discard,
    prompt_draft_save,
    prompt_publish,
    prompt_rollback,
)
from apps.core.api import ApiView, CursorPagination, refusals
from apps.core.asking import asked_of, given_in
from apps.core.preconditions import version_expected
from apps.crm.selectors.people import names_of

REVIEW = {"GET": "prompts.view"}


class AssistantView(ApiView):
    verb = {"GET": "prompts.view", "PATCH": "prompts.edit"}
    versioned = ("PATCH",)
    serializer_class = AssistantProfileSerializer

    def get(self, request: Request) -> Response:
        """Who answers: name, gender of speech, voice, greeting."""
        return Response(AssistantProfileSerializer(assistant_profile()).data)

    @extend_schema(
        request=AssistantProfileChangeSerializer,
        responses={200: AssistantProfileSerializer, **refusals(412, 422)},
    )
    def patch(self, request: Request) -> Response:
        """Live from the next call or message on; 412 assistant_changed, 422 placeholder_wrong."""
        changes = given_in(request, AssistantProfileChangeSerializer)
        version, expected = changes.pop("version", None), version_expected(request)
        changed = assistant_update(
            changes=changes, version=version if expected is None else expected, actor=actor_of(request)
        )
        return Response(AssistantProfileSerializer(changed).data)


class PromptListView(ApiView):
    verb = REVIEW
    serializer_class = ChannelPromptsSerializer
    pagination_class = None

    @extend_schema(operation_id="prompts_get", responses=ChannelPromptsSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What is live and what is drafted on each channel."""
        found = channels_prompts()
        rows = [row for each in found for row in (each.live, each.draft) if row is not None]
        return Response(ChannelPromptsSerializer(found, many=True, context=named(rows)).data)


class PromptDraftView(ApiView):
    verb = "prompts.edit"
    versioned = ("PUT",)
    serializer_class = PromptTextSerializer

    @extend_schema(request=PromptDraftSerializer, responses={200: PromptTextSerializer, **refusals(412, 422)})
    def put(self, request: Request) -> Response:
        """Writes the channel's draft; what is live stays. 412 prompt_draft_changed, 422 prompt_empty,
        prompt_too_long, placeholder_wrong."""
        given = given_in(request, PromptDraftSerializer)
        if (expected := version_expected(request)) is not None:
            given["revision"] = expected
        return shown(prompt_draft_save(**given, actor=actor_of(request)))

    @extend_schema(parameters=[PromptDiscardQuerySerializer], responses={204: None, **refusals(409, 412)})
    def delete(self, request: Request) -> Response:
        """Throws the draft away; 409 prompt_no_draft, 412 prompt_draft_changed."""
        prompt_draft_discard(**asked_of(request, PromptDiscardQuerySerializer), actor=actor_of(request))
        return Response(status=204)


class PromptPublishView(ApiView):
    verb = "prompts.edit"
    serializer_class = PromptTextSerializer

    @extend_schema(
        request=PromptPublishSerializer, responses={200: PromptTextSerializer, **refusals(409, 412, 422)}
    )
    def post(self, request: Request) -> Response:
        """Makes the draft what is said from the next call or message on; 409 prompt_no_draft, 412
        prompt_draft_changed, 422 as when it is saved."""
        given = given_in(request, PromptPublishSerializer)
        return shown(prompt_publish(**given, actor=actor_of(request)))


class PromptHistoryPagination(CursorPagination):
    page_size = 20
    ordering = "-version"


class PromptHistoryView(ApiView):
    verb = REVIEW
    serializer_class = PromptVersionSerializer
    pagination_class = PromptHistoryPagination

    @extend_schema(parameters=[PromptsQuerySerializer], responses=PromptVersionSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What was published on a channel, the latest first."""
        rows = self.paginate_queryset(prompt_history(**asked_of(request, PromptsQuerySerializer)))
        shown_rows = PromptVersionSerializer(rows, many=True, context=named(rows or ())).data
        return self.get_paginated_response(shown_rows)


class PromptVersionView(ApiView):
    verb = REVIEW
    serializer_class = PromptTextSerializer

    def get(self, request: Request, prompt_version_id: int) -> Response:
        """One version with its text."""
        return shown(prompt_get(prompt_version_id=prompt_version_id))


class PromptDiffView(ApiView):
    verb = REVIEW
    serializer_class = PromptDiffSerializer

    @extend_schema(parameters=[PromptDiffQuerySerializer], responses=PromptDiffSerializer)
    def get(self, request: Request, prompt_version_id: int) -> Response:
        """Every line of the version and of the one it is compared with."""
        asked = asked_of(request, PromptDiffQuerySerializer)
        base, lines = prompt_compared(prompt_version_id=prompt_version_id, **asked)
        context = named([base] if base else [])
        return Response(PromptDiffSerializer({"base": base, "lines": lines}, context=context).data)


class PromptRollbackView(ApiView):
    verb = "prompts.edit"
    serializer_class = PromptTextSerializer

    @extend_schema(request=None, responses={200: PromptTextSerializer, **refusals(409, 422)})
    def post(self, request: Request, prompt_version_id: int) -> Response:
        """The text of an earlier version is live again, under a new number; 409 prompt_is_draft, 422 when it
        could not be published today."""
        return shown(prompt_rollback(prompt_version_id=prompt_version_id, actor=actor_of(request)))


def shown(prompt: PromptVersion) -> Response:
    return Response(PromptTextSerializer(prompt, context=named([prompt])).data)


def named(prompts: Iterable[PromptVersion]) -> dict[str, Any]:
    return {"names": names_of(prompt.author_id for prompt in prompts)}
