"""What the views of every app start from."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.pagination import CursorPagination, Fetch, KeysetPagination
from apps.core.parameters import parameters_known_only
from apps.core.preconditions import IfMatchUnsupportedError, version_expected
from apps.core.repeats import answered_once
from apps.core.verbs import ANY_MEMBER, ANYBODY, Verb

__all__ = ["ANYBODY", "ANY_MEMBER", "ApiView", "CursorPagination", "KeysetPagination", "Verb"]


# Not a class of its own: one of its fields is called as a property of every serializer is.
ERROR_BODY = inline_serializer(
    "ErrorBody",
    {
        "code": serializers.CharField(help_text="For machines; stays as it is."),
        "message": serializers.CharField(help_text="For people, in the language that was asked for."),
        "fields": serializers.DictField(
            child=serializers.ListField(child=serializers.CharField()), required=False
        ),
        "retry_after_seconds": serializers.IntegerField(required=False),
    },
)


class ErrorSerializer(serializers.Serializer[Any]):
    error = ERROR_BODY


def refusals(*statuses: int) -> dict[int, type[ErrorSerializer]]:
    """For `extend_schema(responses={200: ..., **refusals(404, 409)})`."""
    return dict.fromkeys(statuses, ErrorSerializer)


class ApiView(GenericAPIView[Any]):
    """Says which verb of apps.accounts.permissions it needs: one, or one a method ({"GET": ...}).

    It takes the query parameters that are described at its methods, and refuses any other by its name.

    `versioned` are the methods that compare If-Match with what is changed; any other refuses it, so that
    nobody who asks for that check is left without it.

    Its POST is made once for each Idempotency-Key unless `keyed` is False. One whose answer `tells_a_secret`
    tells it once: the answer is kept nowhere, and a repeat is refused.
    """

    verb: ClassVar[Verb]
    versioned: ClassVar[tuple[str, ...]] = ()
    keyed: ClassVar[bool] = True
    tells_a_secret: ClassVar[bool] = False
    post: Callable[..., Response]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.keyed and "post" in vars(cls):
            cls.post = answered_once(cls.post)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        is_compared = request.method in (*self.versioned, *SAFE_METHODS)
        if not is_compared and version_expected(request) is not None:
            raise IfMatchUnsupportedError
        parameters_known_only(request)

    def page(self, queryset: QuerySet[Any], serializer: type[serializers.BaseSerializer[Any]]) -> Response:
        """One page of `queryset`, newest first."""
        rows = self.paginate_queryset(queryset)
        return self.get_paginated_response(
            serializer(rows, many=True, context=self.get_serializer_context()).data
        )

    def keyset_page(self, fetch: Fetch) -> Response:
        """One page of what `fetch` gives, as it is; for views with a KeysetPagination."""
        paginator: Any = self.paginator
        shown = paginator.page_of(self.request, fetch)
        answer: Response = paginator.get_paginated_response(shown)
        return answer
