"""PostgreSQL dies under connections that are open: Twilio is answered as if it had been away all along."""

from typing import Any

import psycopg
import pytest
from django.db import connections

from apps.telephony.tests.conftest import ACCOUNT_SID, AUTH_TOKEN, Database, Served
from apps.telephony.tests.test_accounts import THEIR_TOKEN, calls_at, post
from apps.telephony.tests.test_books_away import AFTER, STATUS, VOICE, said


def connections_end() -> None:
    """As PostgreSQL does when it stops: whoever held one finds out with the next statement."""
    place = connections["default"].settings_dict
    with psycopg.connect(
        host=place["HOST"],
        port=place["PORT"],
        user=place["USER"],
        password=place["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [place["NAME"]]
        )


@pytest.mark.parametrize("path", [VOICE, AFTER])
def test_the_caller_is_told(
    served: Served, business: Any, other_business: Any, database: Database, path: str
) -> None:
    post(served, account_sid=ACCOUNT_SID, token=AUTH_TOKEN, path=STATUS)
    connections_end()

    answer = post(served, account_sid=ACCOUNT_SID, token=AUTH_TOKEN, path=path)

    (say, sentence), hang_up = said(answer)
    assert (say, hang_up) == ("Say", ("Hangup", ""))
    assert "תקלה זמנית" in sentence
    database.mend()
    assert calls_at(business, other_business) == [0, 0]


@pytest.mark.parametrize("path", [VOICE, AFTER, STATUS])
@pytest.mark.parametrize("token", [THEIR_TOKEN, ""])
def test_what_the_platform_did_not_sign_is_refused(
    served: Served, database: Database, path: str, token: str
) -> None:
    post(served, account_sid=ACCOUNT_SID, token=AUTH_TOKEN, path=STATUS)
    connections_end()

    assert post(served, account_sid=ACCOUNT_SID, token=token, path=path).status_code == 403
