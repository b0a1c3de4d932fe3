"""Makes the virtual environment, then hands over to it. Needs nothing but Python 3.11 or newer.

Run by path (`python3 prosaas/local/bootstrap.py COMMAND`), because nothing is installed yet.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.txt"
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
STAMP = VENV / "prosaas-stamp"
UNFINISHED = VENV / "prosaas-unfinished"
# uv does not read pip's settings, so a machine whose packages come through these keeps pip.
PIP_SOURCES = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_CONFIG_FILE")


def fail(message: str) -> NoReturn:
    sys.exit(f"\n✗ {message}")


def exit_code_of(command: list[str]) -> int:
    """Runs the command in a group of its own: Ctrl-C reaches us alone, and we end all of it in silence."""
    child = subprocess.Popen(command, process_group=0)
    try:
        return child.wait()
    except BaseException:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        raise


@contextmanager
def timed(title: str) -> Iterator[None]:
    """Print the step before it starts and its seconds when it is done."""
    print(f"• {title} …", flush=True)
    started = time.monotonic()
    yield
    print(f"  {time.monotonic() - started:.1f} s", flush=True)


@contextmanager
def alone() -> Iterator[None]:
    """Two set-ups at once would spoil each other: the second one waits."""
    with (state_folder() / "setup.turn").open("a") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("• Waiting for another set-up in this folder …", flush=True)
            fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def state_folder() -> Path:
    folder = ROOT / ".local"
    with suppress(PermissionError):
        folder.mkdir(exist_ok=True)
    if not os.access(folder, os.W_OK):
        fail(f"{ROOT} belongs to another user: make a checkout of your own")
    return folder


def venv_version() -> str | None:
    """The version of the Python inside `.venv`; None when it is broken or was made for another path."""
    activate = VENV / "bin" / "activate"
    if not activate.exists() or str(VENV) not in activate.read_text() or UNFINISHED.exists():
        return None
    question = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        asked = subprocess.run([PYTHON, "-I", "-c", question], capture_output=True, text=True, check=False)
    except OSError:
        return None
    version = asked.stdout.strip()
    return version if (VENV / "lib" / f"python{version}" / "site-packages").is_dir() else None


def stamp_wanted(version: str | None) -> str:
    return f"{version} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}\n"


def is_ready() -> bool:
    return STAMP.exists() and STAMP.read_text() == stamp_wanted(venv_version())


def uv_found() -> str | None:
    return None if any(os.environ.get(name) for name in PIP_SOURCES) else shutil.which("uv")


def venv_make(uv: str | None) -> None:
    if uv is None and importlib.util.find_spec("ensurepip") is None:
        fail("Python's venv is incomplete on this machine: apt-get install python3-venv")
    shutil.rmtree(VENV, ignore_errors=True)
    maker = [uv, "venv", "--quiet", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
    if exit_code_of([*maker, str(VENV)]) != 0:
        fail(f"the virtual environment could not be made in {VENV}")


def packages_install(uv: str | None) -> bool:
    UNFINISHED.touch()
    installer = (
        [uv, "pip", "install", "--quiet", "--python", PYTHON]
        if uv
        else [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    )
    is_installed = exit_code_of([*installer, "--require-hashes", "-r", str(LOCK)]) == 0
    if is_installed:
        UNFINISHED.unlink()
    return is_installed


def environment_prepare() -> None:
    """Leave `.venv` holding what requirements.txt locks. Nothing is done when it already does."""
    if is_ready():
        return
    uv = uv_found()
    with timed(f"Python packages with {'uv' if uv else 'pip'} (a minute or two the first time)"):
        if venv_version() is None:
            venv_make(uv)
        is_installed = packages_install(uv)
        if not is_installed and (uv or not (VENV / "bin" / "pip").exists()):
            print("  that failed; once more from nothing, with pip", flush=True)
            venv_make(None)
            is_installed = packages_install(None)
        if not is_installed:
            fail("the Python packages could not be installed: see the lines above")
        STAMP.write_text(stamp_wanted(venv_version()))


def _terminated(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)


def main() -> NoReturn:
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, _terminated)
    try:
        with alone():
            environment_prepare()
    except KeyboardInterrupt:
        print("\nInterrupted.", flush=True)
        sys.exit(128 + signal.SIGINT)
    os.execv(PYTHON, [PYTHON, "-m", "prosaas.local", *sys.argv[1:]])


if __name__ == "__main__":
    main()
