"""A dialogue as it is written down: who says what, what the model tends to do, and what must come of it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SCRIPTS = Path(__file__).parent / "scripts"


@dataclass(frozen=True)
class Script:
    """One YAML document of `scripts/`.

    name        what it is about
    channel     phone or whatsapp
    guard       the guard it shows, if it is for one: without it the dialogue must fail
    business    what differs from a new business: hours (none), prompt, faq, services, full (dates without a
                free hour), approval
    customer    what is known before: name, appointments (local times), other_name of somebody else's lead
    says        the customer's lines; on the phone `keys: 052...` types
    model       its habits: hears or after, says, calls (see apps.simulator.dialogue.habits)
    expect      appointments, cancelled, lead, tasks, guards (at least these), heard (patterns), ai_state
    never       heard (patterns), tools (names that must not have succeeded)
    """

    name: str
    channel: str
    says: list[Any]
    guard: str = ""
    business: dict[str, Any] = field(default_factory=dict)
    customer: dict[str, Any] = field(default_factory=dict)
    model: list[dict[str, Any]] = field(default_factory=list)
    expect: dict[str, Any] = field(default_factory=dict)
    never: dict[str, Any] = field(default_factory=dict)


def scripts_all() -> list[Script]:
    return [
        Script(**written)
        for path in sorted(SCRIPTS.glob("*.yaml"))
        for written in yaml.safe_load_all(path.read_text())
        if written
    ]
