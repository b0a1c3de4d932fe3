import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from prosaas.local.ports import port_free
from prosaas.local.waiting import NotReadyError, ready_wait


class Answers(BaseHTTPRequestHandler):
    """503 twice, then 200."""

    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        is_ready = self.path == "/ready" and self.asked > 2
        self.send_response(200 if is_ready else 503)
        self.end_headers()
        self.wfile.write(b'{"missing": ["migrations"]}')

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing in the test's output."""


@pytest.fixture
def address() -> Iterator[str]:
    Answers.asked = 0
    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_returns_when_the_answer_is_good(address: str, tmp_path: Path):
    ready_wait("web", f"{address}/ready", log=tmp_path / "web.log", deadline_seconds=60)
    assert Answers.asked == 3


def test_after_the_deadline_it_says_who_what_and_the_end_of_the_log(address: str, tmp_path: Path):
    log = tmp_path / "web.log"
    log.write_text("\n".join(f"line {number}" for number in range(100)))
    with pytest.raises(NotReadyError) as raised:
        ready_wait("web", f"{address}/never", log=log, deadline_seconds=0.3)
    message = str(raised.value)
    assert message.startswith(f"web is not ready at {address}/never: 503")
    assert '"missing": ["migrations"]' in message
    assert message.endswith("line 99")
    assert "line 74" not in message


def test_it_does_not_wait_for_what_does_not_run(tmp_path: Path):
    started = time.monotonic()
    with pytest.raises(NotReadyError, match="was not written"):
        ready_wait(
            "web",
            f"http://127.0.0.1:{port_free()}/ready",
            log=tmp_path / "web.log",
            deadline_seconds=600,
            is_running=lambda: False,
        )
    assert time.monotonic() - started < 60
