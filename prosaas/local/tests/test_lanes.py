import os
import sys
from pathlib import Path

import pytest

from prosaas.local.lanes import Check, Lanes

MEETS = "print('{0} begins', flush=True); print(open({1!r}, {2!r}).{3}); print('{0} ends')"


def python(name: str, code: str) -> Check:
    return Check(name, [sys.executable, "-c", code])


def test_lanes_run_beside_each_other_and_are_read_one_after_the_other(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
):
    # Each end of the pipe waits for the other one.
    pipe = str(tmp_path / "pipe")
    os.mkfifo(pipe)
    writes = python("writes", MEETS.format("writes", pipe, "w", "write('x')"))
    reads = python("reads", MEETS.format("reads", pipe, "r", "read()"))

    assert Lanes([[writes], [reads]], dict(os.environ)).run() == []

    lines = capfdbinary.readouterr().out.decode().splitlines()
    for name in ("writes", "reads"):
        begins = lines.index(f"▶ {name}")
        assert lines[begins + 1] == f"{name} begins"
        assert lines[begins + 3] == f"{name} ends"
        assert lines[begins + 4].startswith(f"✓ {name}: ")


def test_a_lane_goes_on_after_a_failure_and_every_failure_is_told():
    bad, good = python("bad", "raise SystemExit(3)"), python("good", "pass")

    assert Lanes([[bad, good], [good, bad]], dict(os.environ)).run() == [bad, bad]
