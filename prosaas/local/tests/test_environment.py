import base64
from pathlib import Path

import pytest

from prosaas.local.environment import (
    Ports,
    environment_build,
    ports_choose,
    services_start,
    settings_given,
    simulator_runs,
)
from prosaas.local.ports import port_free

PORTS = Ports(door=8123, web=9001, media=9002, simulator=9003)
SERVICES = {"DATABASE_URL": "postgresql://local", "REDIS_URL": "redis://local"}


def built(given: dict[str, str], state: Path) -> dict[str, str]:
    return environment_build(given, state=state, ports=PORTS, services=SERVICES)


def test_without_keys_everything_points_at_the_simulator(tmp_path: Path):
    environment = built({}, tmp_path)
    assert environment["OPENAI_API_KEY"] == "simulator"
    assert environment["OPENAI_BASE_URL"] == "http://127.0.0.1:9003/v1"
    assert environment["TWILIO_API_BASE_URL"] == "http://127.0.0.1:9003/twilio"
    assert environment["SIMULATOR_PORT"] == "9003"
    assert environment["PUBLIC_BASE_URL"] == "http://localhost:8123"
    assert environment["PORT"] == "8123"
    assert environment["DATABASE_URL"] == "postgresql://local"
    assert environment["MEDIA_ROOT"] == str(tmp_path / "media")


def test_a_real_key_turns_the_simulator_off(tmp_path: Path):
    given = {"OPENAI_API_KEY": "sk-real"}
    environment = built(given, tmp_path)
    assert simulator_runs(given) is False
    assert environment["OPENAI_API_KEY"] == "sk-real"
    assert "OPENAI_BASE_URL" not in environment
    assert "TWILIO_API_BASE_URL" not in environment


def test_real_twilio_keys_are_never_sent_to_the_simulator(tmp_path: Path):
    given = {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "real"}
    environment = built(given, tmp_path)
    assert environment["TWILIO_AUTH_TOKEN"] == "real"
    assert "TWILIO_API_BASE_URL" not in environment


def test_a_model_s_address_and_a_twilio_token_are_enough(tmp_path: Path):
    """No account is made up beside a token that was given: whose it is, the token says."""
    given = {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "TWILIO_AUTH_TOKEN": "real"}
    environment = built(given, tmp_path)
    assert {name: environment[name] for name in given} == given
    assert "TWILIO_ACCOUNT_SID" not in environment
    assert "TWILIO_API_BASE_URL" not in environment


def test_what_the_developer_gave_wins(tmp_path: Path):
    environment = built({"PUBLIC_BASE_URL": "https://me.example", "MAX_CALLS_PER_BUSINESS": "3"}, tmp_path)
    assert environment["PUBLIC_BASE_URL"] == "https://me.example"
    assert environment["MAX_CALLS_PER_BUSINESS"] == "3"


def test_another_project_s_django_settings_are_not_used(tmp_path: Path):
    environment = built({"DJANGO_SETTINGS_MODULE": "elsewhere.settings"}, tmp_path)
    assert environment["DJANGO_SETTINGS_MODULE"] == "prosaas.settings.local"


def test_secrets_stay_the_same_and_are_for_their_owner_only(tmp_path: Path):
    first, second = built({}, tmp_path), built({}, tmp_path)
    for name in ("DJANGO_SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"):
        assert first[name] == second[name]
    assert len(first["DJANGO_SECRET_KEY"]) >= 50
    assert len(base64.urlsafe_b64decode(first["FIELD_ENCRYPTION_KEYS"])) == 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "field_encryption_keys").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "twilio_auth_token").stat().st_mode & 0o777 == 0o600


def test_an_empty_line_of_the_file_counts_as_not_given(tmp_path: Path):
    file = tmp_path / ".env"
    file.write_text(
        "# a comment\nOPENAI_API_KEY=\nREALTIME_MODEL=gpt-realtime-2.1\nPUBLIC_BASE_URL=https://a.example\n"
    )
    given = settings_given(file)
    assert "OPENAI_API_KEY" not in given
    assert given["REALTIME_MODEL"] == "gpt-realtime-2.1"
    assert given["PUBLIC_BASE_URL"] == "https://a.example"


@pytest.mark.parametrize("port", ["abc", "0", "-1", "65536", "٨٠٠٠", "80.5"])
def test_a_port_that_is_none_is_refused_in_one_line(port: str):
    with pytest.raises(SystemExit) as ended:
        ports_choose({"PORT": port})
    assert ended.value.code == f"\n✗ PORT={port} is no port: give a number from 1 to 65535, or none"


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("DATABASE_URL", "postgresql://someone:kettle@127.0.0.1:{port}/prosaas"),
        ("DATABASE_URL", "kettle"),
        ("REDIS_URL", "redis://:kettle@127.0.0.1:{port}/0"),
        ("REDIS_URL", "127.0.0.1:{port}"),
    ],
)
def test_a_given_server_that_is_away_is_named_before_anything_starts(tmp_path: Path, name: str, url: str):
    with pytest.raises(SystemExit) as ended:
        services_start({name: url.format(port=port_free())}, state=tmp_path)

    said = str(ended.value.code)
    assert f"does not answer at {name}: " in said
    assert said.endswith(f"\n  Start it or mend {name}; without it we start one.")
    assert len(said.strip().splitlines()) == 2
    assert ":kettle" not in said
    assert list(tmp_path.iterdir()) == []
