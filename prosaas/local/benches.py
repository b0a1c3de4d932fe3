"""`make bench`: each bench measures and prints JSON; none of them is a timed test."""

import pkgutil
import subprocess
import sys

import bench
from prosaas.local.bootstrap import ROOT, fail


def benches_run(name: str | None) -> int:
    """Run the named bench, else all. Returns the exit code."""
    known = sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if not module.ispkg)
    if name is not None and name not in known:
        fail(f"there is no bench {name}; there are: {', '.join(known) or 'none yet'}")
    failed = [each for each in ([name] if name else known) if not _succeeds(each)]
    return 1 if failed else 0


def _succeeds(name: str) -> bool:
    print(f"\n▶ {name}", flush=True)
    command = [sys.executable, "-m", f"bench.{name}", "--json"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0
