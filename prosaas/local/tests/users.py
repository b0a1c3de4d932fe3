"""A process of its own that uses the local servers, as a run or a test run does."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prosaas.local.bootstrap import ROOT

PROGRAM = """
import sys
from pathlib import Path
from prosaas.local import {server}
print({server}.start(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


@contextmanager
def user_of(server: str, root: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address that the process was given, and the process. It ends when the block does."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(server=server), str(root)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip(), process
    finally:
        process.stdin.close()
        process.wait(timeout=30)
        process.stdout.close()
