"""The written API and what is made from it: `make api` writes both, `make check` refuses a difference."""

import argparse
import difflib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from prosaas.local.bootstrap import ROOT
from prosaas.local.frontend import FRONTEND, node_environment, npm_run

SCHEMA = ROOT / "docs" / "api" / "openapi.yaml"
TYPES = FRONTEND / "src" / "lib" / "api" / "schema.d.ts"
SHOWN_LINES = 60


def schema_write(to: Path) -> None:
    """The OpenAPI description of the code as it is now."""
    command = ["manage.py", "spectacular", "--validate", "--fail-on-warn", "--file", str(to)]
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True)


def types_write(schema: Path, to: Path) -> None:
    """The TypeScript types of a description."""
    command = npm_run("exec", "--offline", "--", "openapi-typescript", str(schema), "-o", str(to))
    subprocess.run(command, cwd=FRONTEND, env=node_environment(os.environ), check=True, capture_output=True)


def difference(committed: Path, made: Path) -> str:
    """Empty when both say the same."""
    before = committed.read_text().splitlines() if committed.exists() else []
    lines = list(
        difflib.unified_diff(before, made.read_text().splitlines(), "committed", "made now", lineterm="")
    )
    return "\n".join(lines[:SHOWN_LINES])


def check() -> int:
    with tempfile.TemporaryDirectory() as folder:
        made = {SCHEMA: Path(folder) / SCHEMA.name, TYPES: Path(folder) / TYPES.name}
        schema_write(made[SCHEMA])
        types_write(made[SCHEMA], made[TYPES])
        drifted = {committed: difference(committed, path) for committed, path in made.items()}
    for committed, lines in drifted.items():
        if lines:
            print(
                f"✗ {committed.relative_to(ROOT)} is behind the code: run `make api` and commit it\n{lines}"
            )
    return 1 if any(drifted.values()) else 0


def write() -> int:
    SCHEMA.parent.mkdir(parents=True, exist_ok=True)
    schema_write(SCHEMA)
    types_write(SCHEMA, TYPES)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m prosaas.local.api")
    parser.add_argument("action", choices=["check", "write"])
    sys.exit(check() if parser.parse_args().action == "check" else write())
