"""Free TCP ports of this machine."""

import socket

LOOPBACK = "127.0.0.1"


def port_free() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def port_is_free(port: int) -> bool:
    """Whether neither 127.0.0.1 nor every address (0.0.0.0) holds the port."""
    for address in (LOOPBACK, ""):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                return False
    return True


def port_choose(preferred: int) -> int:
    """The preferred port when it is free, else any free one."""
    return preferred if port_is_free(preferred) else port_free()
