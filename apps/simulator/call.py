"""`python -m apps.simulator.call --scenario booking --base-url http://localhost:8000`: one call, live.

Exit code 0 when the call went as its scenario expects, 1 when it did not, 2 when the arguments are wrong.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import aiohttp

from apps.simulator.address import address_find, local_state
from apps.simulator.given import settings_given
from apps.simulator.twilio.caller import place_call
from apps.simulator.twilio.lines import line_kept
from apps.simulator.twilio.phone_call import PhoneCall
from apps.simulator.twilio.report import CallReport, Turn
from apps.simulator.twilio.scenario import SCENARIOS, Scenario
from apps.simulator.twilio.settings import CallSettings, sid_make

_WHO = {"assistant": "assistant", "caller": "caller   ", "twilio": "twilio   "}


def arguments_read(arguments: list[str], given: Mapping[str, str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m apps.simulator.call", description=__doc__)
    parser.add_argument("--scenario", choices=sorted(SCENARIOS), default="booking")
    parser.add_argument("--base-url", default=given.get("PUBLIC_BASE_URL", "http://localhost:8000"))
    parser.add_argument("--to", default="+97237630000")
    parser.add_argument("--from", dest="from_number", default="+972521234567")
    parser.add_argument("--call-sid", default=sid_make("CA"), help="the id that Twilio would give")
    parser.add_argument("--json", action="store_true", help="print the report as JSON, nothing else")
    return parser.parse_args(arguments)


def secret_find(name: str, kept_in: str, given: Mapping[str, str]) -> str:
    """The one that was given, as `make run` was, else the one it made and keeps under .local/."""
    kept = local_state() / kept_in
    return given.get(name) or (kept.read_text().strip() if kept.exists() else "")


def turn_print(turn: Turn) -> None:
    text = turn.text or "(speech that could not be read)"
    damage = f"  [{turn.damaged_ms} ms damaged]" if turn.damaged_ms else ""
    sys.stdout.write(f"{turn.start_ms / 1000:7.2f} s  {_WHO[turn.author]}  {text}{damage}\n")
    sys.stdout.flush()


def report_print(report: CallReport) -> None:
    facts = [
        f"ended: {report.ended or 'before it began'}",
        f"{report.duration_ms / 1000:.1f} s",
        f"first audio after {report.first_audio_ms} ms",
        f"{len(report.clears)} clears",
        f"{len(report.gaps)} gaps",
    ]
    sys.stdout.write(f"{', '.join(facts)}\n")
    for problem in report.problems:
        sys.stdout.write(f"PROBLEM  {problem}\n")


async def call_run(settings: CallSettings, scenario: Scenario, *, told: bool) -> CallReport:
    """Known to the running simulator's REST API, where there is one."""
    simulator = address_find()

    @asynccontextmanager
    async def known(call: PhoneCall) -> AsyncIterator[None]:
        if not await simulator_answers(simulator):
            yield
            return
        async with line_kept(simulator, call):
            yield

    return await place_call(
        settings, scenario, on_turn=turn_print if told else lambda turn: None, around=known
    )


async def simulator_answers(address: str) -> bool:
    if not address:
        return False
    try:
        async with aiohttp.ClientSession() as session, session.get(f"{address}/healthz") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


def main(arguments: list[str] | None = None, given: Mapping[str, str] | None = None) -> int:
    given = settings_given() if given is None else given
    options = arguments_read(sys.argv[1:] if arguments is None else arguments, given)
    auth_token = secret_find("TWILIO_AUTH_TOKEN", "twilio_auth_token", given)
    if not auth_token:
        sys.stderr.write("TWILIO_AUTH_TOKEN is not set and .local/ holds none: is `make run` running?\n")
        return 2
    settings = CallSettings(
        base_url=options.base_url,
        public_base_url=given.get("PUBLIC_BASE_URL", ""),
        auth_token=auth_token,
        account_sid=secret_find("TWILIO_ACCOUNT_SID", "twilio_account_sid", given) or "AC" + "0" * 32,
        from_number=options.from_number,
        to_number=options.to,
        call_sid=options.call_sid,
    )
    report = asyncio.run(call_run(settings, SCENARIOS[options.scenario], told=not options.json))
    if options.json:
        sys.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n")
    else:
        report_print(report)
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main())
