"""`python -m prosaas.local COMMAND`: what the Makefile calls once the virtual environment is there."""

import argparse
import signal
import sys
from pathlib import Path
from typing import NoReturn

from prosaas.local.bootstrap import ROOT

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def arguments_read() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m prosaas.local")
    commands = parser.add_subparsers(dest="command", required=True)
    run, demo = commands.add_parser("run"), commands.add_parser("demo")
    for command in (run, demo):
        command.add_argument(
            "--state", type=Path, default=ROOT / ".local", help="the folder of data and logs"
        )
    run.add_argument(
        "--isolated", action="store_true", help="no .env, no keys, no servers of others: for tests"
    )
    demo.add_argument("--once", action="store_true", help="stop after the story")
    commands.add_parser("test")
    commands.add_parser("check")
    commands.add_parser("api")
    commands.add_parser("lock")
    commands.add_parser("bench").add_argument("name", nargs="?")
    return parser.parse_args()


def main() -> int:
    given = arguments_read()
    match given.command:
        case "run":
            from prosaas.local.run import run

            return run(state=given.state.resolve(), isolated=given.isolated)
        case "demo":
            from prosaas.local.demo import demo

            return demo(state=given.state.resolve(), once=given.once)
        case "api":
            from prosaas.local.checks import api_write

            return api_write()
        case "bench":
            from prosaas.local.benches import benches_run

            return benches_run(given.name)
        case "lock":
            from prosaas.local.lock import lock

            return lock()
        case _:
            from prosaas.local.checks import checks_run

            return checks_run(with_tests=given.command == "test")


def signals_take() -> None:
    for number in STOPPING:
        signal.signal(number, _stop)


def _stop(signum: int, _frame: object) -> NoReturn:
    """End by an exception, so that all that was started is stopped, and no second signal cuts that short."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt if signum == signal.SIGINT else SystemExit(128 + signum)


if __name__ == "__main__":
    signals_take()
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("\nInterrupted.")
        sys.exit(128 + signal.SIGINT)
