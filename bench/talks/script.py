"""A dialogue as it is written down: who says what, what the model tends to do, and what must come of it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SCRIPTS = Path(__file__).parent / "scripts"
KINDS = (
    "as it should be",
    "change of mind",
    "two people",
    "noisy name",
    "hostile prompt",
    "hallucination",
    "slow tool",
    "wrong weekday",
    "holiday",
    "no slot free",
    "moved across channels",
    "passed on",
    "read afterwards",
)
# what stands there only once the jobs that follow a conversation have read it
AFTERWARDS = {"summary", "next_step", "topic", "proposals", "remembered"}
CHANNELS = ("phone", "whatsapp")


@dataclass(frozen=True)
class Script:
    """One YAML document of `scripts/`.

    name        what it is about
    kind        one of KINDS; each is told on the phone and in writing
    channel     phone or whatsapp
    guard       the guard it shows, if it is for one: without it something of `never` must happen
    business    what differs from a new business: hours (none), prompt, faq, services, full (dates without a
                free hour), approval, slow (seconds that whoever writes in the diary waits)
    customer    what is known before: name, appointments (local times), wrote (lines of an earlier thread in
                writing), file (name as it stands in an imported CSV file)
    says        the customer's lines; on the phone `keys: 052...` types
    model       its habits: hears or after (and gives), says, calls (see apps.simulator.dialogue.habits); the
                slot "$signed 2026-11-24T12:00" is a real one that nobody offered here
    expect      rows: appointments, cancelled, pending, lead, leads (how many), people (name and meetings of
                each), tasks, due, ai_state; guards (at least these); heard (patterns)
                once it was read afterwards: summary, next_step, topic, remembered (patterns) and proposals,
                the times of meetings that were agreed on and stand in no diary (null: none is sure)
    never       what is forbidden: heard and the other patterns, tools (names that must not have succeeded),
                or rows, by the names above, that must not be there
    """

    name: str
    channel: str
    says: list[Any]
    kind: str = ""
    guard: str = ""
    business: dict[str, Any] = field(default_factory=dict)
    customer: dict[str, Any] = field(default_factory=dict)
    model: list[dict[str, Any]] = field(default_factory=list)
    expect: dict[str, Any] = field(default_factory=dict)
    never: dict[str, Any] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Its kind is one of ours, and what must and what must not come of it is stated."""
        return self.kind in KINDS and self.channel in CHANNELS and bool(self.expect) and bool(self.never)


def scripts_all() -> list[Script]:
    """Raises ValueError where one leaves out what would be judged."""
    scripts = [
        Script(**written)
        for path in sorted(SCRIPTS.glob("*.yaml"))
        for written in yaml.safe_load_all(path.read_text())
        if written
    ]
    if lacking := [script.name for script in scripts if not script.is_whole]:
        raise ValueError(f"kind, channel, expect and never must stand in: {lacking}")
    return scripts
