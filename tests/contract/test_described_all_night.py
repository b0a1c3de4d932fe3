"""As test_described, asked for hours: `.venv/bin/python -m pytest -m nightly`.

A file of its own, for what schemathesis is going to ask it makes up as it is collected (conftest.py).
"""

from typing import Any

import pytest
from hypothesis import settings
from schemathesis import Case

from tests.contract.test_described import ANY_TIME, EVERYTHING, _connection_kept, asked
from tests.isolation.stage import Stage

pytestmark = [pytest.mark.nightly, pytest.mark.usefixtures(_connection_kept.__name__)]


@EVERYTHING.parametrize()
@settings(ANY_TIME, max_examples=100)
def test_to_everybody_all_night(stage: Stage, case: Case[Any]) -> None:
    for name in ("nobody", "agent here", "admin here", "owner here"):
        asked(stage, case, name)
        asked(stage, case, name, is_own=True)
