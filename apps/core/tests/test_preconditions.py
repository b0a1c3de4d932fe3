import pytest
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from apps.core.preconditions import NEVER, etag_of, version_expected


def asked(**headers):
    return Request(APIRequestFactory().patch("/", headers=headers))


@pytest.mark.parametrize(
    ("tag", "version"),
    [
        (etag_of(7), 7),
        ('"7"', 7),
        (' W/"7" ', 7),
        ("*", None),
        ('W/"x"', NEVER),
        ("7", NEVER),
        ("", NEVER),
        ('W/"7", W/"8"', NEVER),
        ('W/"9999999999999999"', NEVER),
    ],
)
def test_a_tag_names_the_version_it_was_given_for(tag, version):
    assert version_expected(asked(**{"if-match": tag})) == version


def test_nobody_asks_nothing_is_expected():
    assert version_expected(asked()) is None
