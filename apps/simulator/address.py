"""Where the running simulator is, kept under .local/ so that a call placed by hand can find it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def local_state() -> Path:
    """The folder `make run` keeps its data in: it tells its processes; a call by hand may name another."""
    return Path(os.environ.get("LOCAL_STATE") or os.environ.get("PROSAAS_RUN") or ".local")


@contextmanager
def address_kept(address: str) -> Iterator[None]:
    """Does nothing where there is no .local/."""
    kept = local_state() / "simulator_address"
    if not kept.parent.is_dir():
        yield
        return
    kept.write_text(address)
    try:
        yield
    finally:
        kept.unlink(missing_ok=True)


def address_find() -> str:
    """From SIMULATOR_PORT, else the kept one; empty when there is none."""
    port = os.environ.get("SIMULATOR_PORT")
    kept = local_state() / "simulator_address"
    return f"http://127.0.0.1:{port}" if port else kept.read_text().strip() if kept.exists() else ""
