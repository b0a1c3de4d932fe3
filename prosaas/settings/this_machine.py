"""Whether an address leads to this machine, however it is spelt. Pure: no name is looked up."""

import ipaddress
import socket
import unicodedata
from contextlib import suppress
from urllib.parse import unquote, urlsplit

# Where the usual /etc/hosts sends them; `simulator` is the stand-in's own name.
NAMES = ("localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback", "simulator")


def leads_here(url: str) -> bool:
    """Whether the host of `url` is this machine. Also true when there is no host to be found in it."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return True
    return not host or _is_here(_as_resolved(host))


def is_private(url: str) -> bool:
    """Whether the host of `url` is an address that means nothing on the internet."""
    address = _address(_as_resolved(urlsplit(url).hostname or ""))
    return address is not None and address.is_private


def _as_resolved(host: str) -> str:
    """The one spelling of it: resolvers ignore case, widths and the dot at the end."""
    return unicodedata.normalize("NFKC", unquote(host)).replace("。", ".").lower().rstrip(".")


def _is_here(host: str) -> bool:
    own_name = _as_resolved(socket.gethostname())
    if host in (*NAMES, own_name, own_name.partition(".")[0]) or host.endswith(".localhost"):
        return True
    address = _address(host)
    return address is not None and (address.is_loopback or address.is_unspecified)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """None for a name. An IPv6 address that stands for an IPv4 one is that one."""
    with suppress(ValueError):
        address = ipaddress.ip_address(host)
        return getattr(address, "ipv4_mapped", None) or address
    # 127.1, 0x7f.0.0.1, 0177.0.0.1 and 2130706433 are addresses too.
    with suppress(OSError, UnicodeEncodeError):
        return ipaddress.IPv4Address(socket.inet_aton(host))
    return None
