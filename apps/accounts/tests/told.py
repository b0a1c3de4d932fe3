"""For tests: who was told that access to a business changed, without waiting for a commit."""

from functools import partial
from typing import Any

from django.db import connection

from apps.tenants.access import access_changed


def told_access() -> set[str]:
    """The schemas whose sockets and calls will look again when this transaction commits."""
    access_changed("mark")
    mark: Any = connection.run_on_commit.pop()[1]
    calls = [call for _, call, *_ in connection.run_on_commit]
    return {call.args[0] for call in calls if isinstance(call, partial) and call.func is mark.func}
