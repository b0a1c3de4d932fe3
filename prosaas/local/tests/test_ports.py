import socket
import subprocess
import sys
from pathlib import Path

from prosaas.local.ports import port_choose, port_free, port_is_free, ports_free


def listening(address: str, family: socket.AddressFamily = socket.AF_INET) -> socket.socket:
    server = socket.socket(family)
    server.bind((address, 0))
    server.listen()
    return server


def test_the_preferred_port_is_taken_when_free():
    port = port_free()
    assert port_choose(port) == port


def test_of_two_that_choose_together_each_has_its_own():
    """Also while nobody listens yet, and again after the first has ended."""
    port = port_free()
    choose = f"from prosaas.local.ports import port_choose; print(port_choose({port}), flush=True); input()"
    command = [sys.executable, "-c", choose]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == f"{port}\n"
        assert port_choose(port) != port
        other.communicate("")
    assert port_choose(port) == port


def test_a_port_held_on_loopback_is_avoided():
    with listening("127.0.0.1") as server:
        taken = server.getsockname()[1]
        assert port_is_free(taken) is False
        assert port_choose(taken) != taken


def test_a_port_held_on_every_address_is_avoided():
    with listening("0.0.0.0") as server:  # noqa: S104 - the case that is tested
        assert port_is_free(server.getsockname()[1]) is False


def test_a_port_held_on_the_ipv6_loopback_is_avoided():
    with listening("::1", socket.AF_INET6) as server:
        assert port_is_free(server.getsockname()[1]) is False


def test_no_outgoing_connection_can_be_numbered_like_a_chosen_port():
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    chosen = ports_free(50)
    assert len(set(chosen)) == 50
    assert max(chosen) < lowest
