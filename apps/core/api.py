"""What the views of every app start from."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from apps.core.pagination import CursorPagination
from apps.core.verbs import ANY_MEMBER, ANYBODY, Verb

__all__ = ["ANYBODY", "ANY_MEMBER", "ApiView", "CursorPagination", "Verb"]


class ApiView(GenericAPIView[Any]):
    """Says which verb of apps.accounts.permissions it needs: one, or one a method ({"GET": ...})."""

    verb: ClassVar[Verb]

    def page(self, queryset: QuerySet[Any], serializer: type[serializers.BaseSerializer[Any]]) -> Response:
        """One page of `queryset`, newest first."""
        rows = self.paginate_queryset(queryset)
        return self.get_paginated_response(
            serializer(rows, many=True, context=self.get_serializer_context()).data
        )
