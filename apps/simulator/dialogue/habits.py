"""What the stand-in model tends to do against its instructions, as a test or a bench orders it.

    Habits.add(Habit(where="4567", hears="תור", says="קבעתי לך תור למחר בעשר."))

A habit shows in the next turn it fits, as often as `times` says; everything else follows the rules.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.simulator.dialogue.decisions import Call, Decision, ResultLine, Say, UserLine, View
from apps.simulator.dialogue.dialogue import decide
from apps.simulator.dialogue.facts import call_of, facts_read
from apps.simulator.dialogue.times import start_local


@dataclass
class Habit:
    """`where`: a pattern in the instructions of the conversations it is for. It shows after words of the
    customer that `hears` fits or, with `after`, after a result of that tool in which `gives` is found.

    `calls` name a tool and its arguments; the argument "$slot" is an offered slot's id, "$slot 10:00" the one
    at that hour.
    """

    where: str = ""
    hears: str = ""
    after: str = ""
    gives: str = ""
    says: str = ""
    calls: Sequence[tuple[str, dict[str, Any]]] = ()
    times: int = 1

    def fits(self, view: View) -> bool:
        last = view.lines[-1] if view.lines else None
        if not self.times or view.request or not re.search(self.where, view.instructions):
            return False
        if self.after:
            return isinstance(last, ResultLine) and self._follows(last, view)
        return isinstance(last, UserLine) and bool(last.text) and bool(re.search(self.hears, last.text))

    def _follows(self, last: ResultLine, view: View) -> bool:
        call = call_of(view.lines, last.call_id)
        is_of_tool = call is not None and call.name == self.after
        return is_of_tool and bool(re.search(self.gives, last.output))

    def decisions(self, view: View) -> tuple[Decision, ...]:
        said: tuple[Decision, ...] = (Say(self.says),) if self.says else ()
        return (*said, *(Call(name, _filled(arguments, view)) for name, arguments in self.calls))


@dataclass
class Habits:
    """`decide` is the model of a session or of a request."""

    ordered: list[Habit] = field(default_factory=list)

    def add(self, habit: Habit) -> None:
        self.ordered.append(habit)

    def decide(self, view: View) -> tuple[Decision, ...]:
        habit = next((habit for habit in self.ordered if habit.fits(view)), None)
        if habit is None:
            return decide(view)
        habit.times -= 1
        return habit.decisions(view)


def _filled(arguments: dict[str, Any], view: View) -> dict[str, Any]:
    return {name: _value(value, view) for name, value in arguments.items()}


def _value(value: Any, view: View) -> Any:
    if not isinstance(value, str) or not value.startswith("$slot"):
        return value
    clock = value.removeprefix("$slot").strip()
    offered = facts_read(view).slot_ids.items()
    fitting = (slot for start, slot in offered if not clock or f"{start_local(start):%H:%M}" == clock)
    return next(fitting, "none-was-offered")
