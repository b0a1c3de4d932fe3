import base64
import os
import string
import subprocess
import sys

import pytest
from django.conf import settings

from prosaas.settings.refusals import production_refusals

# As good as random, and the same in every test process.
RANDOM = string.ascii_letters + string.digits
FIELD_KEY = base64.urlsafe_b64encode(RANDOM[:32].encode()).decode()
GOOD = {
    "secret_key": RANDOM,
    "field_keys": [FIELD_KEY, FIELD_KEY],
    "debug": False,
    "openai_api_key": "sk-real",
    "openai_host": "api.openai.com",
    "twilio_account_sid": "AC" + "0" * 32,
    "twilio_auth_token": "0" * 32,
    "twilio_api_base_url": "",
    "demo_password": "",
    "public_base_url": "https://prosaas.example",
}


def test_a_safe_production_starts() -> None:
    assert production_refusals(**GOOD) == []
    assert production_refusals(**{**GOOD, "demo_password": "chosen by us"}) == []


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
        ("openai_host", "127.0.0.1"),
        ("openai_host", "localhost"),
        ("twilio_account_sid", ""),
        ("twilio_auth_token", ""),
        ("twilio_api_base_url", "http://127.0.0.1:9/twilio"),
        ("demo_password", "demo-prosaas"),
        ("public_base_url", "http://prosaas.example"),
    ],
)
def test_an_unsafe_production_does_not_start(name: str, value: object) -> None:
    assert len(production_refusals(**{**GOOD, name: value})) == 1


def production(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    safe = {
        "DJANGO_SETTINGS_MODULE": "prosaas.settings.production",
        "DJANGO_SECRET_KEY": GOOD["secret_key"],
        "FIELD_ENCRYPTION_KEYS": FIELD_KEY,
        "OPENAI_API_KEY": "sk-real",
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": "0" * 32,
        "PUBLIC_BASE_URL": "https://prosaas.example",
        "PATH": os.environ["PATH"],
    }
    return subprocess.run(
        [sys.executable, *command],
        env={**safe, **environment},
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=False,
        text=True,
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


def test_the_models_brief_name_becomes_the_one_that_lives() -> None:
    asked = "from prosaas.settings import base; print(base.REALTIME_MODEL)"
    told = production("-c", asked, REALTIME_MODEL="gpt-4o-realtime-preview-2024-12-17")

    assert told.stdout == "gpt-realtime-2.1\n"
    assert "was shut down" in told.stderr


def test_the_default_model_needs_no_warning() -> None:
    told = production("-c", "from prosaas.settings import base; print(base.REALTIME_MODEL)")

    assert (told.stdout, told.stderr) == ("gpt-realtime-2.1\n", "")
