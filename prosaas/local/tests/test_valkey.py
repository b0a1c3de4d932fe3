import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
import redis

from prosaas.local.bootstrap import ROOT
from prosaas.local.tests.users import user_of


def server_id(url: str) -> int:
    with redis.Redis.from_url(url) as client:
        return int(client.info("server")["process_id"])


def test_demands_its_password(tmp_path: Path):
    with user_of("valkey", tmp_path) as (url, _):
        with redis.Redis.from_url(url) as client:
            assert client.ping() is True
        port = int(url.rsplit(":", 1)[1].split("/")[0])
        with redis.Redis(port=port) as stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()


def test_data_stays_and_the_last_user_stops_the_server(tmp_path: Path):
    with user_of("valkey", tmp_path) as (url, _):
        with user_of("valkey", tmp_path) as (second_url, _):
            assert second_url == url
            with redis.Redis.from_url(url) as client:
                client.set("kept", "7")
        server = server_id(url)
        assert psutil.pid_exists(server)
    assert not psutil.pid_exists(server)
    with user_of("valkey", tmp_path) as (url, _), redis.Redis.from_url(url) as client:
        assert client.get("kept") == b"7"


def test_a_killed_server_is_started_again(tmp_path: Path):
    with user_of("valkey", tmp_path) as (url, _):
        os.kill(server_id(url), signal.SIGKILL)
        with user_of("valkey", tmp_path) as (new_url, _), redis.Redis.from_url(new_url) as client:
            assert client.ping() is True


def test_an_own_server_is_joined_by_nobody_and_ends_with_its_process_however_that_leaves(tmp_path: Path):
    start_own = "__import__('prosaas.local.valkey', fromlist=['start_own']).start_own"
    program = (
        f"import os, pathlib, sys; print({start_own}(pathlib.Path({str(tmp_path)!r})), flush=True);"
        " sys.stdin.read(); os._exit(0)"
    )
    urls = []
    for _ in range(2):
        with subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            urls.append(process.stdout.readline().strip())
            server = psutil.Process(server_id(urls[-1]))
        server.wait(timeout=30)
    assert urls[0] != urls[1]
    assert len(list((tmp_path / "valkeys").iterdir())) == 1
