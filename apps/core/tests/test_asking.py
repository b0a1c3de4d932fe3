from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from apps.core.asking import NO_SUCH_FIELD, asked_of, given_in
from apps.core.plain_numbers import NO_PLAIN_NUMBER


@pytest.fixture(autouse=True)
def in_hebrew() -> Iterator[None]:
    """Whatever was answered in this process before."""
    with translation.override("he"):
        yield


class Span(serializers.Serializer[Any]):
    begins = serializers.IntegerField()


class Week(serializers.Serializer[Any]):
    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField()
    spans = Span(many=True, required=False)
    owner = Span(required=False)
    values = serializers.DictField(required=False)


def request_with(body: object) -> Request:
    return Request(APIRequestFactory().post("/?name=x&other=1", body, format="json"), parsers=[JSONParser()])


def faults_of(body: object) -> Any:
    with pytest.raises(ValidationError) as refused:
        given_in(request_with(body), Week)
    return refused.value.detail


def test_what_is_known_is_taken() -> None:
    body = {"name": "x", "spans": [{"begins": 1}], "owner": {"begins": 2}, "values": {"anything": 3}}

    assert given_in(request_with(body), Week) == body


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({"name": "x", "nmae": "y"}, {"nmae": [NO_SUCH_FIELD[0]]}),
        ({"name": "x", "id": 7}, {"id": [NO_SUCH_FIELD[0]]}),
        ({"name": "x", "owner": {"begins": 1, "ends": 2}}, {"owner": {"ends": [NO_SUCH_FIELD[0]]}}),
        (
            {"name": "x", "spans": [{"begins": 1}, {"begins": 1, "ends": 2}]},
            {"spans": {"1": {"ends": [NO_SUCH_FIELD[0]]}}},
        ),
    ],
)
def test_a_field_that_nobody_takes_is_named(body: dict[str, Any], faults: dict[str, Any]) -> None:
    assert faults_of(body) == faults


@pytest.mark.parametrize("body", [[], ["x"], "x", 7])
def test_what_is_no_object_is_refused_as_ever(body: object) -> None:
    assert list(faults_of(body)) == ["non_field_errors"]


def test_a_query_is_read_without_what_others_take() -> None:
    assert asked_of(request_with({}), Week) == {"name": "x"}


def test_no_view_reads_a_body_in_another_way() -> None:
    views = [
        file for file in Path(settings.BASE_DIR, "apps").glob("*/api/**/*.py") if "tests" not in file.parts
    ]
    assert len(views) > 30
    assert [file.name for file in views if "data=request." in file.read_text()] == []


def test_the_answer_names_the_field_in_the_readers_language(api) -> None:
    for number, language in enumerate(("he", "en")):
        answer = api.patch(
            "/api/v1/me", {"fullname": "x"}, format="json", headers={"Accept-Language": language}
        )

        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == "invalid"
        assert answer.json()["error"]["fields"] == {"fullname": [NO_SUCH_FIELD[number]]}


@pytest.mark.parametrize("written", ["1_000", "١٢", " 5", "5 ", "+5", "0x10", "５", "1,000", "--1"])
def test_a_number_is_written_in_plain_digits(written: str) -> None:
    body = {"name": "x", "spans": [{"begins": 1}, {"begins": written}]}

    assert faults_of(body) == {"spans": {"1": {"begins": [NO_PLAIN_NUMBER[0]]}}}


@pytest.mark.parametrize("written", ["12", "-12", 12])
def test_digits_alone_are_a_number(written: object) -> None:
    assert given_in(request_with({"name": "x", "owner": {"begins": written}}), Week)["owner"] == {
        "begins": int(str(written))
    }
