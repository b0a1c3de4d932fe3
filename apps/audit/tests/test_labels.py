import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from apps.audit.labels import ACTION_LABELS, action_label, actions_called

RECORDER = re.compile(r"(^|_)(record|changed)$")
ACTION = re.compile(r"[a-z_]+\.[a-z_]*[a-z]")
BEGINNING = re.compile(r"[a-z_]+\.")


def arguments_of_recorders() -> list[ast.expr]:
    """Everything that the product's code hands to something that writes it down."""
    files = [path for path in Path(settings.BASE_DIR, "apps").rglob("*.py") if "tests" not in path.parts]
    calls = [
        node
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and RECORDER.search(node.func.id)
    ]
    return [argument for call in calls for argument in [*call.args, *(each.value for each in call.keywords)]]


def actions_recorded() -> set[str]:
    parts = [part for argument in arguments_of_recorders() for part in ast.walk(argument)]
    texts = [part.value for part in parts if isinstance(part, ast.Constant)]
    return {text for text in texts if isinstance(text, str) and ACTION.fullmatch(text)}


def beginnings_recorded() -> set[str]:
    """Of actions put together when they happen, such as "task.": what stands before the first blank."""
    texts = [
        argument.values[0] for argument in arguments_of_recorders() if isinstance(argument, ast.JoinedStr)
    ]
    beginnings = {str(text.value) for text in texts if isinstance(text, ast.Constant)}
    return {beginning for beginning in beginnings if BEGINNING.match(beginning)}


def test_whatever_is_recorded_has_a_name_in_both_languages() -> None:
    recorded = actions_recorded()

    assert {"lead.created", "call.start", "business.suspended"} <= recorded
    assert recorded - set(ACTION_LABELS) == set()
    for beginning in beginnings_recorded():
        assert any(action.startswith(beginning) for action in ACTION_LABELS), beginning


def test_names_are_hebrew_and_english_and_none_is_used_twice() -> None:
    for position, is_hebrew in [(0, True), (1, False)]:
        names = [labels[position] for labels in ACTION_LABELS.values()]
        assert len(set(names)) == len(names)
        assert {any("א" <= letter <= "ת" for letter in name) for name in names} == {is_hebrew}


@pytest.mark.parametrize(
    ("action", "language", "label"),
    [
        ("session.started", "he", "כניסה למערכת"),
        ("session.started", "en-gb", "Signed in"),
        ("kettle.boiled", "he", "kettle.boiled"),
    ],
)
def test_an_action_is_called_by_its_name(action: str, language: str, label: str) -> None:
    assert action_label(action, language=language) == label


def test_actions_are_found_by_code_and_by_either_name() -> None:
    assert actions_called("PASSWORD.c") == ["password.changed"]
    assert actions_called("הוחלפה סיסמה") == ["password.changed"]
    assert actions_called("signed IN") == ["session.started"]
    assert actions_called("אין כזה") == []
