import os
import signal
from pathlib import Path

import psutil
import psycopg
import pytest

from prosaas.local.tests.users import user_of


def asks(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
        assert row is not None
        return row[0]


def postmaster(root: Path) -> psutil.Process:
    return psutil.Process(int((root / "postgres" / "postmaster.pid").read_text().splitlines()[0]))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Longer than a socket's path may be, with a space and letters of two scripts."""
    return tmp_path / "תיקייה ארוכה מאוד עם רווחים" / ("long " * 12).strip()


def test_sees_hebrew_in_every_database(root: Path):
    with user_of("postgres", root) as (url, _):
        assert asks(url, "SELECT current_setting('server_version')") == "18.6"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE EXTENSION pg_trgm")
            connection.execute("CREATE EXTENSION btree_gist")
            connection.execute("CREATE EXTENSION vector")
        assert asks(url, "SELECT similarity('חניה', 'בחניה') > 0") is True
        assert asks(url, "SELECT current_setting('max_locks_per_transaction')") == "256"
        assert asks(url, "SELECT bool_and(datlocprovider = 'b') FROM pg_database") is True


def test_data_stays_and_the_last_user_stops_the_server(root: Path):
    with user_of("postgres", root) as (url, _):
        with user_of("postgres", root) as (second_url, _):
            assert second_url == url
            with psycopg.connect(url) as connection:
                connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        server = postmaster(root)
        assert server.is_running()
    assert not psutil.pid_exists(server.pid)
    with user_of("postgres", root) as (url, _):
        assert asks(url, "SELECT number FROM kept") == 7


def test_a_killed_user_does_not_stop_the_others_and_is_not_counted(root: Path):
    with user_of("postgres", root) as (url, survivor):
        with user_of("postgres", root) as (_, killed):
            killed.kill()
            killed.wait()
        assert asks(url, "SELECT 1") == 1
        server = postmaster(root)
        assert survivor.poll() is None
    assert not psutil.pid_exists(server.pid)


def test_a_killed_server_is_started_again_with_its_data(root: Path):
    with user_of("postgres", root) as (url, _):
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        os.kill(postmaster(root).pid, signal.SIGKILL)
        with user_of("postgres", root) as (same_url, _):
            assert asks(same_url, "SELECT number FROM kept") == 7


def test_a_stale_id_that_another_program_has_now_does_not_hinder(root: Path):
    with user_of("postgres", root):
        pass
    (root / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{root / 'postgres'}\n")
    with user_of("postgres", root) as (url, _):
        assert asks(url, "SELECT 1") == 1
