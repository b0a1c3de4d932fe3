import pytest

from apps.tenants.hosts import host_name


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("acme.example.com", "acme.example.com"),
        ("Acme.Example.COM:443", "acme.example.com"),
        ("acme.example.com.", "acme.example.com"),
        ("acme.example.com.:8000", "acme.example.com"),
        ("[::1]:8000", "[::1]"),
        ("[::1]", "[::1]"),
        ("", ""),
    ],
)
def test_a_host_header_becomes_a_name(header: str, name: str) -> None:
    assert host_name(header) == name
