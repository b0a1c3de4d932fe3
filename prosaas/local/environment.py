"""What every local process is told: where the others are, and the secrets of this checkout."""

import base64
import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis
from honcho.environ import parse
from psycopg.conninfo import make_conninfo

from prosaas.local import postgres, valkey
from prosaas.local.bootstrap import ROOT, fail
from prosaas.local.ports import port_choose, port_free, ports_free

DOOR_PORT = 8000
# One PostgreSQL for all tests of this checkout, so that no test run pays for its start.
TEST_SERVERS = ROOT / ".local" / "test" / "servers"
# Tests talk to stand-ins and servers of their own only, whatever this machine is set up for.
NOT_FOR_TESTS = (
    *("OPENAI_", "TWILIO_", "PUBLIC_", "DJANGO_", "FIELD_", "DATABASE_", "REDIS_"),
    "POSTGRES_",
    *("DEMO_PASSWORD", "EMAIL_", "PORT"),
)
ANSWER_SECONDS = 10
# As prosaas.settings.servers names it, which asks the environment that is only built here.
SERVING_ROLE = "prosaas_app"
# Marks every process of a run, so that those of a killed run are found again.
RUN_MARK = "PROSAAS_RUN"


@dataclass(frozen=True)
class Ports:
    """Where the processes listen on 127.0.0.1; only `door` is for people."""

    door: int
    web: int
    media: int
    simulator: int


def settings_given(file: Path = ROOT / ".env") -> dict[str, str]:
    """The environment over the file `.env`; an empty value counts as not given."""
    written = parse(file.read_text()) if file.exists() else {}
    return {name: value for name, value in {**written, **os.environ}.items() if value != ""}


def settings_isolated() -> dict[str, str]:
    """The environment of a machine for tests: no `.env`, no keys, no servers of others, its own port."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_FOR_TESTS)}
    return {**kept, "PORT": str(port_free())}


def ports_choose(given: Mapping[str, str]) -> Ports:
    wanted = port_wanted(given)
    door = port_choose(wanted)
    if door != wanted:
        print(f"• Port {wanted} is taken, using {door}", flush=True)
    web, media, simulator = ports_free(3)
    return Ports(door=door, web=web, media=media, simulator=simulator)


def port_wanted(given: Mapping[str, str]) -> int:
    written = given.get("PORT", str(DOOR_PORT))
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 65536):
        fail(f"PORT={written} is no port: give a number from 1 to 65535, or none")
    return int(written)


def services_given_check(given: Mapping[str, str]) -> None:
    """Ends with one sentence where a given server does not answer; its password is not in it."""
    try:
        if "DATABASE_URL" in given:
            psycopg.connect(given["DATABASE_URL"], connect_timeout=ANSWER_SECONDS).close()
    except psycopg.Error as error:
        fail(_away("PostgreSQL", "DATABASE_URL", error))
    try:
        if "REDIS_URL" in given:
            with closing(redis.Redis.from_url(given["REDIS_URL"], socket_timeout=ANSWER_SECONDS)) as server:
                server.ping()
    except (redis.RedisError, ValueError) as error:
        fail(_away("Valkey", "REDIS_URL", error))


def _away(what: str, name: str, error: Exception) -> str:
    reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
    return f"{what} does not answer at {name}: {reason}\n  Start it or mend {name}; without it we start one."


def services_start(given: Mapping[str, str], *, state: Path) -> dict[str, str]:
    """DATABASE_URL and REDIS_URL: the given ones, else those of servers started under `state`."""
    services_given_check(given)
    return {
        "DATABASE_URL": given.get("DATABASE_URL") or postgres.start(state),
        "REDIS_URL": given.get("REDIS_URL") or valkey.start(state),
    }


def environment_build(
    given: Mapping[str, str], *, state: Path, ports: Ports, services: Mapping[str, str]
) -> dict[str, str]:
    """The environment of the processes. What the developer gave wins over every default."""
    simulator = f"http://127.0.0.1:{ports.simulator}"
    built = {
        "DJANGO_SECRET_KEY": _kept(state / "secret_key", lambda: secrets.token_urlsafe(50)),
        "FIELD_ENCRYPTION_KEYS": _kept(state / "field_encryption_keys", _field_key),
        "MEDIA_ROOT": str(state / "media"),
        "LOCAL_SPOOL": str(state / "spool"),
        "PUBLIC_BASE_URL": f"http://localhost:{ports.door}",
    }
    if "DATABASE_URL" not in given:
        built["POSTGRES_APP_PASSWORD"] = _kept(
            state / "postgres_app_password", lambda: secrets.token_urlsafe(50)
        )
    if "TWILIO_AUTH_TOKEN" not in given:
        built["TWILIO_ACCOUNT_SID"] = _kept(
            state / "twilio_account_sid", lambda: f"AC{secrets.token_hex(16)}"
        )
        built["TWILIO_AUTH_TOKEN"] = _kept(state / "twilio_auth_token", lambda: secrets.token_hex(16))
    if simulator_runs(given):
        built |= {"OPENAI_API_KEY": "simulator", "OPENAI_BASE_URL": f"{simulator}/v1"}
        if "TWILIO_AUTH_TOKEN" not in given:
            built["TWILIO_API_BASE_URL"] = f"{simulator}/twilio"
    return {
        **built,
        **given,
        **services,
        "DJANGO_SETTINGS_MODULE": "prosaas.settings.local",
        "PORT": str(ports.door),
        "SIMULATOR_PORT": str(ports.simulator),
        "PYTHONUNBUFFERED": "1",
        RUN_MARK: str(state),
    }


def serving_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Of a process that makes no schema: its role owns no table, and it knows of no other. On a server that
    was given without a password for that role, the given one serves.
    """
    password = environment.get("POSTGRES_APP_PASSWORD")
    if not password:
        return dict(environment)
    address = make_conninfo(environment["DATABASE_URL"], user=SERVING_ROLE, password=password)
    return {**environment, "DATABASE_URL": address, "POSTGRES_APP_PASSWORD": "", "POSTGRES_PASSWORD": ""}


def simulator_runs(given: Mapping[str, str]) -> bool:
    """The stand-in for OpenAI is there until a real key is."""
    return "OPENAI_API_KEY" not in given


def _field_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _kept(path: Path, make: Callable[[], str]) -> str:
    """A secret made once and kept readable for its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(make())
    return path.read_text()
