"""A real worker on a real queue, killed where it hurts, and as much at once as a large business has."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.core import mail
from django.db import connection

from apps.audit.actors import SYSTEM
from apps.core import clock
from apps.core.jobs import enqueue
from apps.reminders.models import Reminder, ReminderPlan
from apps.reminders.services.sending import AT_ONCE, reminders_send
from apps.scheduling.models import Appointment, Resource
from apps.scheduling.services.settings import settings_update
from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory
from apps.simulator.server import simulator_in_thread
from apps.tenants.context import in_tenant, scoped
from apps.tenants.testing import database_address

SID = "AC" + "5" * 32
MANY = 10_000


@pytest.fixture
def simulator():
    with simulator_in_thread() as running:
        yield running


@pytest.fixture
def twilio(simulator, settings, monkeypatch):
    def answers_at(address):
        settings.TWILIO_API_BASE_URL = address
        monkeypatch.setenv("TEST_TWILIO_API_BASE_URL", address)

    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = SID, "token"
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", SID)
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "token")
    # The last thing it hears of a message is not what these tests are about.
    monkeypatch.setenv("PUBLIC_BASE_URL", "http://127.0.0.1:9")
    answers_at(simulator.twilio_base_url)
    return answers_at


@contextmanager
def worker(processes):
    """Its own process group, so that a kill takes all of it at once."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_address(),
        "REDIS_URL": configured.REDIS_URL,
        "DJANGO_SETTINGS_MODULE": "prosaas.settings.test",
    }
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "celery", "-A", "prosaas", "worker", "-l", "ERROR"]
    process = subprocess.Popen(
        [*command, "--concurrency", str(processes), "--without-mingle", "--without-gossip"],
        env=environment,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=60)


class SilentDoor:
    """In front of the stand-in: hands a request on, or not, and never answers it."""

    def __init__(self, behind: str, *, hands_on: bool) -> None:
        self._behind = urlsplit(behind)
        self._hands_on = hands_on
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}{self._behind.path}"
        self.has_heard = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        self._caller, _ = self._server.accept()
        request = whole_request(self._caller)
        if self._hands_on:
            with socket.create_connection((self._behind.hostname, self._behind.port)) as onwards:
                onwards.sendall(request)
                onwards.recv(65536)
        self.has_heard.set()


def whole_request(caller: socket.socket) -> bytes:
    """Head and body, which may come in pieces."""
    received = b""
    while True:
        received += caller.recv(65536)
        head, end, body = received.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        if end and len(body) >= int(length[1] if length else 0):
            return received


class DumbMailServer:
    """Takes every line and says nothing, so that each letter stays where it began."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"smtp://127.0.0.1:{self._server.getsockname()[1]}"
        self.lines: list[socket.socket] = []
        self.has_heard = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while len(self.lines) < AT_ONCE:
            self.lines.append(self._server.accept()[0])
        self.has_heard.set()


def due_now(business, *, channel="sms", hours=30):
    """One reminder that is due this minute, quiet hours or not."""
    settings_update(
        changes={"quiet_from": "00:00", "quiet_until": "00:00", "rests_on_holidays": False}, actor=SYSTEM
    )
    ReminderPlan.objects.filter(kind="booked").update(channels=[channel])
    lead = CustomerFactory.create(email=f"customer{hours}@example.com")
    meeting = AppointmentFactory.create(lead=lead, starts_at=clock.now() + timedelta(hours=hours))
    return Reminder.objects.create(
        appointment=meeting,
        lead=meeting.lead,
        plan=ReminderPlan.objects.get(kind="booked"),
        kind="booked",
        starts_at=meeting.starts_at,
        wished_at=clock.now(),
        due_at=clock.now(),
    )


def wait_until_gone(row) -> None:
    """PostgreSQL has noticed that the worker is dead: its lock is free."""
    name = [scoped(connection.schema_name, "reminders", str(row.claim))]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", name)
        cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", name)


@pytest.mark.parametrize("was_accepted", [True, False], ids=["after-it-was-accepted", "before-it-arrived"])
def test_a_worker_killed_between_sending_and_recording(
    tenants_db, jobs, business, other_business, simulator, twilio, was_accepted
) -> None:
    row = due_now(business)
    door = SilentDoor(simulator.twilio_base_url, hands_on=was_accepted)
    twilio(door.address)
    with worker(1) as process:
        enqueue("reminders.send_due")
        assert door.has_heard.wait(60)
        os.killpg(process.pid, signal.SIGKILL)
    row.refresh_from_db()
    assert row.state == "sending"
    assert len(simulator.state.twilio.messages) == was_accepted

    twilio(simulator.twilio_base_url)
    wait_until_gone(row)
    for minutes in (3, 5, 30):
        with clock.frozen(datetime.now(UTC) + timedelta(minutes=minutes)):
            reminders_send()

    row.refresh_from_db()
    (message,) = simulator.state.twilio.messages.values()
    assert (row.state, row.provider_id) == ("sent", message.sid)
    assert message.body["body"] == row.text
    with in_tenant(other_business.schema_name):
        assert not Reminder.objects.exists()


def test_a_worker_killed_among_letters_loses_none_that_it_had_not_begun(
    tenants_db, jobs, business, other_business, twilio, monkeypatch
) -> None:
    rows = [due_now(business, channel="email", hours=30 + number) for number in range(40)]
    due = Reminder.objects.filter(pk__in=[row.pk for row in rows])
    server = DumbMailServer()
    monkeypatch.setenv("EMAIL_URL", server.url)
    with worker(1) as process:
        enqueue("reminders.send_due")
        assert server.has_heard.wait(60)
        os.killpg(process.pid, signal.SIGKILL)
    rows[0].refresh_from_db()
    wait_until_gone(rows[0])

    reminders_send()
    assert due.filter(state="sent", attempts=1).count() == 40 - AT_ONCE
    assert due.filter(state="sending", attempts=1).count() == AT_ONCE
    with clock.frozen(datetime.now(UTC) + timedelta(minutes=3)):
        reminders_send()
        reminders_send()

    assert due.filter(state="unknown", reason="mail_has_no_memory").count() == AT_ONCE
    written = [letter.to[0] for letter in mail.outbox]
    assert sorted(written) == sorted(due.filter(state="sent").values_list("address", flat=True))
    with in_tenant(other_business.schema_name):
        assert not Reminder.objects.exists()


@pytest.mark.nightly
def test_ten_thousand_due_in_one_minute(tenants_db, jobs, business, simulator, twilio) -> None:
    first = due_now(business)
    plan, resource = first.plan, Resource.objects.get(is_default=True)
    starts = [clock.now() + timedelta(hours=31 + number) for number in range(MANY)]
    lead = CustomerFactory.create()
    meetings = Appointment.objects.bulk_create(
        Appointment(
            lead=lead,
            resource=resource,
            starts_at=at,
            ends_at=at + timedelta(minutes=30),
            busy=(at, at + timedelta(minutes=30)),
            status="confirmed",
            source="api",
        )
        for at in starts
    )
    Reminder.objects.all().delete()
    Reminder.objects.bulk_create(
        Reminder(
            appointment=meeting,
            lead=lead,
            plan=plan,
            kind="booked",
            starts_at=meeting.starts_at,
            wished_at=clock.now(),
            due_at=clock.now(),
        )
        for meeting in meetings
    )
    began = time.monotonic()
    with worker(2):
        enqueue("reminders.send_due")
        # Reminders of these meetings, which the changed settings plan anew, wait for their own day.
        while Reminder.objects.filter(kind="booked", state__in=["waiting", "sending"]).exists():
            assert time.monotonic() - began < 60
            threading.Event().wait(0.5)

    assert Reminder.objects.filter(state="sent").count() == MANY
    assert len(simulator.state.twilio.messages) == MANY
