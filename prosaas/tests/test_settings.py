import base64
import os
import re
import runpy
import socket
import string
import subprocess
import sys

import pytest
from django.conf import settings

from prosaas.local.ports import port_free
from prosaas.settings.refusals import production_refusals
from prosaas.settings.this_machine import leads_here

EXAMPLE = re.findall(r"^(\w+)=", (settings.BASE_DIR / ".env.example").read_text(), re.MULTILINE)
UNMENTIONED = ("OPENAI_BASE_URL", "TWILIO_API_BASE_URL", "DATABASE_URL", "REDIS_URL", "DEMO_PASSWORD")
# Without these production does not start.
NEEDED = {
    *("DJANGO_SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "OPENAI_API_KEY", "PUBLIC_BASE_URL", "EMAIL_URL"),
    "TWILIO_AUTH_TOKEN",
}
# As good as random, and the same in every test process.
RANDOM = string.ascii_letters + string.digits
FIELD_KEY = base64.urlsafe_b64encode(RANDOM[:32].encode()).decode()
GOOD = {
    "secret_key": RANDOM,
    "field_keys": [FIELD_KEY, FIELD_KEY],
    "debug": False,
    "openai_api_key": "sk-real",
    "openai_base_url": "https://api.openai.com/v1",
    "twilio_auth_token": "0" * 32,
    "stream_signature_required": True,
    "twilio_api_base_url": "",
    "twilio_account_sid": "AC" + "5" * 32,
    "twilio_sms_number": "+972521234567",
    "demo_password": "",
    "public_base_url": "https://prosaas.example",
    "email_backend": "django.core.mail.backends.smtp.EmailBackend",
}


def test_a_safe_production_starts() -> None:
    assert production_refusals(**GOOD) == []
    assert production_refusals(**{**GOOD, "demo_password": "chosen by us"}) == []
    assert production_refusals(**{**GOOD, "twilio_account_sid": "", "twilio_sms_number": ""}) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("secret_key", ""),
        ("secret_key", "short"),
        ("secret_key", "a" * 80),
        ("secret_key", "for-this-machine-only-" + "0" * 40),
        ("secret_key", "django-insecure-" + RANDOM),
        ("field_keys", []),
        ("field_keys", [""]),
        ("field_keys", ["short"]),
        ("field_keys", [RANDOM]),
        ("field_keys", ["א" * 44]),
        ("field_keys", [FIELD_KEY, base64.urlsafe_b64encode(b"a" * 32).decode()]),
        ("field_keys", [base64.urlsafe_b64encode(b"for-this-machine-only-" + b"0" * 10).decode()]),
        ("field_keys", [base64.urlsafe_b64encode(RANDOM[:31].encode()).decode()]),
        ("debug", True),
        ("openai_api_key", ""),
        ("openai_api_key", "simulator"),
        ("openai_api_key", " Simulator"),
        ("openai_base_url", "http://model.example/v1"),
        ("openai_base_url", f"https://{socket.gethostname()}:8090/v1"),
        ("openai_base_url", f"https://{socket.gethostname().upper()}./v1"),
        ("openai_base_url", "https://10.0.0.7/v1"),
        ("openai_base_url", "https://192.168.1.4:8443/v1"),
        ("openai_base_url", "https://[fd00::7]/v1"),
        ("openai_base_url", "http://127.0.0.1:9000/v1"),
        ("openai_base_url", "http://localhost/v1"),
        ("twilio_auth_token", ""),
        ("twilio_auth_token", "  "),
        ("stream_signature_required", False),
        ("twilio_api_base_url", "http://127.0.0.1:9/twilio"),
        ("twilio_account_sid", ""),
        ("twilio_sms_number", "052-1234567"),
        ("demo_password", "demo-prosaas"),
        ("public_base_url", "http://prosaas.example"),
        ("email_backend", "django.core.mail.backends.console.EmailBackend"),
    ],
)
def test_an_unsafe_production_does_not_start(name: str, value: object) -> None:
    assert len(production_refusals(**{**GOOD, name: value})) == 1


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "LOCALHOST", "localhost.", "localhost..", "demo.localhost", "Demo.LocalHost."),
        *("localhost.localdomain", "ip6-localhost", "ip6-loopback", "simulator", "Simulator."),
        *("127.0.0.1", "127.0.0.1.", "127.255.3.4", "127.1", "127.0.1", "0177.0.0.1", "127.000.000.001"),
        *("2130706433", "0x7f000001", "0x7f.0.0.1", "0x7F.1", "017700000001", "0", "0.0.0", "0x0"),
        *("[::1]", "[0:0:0:0:0:0:0:1]", "[::1%25lo]", "[::]", "[::ffff:127.0.0.1]", "[::FFFF:7f00:1]"),
        *(
            "[::ffff:0.0.0.0]",
            "me@127.0.0.1",
            "me:word@localhost",
            "１２７.0.0.1",
            "127。0。0。1",
            "loc%61lhost",
        ),
    ],
)
def test_a_stand_in_on_this_machine_is_known_in_every_spelling(host: str) -> None:
    for url in (f"http://{host}/v1", f"https://{host}:9000/v1"):
        assert leads_here(url), url


@pytest.mark.parametrize(
    "url", ["", "api.openai.com", "https://", "https:///v1", "http://[::1", "http://[localhost]/v1"]
)
def test_an_address_without_a_host_is_not_taken_for_a_model(url: str) -> None:
    assert leads_here(url)


@pytest.mark.parametrize(
    "host",
    [
        *("api.openai.com", "eu.api.openai.com.", "ours.openai.azure.com", "localhost.example.com"),
        *("localhost-model.example", "simulator.example", "10.0.0.7", "128.0.0.1", "[2001:db8::1]"),
        *("[::ffff:10.0.0.7]", "2130706434.example", "מודל.example", "localhost@api.openai.com"),
    ],
)
def test_a_model_elsewhere_is_not_taken_for_a_stand_in(host: str) -> None:
    assert not leads_here(f"https://{host}/v1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAX_CALLS_PER_PROCESS", "many-secret"),
        ("USE_REALTIME_API", "maybe-secret"),
        ("PUBLIC_BASE_URL", "secret.example"),
        ("PUBLIC_BASE_URL", "https://prosaas.example:secret"),
        ("OPENAI_BASE_URL", "https://"),
        ("TWILIO_API_BASE_URL", "http://[secret"),
        ("LOG_LEVEL", "secret"),
        ("EMAIL_URL", "secret"),
        ("EMAIL_URL", "smtp://user:secret/@host:many"),
    ],
)
def test_a_value_that_cannot_be_read_names_its_variable_alone(name: str, value: str) -> None:
    started = subprocess.run(
        [sys.executable, "-c", "import prosaas.settings.base"],
        env={**os.environ, name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 1
    assert (
        started.stderr.strip()
        .splitlines()[-1]
        .startswith(f"django.core.exceptions.ImproperlyConfigured: {name} cannot be read")
    )
    assert "secret" not in started.stderr


def settings_of(file: str) -> dict[str, object]:
    read = runpy.run_path(str(settings.BASE_DIR / "prosaas" / "settings" / file))
    return {name: value for name, value in read.items() if name.isupper()}


@pytest.mark.parametrize(
    "name", [*EXAMPLE, "OPENAI_BASE_URL", "TWILIO_API_BASE_URL", "DATABASE_URL", "REDIS_URL"]
)
def test_an_empty_value_counts_as_not_given(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(name, raising=False)
    without = settings_of("base.py")
    monkeypatch.setenv(name, "")
    assert settings_of("base.py") == without


def production(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    safe = {
        "DJANGO_SETTINGS_MODULE": "prosaas.settings.production",
        "DJANGO_SECRET_KEY": GOOD["secret_key"],
        "FIELD_ENCRYPTION_KEYS": FIELD_KEY,
        "OPENAI_API_KEY": "sk-real",
        "TWILIO_AUTH_TOKEN": "0" * 32,
        "PUBLIC_BASE_URL": "https://prosaas.example",
        "EMAIL_URL": "smtp+tls://us:secret@mail.example:587",
        "PATH": os.environ["PATH"],
    }
    return subprocess.run(
        [sys.executable, *command],
        env={**safe, **environment},
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )


def test_a_production_that_starts_has_nothing_for_the_deployment_check_to_say() -> None:
    checked = production("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert (checked.returncode, checked.stdout) == (0, "System check identified no issues (0 silenced).\n")


def test_the_process_itself_refuses_and_says_why_without_secrets() -> None:
    key = "django-insecure-" + RANDOM
    refused = production("manage.py", "check", DJANGO_SECRET_KEY=key, OPENAI_API_KEY="simulator")

    assert refused.returncode == 1
    assert "ProSaaS does not start: DJANGO_SECRET_KEY must be random" in refused.stderr
    assert "OPENAI_API_KEY must be a real key" in refused.stderr
    assert key not in refused.stdout + refused.stderr.replace("Traceback", "")


def test_production_starts_with_every_other_line_of_the_example_empty() -> None:
    empty = dict.fromkeys({*EXAMPLE, *UNMENTIONED} - NEEDED, "")
    question = (
        "import django; django.setup(); from django.conf import settings as s;"
        "print(s.OPENAI_BASE_URL, s.TENANT_BASE_DOMAIN, s.USE_REALTIME_API, s.MAX_CALLS_PER_BUSINESS)"
    )
    started = production("-c", question, **empty)

    assert (started.stderr, started.stdout) == ("", "https://api.openai.com/v1 prosaas.example True 50\n")


def test_production_names_all_that_an_empty_example_lacks() -> None:
    refused = production("manage.py", "check", **dict.fromkeys(EXAMPLE, ""))

    assert refused.returncode == 1
    reasons = refused.stderr.rpartition("ProSaaS does not start: ")[2].split("; ")
    assert {reason.split()[0] for reason in reasons} == NEEDED


@pytest.mark.parametrize("key", ["sk-real", ""])
def test_the_simulator_does_not_start_in_production(key: str) -> None:
    refused = production("-m", "apps.simulator", OPENAI_API_KEY=key, SIMULATOR_PORT=str(port_free()))

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("The simulator does not start under production's settings")


def test_the_models_brief_name_becomes_the_one_that_lives() -> None:
    asked = "from prosaas.settings import base; print(base.REALTIME_MODEL)"
    told = production("-c", asked, REALTIME_MODEL="gpt-4o-realtime-preview-2024-12-17")

    assert told.stdout == "gpt-realtime-2.1\n"
    assert "was shut down" in told.stderr


def test_the_default_model_needs_no_warning() -> None:
    told = production("-c", "from prosaas.settings import base; print(base.REALTIME_MODEL)")

    assert (told.stdout, told.stderr) == ("gpt-realtime-2.1\n", "")
