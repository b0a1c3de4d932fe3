"""A job is asked for by name; a wrong name would fail only in production, after the commit."""

import ast
from collections.abc import Iterator
from pathlib import Path

from celery import current_app
from django.conf import settings

# Which argument is the name.
CALLS = {"enqueue": 0, "enqueue_in": 1, "send": 1, "subscribe": 1}


def names_asked_for() -> set[str]:
    sources = [path for path in Path(settings.BASE_DIR, "apps").rglob("*.py") if "tests" not in path.parts]
    return {name for path in sources for name in names_in(ast.parse(path.read_text()))}


def names_in(tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        at = CALLS.get(call.func.id)
        if at is None or len(call.args) <= at:
            continue
        match call.args[at]:
            case ast.Constant(value=str() as name):
                yield name


def test_every_name_asked_for_is_a_job() -> None:
    current_app.loader.import_default_modules()
    asked = names_asked_for()

    assert "events.deliver" in asked
    assert asked - set(current_app.tasks) == set()


def test_every_name_on_the_schedule_is_a_job() -> None:
    current_app.loader.import_default_modules()
    beat = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert beat | set(settings.BUSINESS_SCHEDULE) <= set(current_app.tasks)
