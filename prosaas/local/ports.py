"""Free TCP ports of this machine."""

import errno
import secrets
import socket

LOOPBACK = "127.0.0.1"
# Below the range from which systems number outgoing connections: one of those took a port between the choice
# and its use, some seconds later.
OURS = range(20_000, 30_000)
# A browser tries ::1 first for `localhost`, so somebody else there would answer in our place.
ADDRESSES = (
    [(socket.AF_INET, LOOPBACK), (socket.AF_INET, ""), (socket.AF_INET6, "::1")]
    if socket.has_ipv6
    else [(socket.AF_INET, LOOPBACK), (socket.AF_INET, "")]
)

_claims: dict[int, socket.socket] = {}


def port_free() -> int:
    """A port that nothing holds, at random: two programs that ask at once hardly get the same one."""
    while not port_is_free(port := secrets.choice(OURS)):
        pass
    return port


def ports_free(count: int) -> list[int]:
    """Different ones."""
    found: set[int] = set()
    while len(found) < count:
        found.add(port_free())
    return list(found)


def port_is_free(port: int) -> bool:
    """Whether nothing holds the port, on 127.0.0.1, on ::1 or on every address."""
    return all(_binds(family, address, port) for family, address in ADDRESSES)


def port_choose(preferred: int) -> int:
    """The preferred port when it is free, else any free one; claimed until this process ends.

    Preparing takes half a minute before anybody listens there. Of two checkouts that were started together
    both would find it free, and both front doors would bind it: callers of one reached the other.
    """
    port = preferred
    while not (port_is_free(port) and _claimed(port)):
        port = port_free()
    return port


def _claimed(port: int) -> bool:
    """By a name that Linux forgets with the process, and that no folder or user has to itself (unix(7))."""
    if port not in _claims:
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f"\0prosaas.port.{port}")
        except OSError:
            claim.close()
            return False
        _claims[port] = claim
    return True


def _binds(family: socket.AddressFamily, address: str, port: int) -> bool:
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            # A machine without IPv6 holds no port there.
            return error.errno == errno.EADDRNOTAVAIL
    return True
