"""`make lock`: requirements.txt from requirements.in, with a hash for every file."""

import shutil
import subprocess
import sys

from prosaas.local.bootstrap import ROOT, timed

TOOLS = ROOT / ".local" / "tools"
COMPILE = "pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url"


def lock() -> int:
    """Needs the network. Versions that still satisfy requirements.in stay. Returns the exit code."""
    with timed("requirements.txt"):
        command = [_uv(), *COMPILE.split(), "--quiet", "requirements.in", "-o", "requirements.txt"]
        return subprocess.run(command, cwd=ROOT, check=False).returncode


def _uv() -> str:
    found = shutil.which("uv") or shutil.which("uv", path=str(TOOLS / "bin"))
    if found is None:
        install = ["pip", "install", "--quiet", "--target", str(TOOLS), "uv"]
        subprocess.run([sys.executable, "-m", *install], cwd=ROOT, check=True)
    return found or str(TOOLS / "bin" / "uv")
