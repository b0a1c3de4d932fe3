"""Where a request comes from, as far as it says; a service is told this much of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """`address` is the network's, `device` what an earlier sign-in left in the browser."""

    address: str = ""
    user_agent: str = ""
    device: str = ""
