"""What one process publishes is live in all others: by an event, while they ask the database nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any

import pytest
from django.conf import settings

from apps.assistant.prompting.services import prompt_draft_save, prompt_publish
from apps.audit.actors import SYSTEM
from apps.core.testing import until
from apps.tenants.models import Business
from apps.tenants.testing import database_address

Found = dict[str, Any]
Ask = Callable[[Business], Found]


@contextmanager
def reader() -> Iterator[Ask]:
    environment = {
        **os.environ,
        "DATABASE_URL": database_address(),
        "REDIS_URL": settings.REDIS_URL,
        "DJANGO_SETTINGS_MODULE": "prosaas.settings.test",
    }
    # With xdist's mark it would start a Valkey of its own.
    environment.pop("PYTEST_XDIST_WORKER", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "apps.assistant.tests.reader"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    asks, answers = process.stdin, process.stdout
    assert asks
    assert answers

    def ask(business: Business) -> Found:
        print(business.schema_name, file=asks, flush=True)
        found: Found = json.loads(answers.readline())
        return found

    try:
        yield ask
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture
def readers(tenants_db: None) -> Iterator[list[Ask]]:
    with ExitStack() as stack:
        yield [stack.enter_context(reader()) for _ in range(2)]


def is_kept(found: Found) -> bool:
    return found["questions"] == 0


def says(text: str, found: Found) -> bool:
    return found["text"] == text


def publish(text: str) -> int:
    prompt_draft_save(channel="phone", text=text, actor=SYSTEM)
    return prompt_publish(channel="phone", actor=SYSTEM).version or 0


def test_every_process_says_what_was_published_elsewhere(
    readers: list[Ask], business: Business, other_business: Business
) -> None:
    for ask in readers:
        until(partial(ask, business), is_kept)
        until(partial(ask, other_business), is_kept)

    for version, text in ((2, "תספורת עולה תשעים."), (3, "תספורת עולה מאה.")):
        assert publish(text) == version
        for ask in readers:
            found = until(partial(ask, business), partial(says, text))
            assert found["version"] == version
            until(partial(ask, business), is_kept)
            assert ask(other_business) == {"version": 1, "text": ask(other_business)["text"], "questions": 0}


def test_what_is_only_drafted_is_live_nowhere(readers: list[Ask], business: Business) -> None:
    for ask in readers:
        until(partial(ask, business), is_kept)

    prompt_draft_save(channel="phone", text="עוד לא.", actor=SYSTEM)

    assert [(found["version"], found["questions"]) for found in (ask(business) for ask in readers)] == [
        (1, 0),
        (1, 0),
    ]
