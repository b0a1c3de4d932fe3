from base64 import b64encode
from urllib.parse import urlencode

import pytest
from django.test import RequestFactory
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.audit.services import audit_record
from apps.core.errors import CursorInvalidError
from apps.core.pagination import CursorPagination
from apps.tenants.models import Business


def page(query: str) -> tuple[list[int], dict[str, str | None]]:
    paginator = CursorPagination()
    request = Request(RequestFactory().get(f"/api/v1/entries/?{query}"))
    rows = paginator.paginate_queryset(AuditEntry.objects.all(), request)
    data = paginator.get_paginated_response([row.target_id for row in rows]).data
    return data["results"], data


def test_pages_follow_each_other_newest_first(business: Business) -> None:
    for number in range(55):
        audit_record(actor=SYSTEM, action="probe", target_kind="probe", target_id=number)

    first, links = page("")
    second, last = page(links["next"].partition("?")[2])

    assert first == list(range(54, 4, -1))
    assert second == [4, 3, 2, 1, 0]
    assert last["next"] is None


@pytest.mark.parametrize("position", ["abc", "\0", "2026-01-01"])
def test_a_forged_cursor_is_refused(business: Business, position: str) -> None:
    cursor = b64encode(urlencode({"p": position}).encode()).decode()

    with pytest.raises(CursorInvalidError):
        page(urlencode({"cursor": cursor}))


@pytest.mark.parametrize("language", ["he", "en"])
def test_the_refusal_of_a_cursor_names_its_field(language: str) -> None:
    described = CursorInvalidError().described(language)

    assert described["code"] == "cursor_invalid"
    assert described["fields"] == {"cursor": [described["message"]]}
    assert ("Load the list" in described["message"]) == (language == "en")


def test_a_page_has_a_largest_size(business: Business) -> None:
    for number in range(205):
        audit_record(actor=SYSTEM, action="probe", target_kind="probe", target_id=number)

    assert len(page("page_size=100000")[0]) == 200


@pytest.mark.parametrize("size", ["-1", "0", "00", "abc", "1.5", " "])
def test_a_page_size_that_is_no_number_of_rows_is_refused(business: Business, size: str) -> None:
    with pytest.raises(ValidationError, match="page_size"):
        page(urlencode({"page_size": size}))
