"""What a business entrusted to us can be read again nowhere: in no log or trace, journal, answer or dump, and
not in the administration."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.db import connection
from django.test import Client
from twilio.request_validator import RequestValidator

from apps.accounts.models import User
from apps.accounts.testing import client_for, membership_make
from apps.assistant.errors import SummaryFailedError
from apps.assistant.understanding.services import conversation_understand
from apps.audit.models import AuditEntry
from apps.audit.platform.models import PlatformAuditEntry
from apps.conversations.services import message_upsert
from apps.conversations.tests.factories import ConversationFactory
from apps.core import clock
from apps.core.logs import logs_configure
from apps.core.testing import PATIENCE_SECONDS
from apps.credentials.models import BusinessCredentials
from apps.credentials.selectors import own_twilio_account
from apps.credentials.tests.factories import ACCOUNT_SID, AUTH_TOKEN, OPENAI_KEY
from apps.events.models import OutboxEvent
from apps.simulator.twilio.caller import place_call
from apps.simulator.twilio.scenario import Scenario, Wait
from apps.telephony.tests.conftest import HALUTZ, Served, books_closed
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant

PLACE = "/api/v1/settings/credentials"
PLATFORM_SECRETS = (project.SECRET_KEY, *project.FIELD_KEYS)


@contextmanager
def logs_written(*, level: str) -> Iterator[io.StringIO]:
    """Everything the process would write, as production writes it."""
    root, buffer = logging.getLogger(), io.StringIO()
    handlers, before = root.handlers[:], root.level
    logs_configure({"level": level, "as_json": True})
    (ours,) = root.handlers
    assert isinstance(ours, logging.StreamHandler)
    ours.setStream(buffer)
    try:
        yield buffer
    finally:
        logs_configure(project.LOGGING)
        root.handlers, root.level = handlers, before


def everything_done(served: Served, business: Any) -> str:
    """A life of keys, good and bad. Returns what the API said, and the webhook's secret in the last line."""
    api = client_for(membership_make(business=business))
    answers = [
        api.put(f"{PLACE}/twilio", {"account_sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN}, format="json"),
        api.put(f"{PLACE}/openai", {"api_key": OPENAI_KEY}, format="json"),
        api.put(f"{PLACE}/openai", {"api_key": OPENAI_KEY + " x"}, format="json"),
        api.put(f"{PLACE}/twilio", {"account_sid": "AC1", "auth_token": AUTH_TOKEN}, format="json"),
        api.get(PLACE),
        api.get("/api/v1/audit/"),
        api.get("/api/v1/me"),
    ]
    secret = api.post(f"{PLACE}/webhook-secret").json()["secret"]
    url, form = served.base_url + "/webhooks/twilio/voice", {"AccountSid": ACCOUNT_SID, "To": HALUTZ}
    for token in (AUTH_TOKEN, "wrong"):
        signature = RequestValidator(token).compute_signature(url, form)
        httpx.post(url, data=form, headers={"X-Twilio-Signature": signature}, timeout=PATIENCE_SECONDS)
    asyncio.run(place_call(served.call(), Scenario("wait", (Wait(4000),), "waits")))
    books_closed()
    with in_tenant(business.schema_name):
        message_upsert(
            conversation_id=ConversationFactory.create().pk,
            source_kind="call",
            source_id=99,
            external_id="1",
            position=1,
            author="customer",
            text="שלום",
            started_at=clock.now(),
        )
        with pytest.raises(SummaryFailedError):
            conversation_understand(source_kind="call", source_id=99)
        try:
            raise RuntimeError(own_twilio_account(business=business))
        except RuntimeError:
            logging.getLogger("apps.somewhere").exception("broke with %r", BusinessCredentials.objects.get())
    return "\n".join([*(answer.content.decode() for answer in answers), secret])


def shown_by_the_administration() -> str:
    with in_tenant(PUBLIC_SCHEMA):
        admin = Client(headers={"host": "testserver"})
        admin.force_login(User.objects.create_superuser("system@example.test", "x"))
        pages = ["", "tenants/business/", "audit_platform/platformauditentry/", "accounts/user/"]
        return "".join(admin.get(f"/admin/{page}", follow=True).content.decode() for page in pages)


def kept(business: Any) -> str:
    """Journals, events, and what a dump of the table would hold."""
    with in_tenant(business.schema_name):
        rows: list[Any] = [
            *AuditEntry.objects.values_list("data", flat=True),
            *OutboxEvent.objects.values_list("payload", flat=True),
            *PlatformAuditEntry.objects.values_list("data", flat=True),
        ]
    dumped = io.StringIO()
    with in_tenant(PUBLIC_SCHEMA):
        call_command("dumpdata", "credentials", stdout=dumped)
    with connection.cursor() as cursor:
        cursor.execute("SELECT credentials_businesscredentials::text FROM credentials_businesscredentials")
        rows += cursor.fetchall()
    return json.dumps(rows, ensure_ascii=False, default=str) + dumped.getvalue()


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_no_secret_can_be_read_again_anywhere(served: Served, business: Any, level: str) -> None:
    served.openai.state.refused_keys.add(OPENAI_KEY)
    try:
        with logs_written(level=level) as logs:
            answers, _, webhook_secret = everything_done(served, business).rpartition("\n")
    finally:
        served.openai.state.refused_keys.discard(OPENAI_KEY)
    written = logs.getvalue()

    assert "broke with" in written
    assert "webhook_refused" in written
    secrets = (AUTH_TOKEN, OPENAI_KEY, webhook_secret, *PLATFORM_SECRETS)
    places = {
        "logs": written,
        "answers": answers,
        "administration": shown_by_the_administration(),
        "database and dump": kept(business),
    }
    found = [(place, secret[:8]) for place, text in places.items() for secret in secrets if secret in text]
    assert found == []
