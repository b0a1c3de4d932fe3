"""A process of its own that says, as often as it is asked, what is live at a business on the phone.

Each line it reads is a schema; each line it writes is the text, and how often it asked the database for it.
"""

import json
import sys

import django


def main() -> None:
    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from apps.assistant.prompting.live import assistant_live
    from apps.tenants.context import in_tenant

    for line in sys.stdin:
        with in_tenant(line.strip()), CaptureQueriesContext(connection) as asked:
            live = assistant_live().prompt("phone")
        answer = {"version": live.version, "text": live.text, "questions": len(asked)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
