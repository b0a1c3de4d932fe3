import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from django.conf import settings

from apps.core.logs import logs_configure
from apps.tenants.context import in_tenant
from apps.tenants.models import Business


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    logs_configure({"level": "INFO", "as_json": True})
    written = io.StringIO()
    ours = next(each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
    ours.setStream(written)
    yield written
    logs_configure(settings.LOGGING)


def test_a_line_says_which_business(lines: io.StringIO, business: Business) -> None:
    with in_tenant(business.schema_name):
        structlog.get_logger("apps.example").info("call_started", call=7)

    line = json.loads(lines.getvalue())
    assert (line["event"], line["call"], line["business"]) == ("call_started", 7, business.schema_name)


def test_libraries_that_log_whole_requests_are_quiet(lines: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://api.example/?secret=1")
    logging.getLogger("apps.example").info("ours")

    assert [json.loads(line)["event"] for line in lines.getvalue().splitlines()] == ["ours"]
