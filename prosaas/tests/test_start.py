"""No process starts with an error of `check`, and none of production with what `check --deploy` adds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from prosaas.tests.test_settings import production

VIEW = """
from prosaas.settings.production import *
ROOT_URLCONF = "planted_urls"
PLAIN_VIEWS = {**PLAIN_VIEWS, "planted_urls": PLAIN_VIEWS["prosaas.urls_tenant"]}
"""
URLS = """
from django.http import HttpResponse
from django.urls import path
from prosaas.urls_tenant import urlpatterns
def everything(request):
    return HttpResponse("all there is")
urlpatterns = [path("everything", everything), *urlpatterns]
"""
SOCKET = """
from prosaas.settings.production import *
PLAIN_SOCKETS = {}
"""
UNSAFE = """
from prosaas.settings.production import *
SESSION_COOKIE_SECURE = False
"""
# Nothing listens on port 1: whoever is not refused before would fail at it, with other words.
AWAY = "redis://127.0.0.1:1/0"
WEB = "-m uvicorn prosaas.asgi:application --fd -1"
WORKER = "-m celery -A prosaas worker"
BEAT = "-m celery -A prosaas beat --pidfile= --schedule {folder}/schedule"
VIEW_FAULT = "planted_urls.everything asks for no verb"


@pytest.mark.parametrize(
    ("process", "planted", "expected"),
    [
        pytest.param(WEB, VIEW, VIEW_FAULT, id="web, a view"),
        pytest.param(WEB, SOCKET, "LiveConsumer asks for no verb", id="web, a socket"),
        pytest.param(WEB, UNSAFE, "security.W012", id="web, a setting"),
        pytest.param(WORKER, VIEW, VIEW_FAULT, id="worker, a view"),
        pytest.param(BEAT, VIEW, VIEW_FAULT, id="beat, a view"),
    ],
)
def test_no_process_starts_with_a_fault(tmp_path: Path, process: str, planted: str, expected: str) -> None:
    (tmp_path / "planted.py").write_text(planted)
    (tmp_path / "planted_urls.py").write_text(URLS)

    refused = production(
        *process.format(folder=tmp_path).split(),
        DJANGO_SETTINGS_MODULE="planted",
        PYTHONPATH=str(tmp_path),
        REDIS_URL=AWAY,
    )

    assert refused.returncode == 1
    said = refused.stdout + refused.stderr
    assert "ProSaaS does not start: " in said
    assert expected in said


def test_nor_does_one_of_development_with_a_view_without_a_verb(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(VIEW.replace("production", "test"))
    (tmp_path / "planted_urls.py").write_text(URLS)

    refused = subprocess.run(
        [sys.executable, "-c", "import prosaas.asgi"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "planted", "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 1
    assert f"ProSaaS does not start: ?: (prosaas.E001) {VIEW_FAULT}" in refused.stderr


def test_production_itself_starts() -> None:
    started = production("-W", "ignore:No directory at", "-c", "import prosaas.asgi; print('started')")

    assert (started.stderr, started.stdout) == ("", "started\n")
