"""What the model's present session was told of what was said under earlier ones. Pure.

A new session holds none of the items of the one before: they are told again, as texts, under ids of our own.
So what turns out to have been heard otherwise can be told anew in its place. An item that is not here is the
session's own, and the server knows it by its own id.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .requests import Requests
from .toolcalls import ToolRun
from .transcript import CALLER, Item, Transcript


@dataclass(slots=True)
class _Told:
    """`told_id`: what the session knows it by; empty when it was told nothing, since nothing was heard."""

    item_id: str
    told_id: str = ""
    text: str = ""


class Retelling:
    """Of one session. `tell` and `correct` make what is to be sent, in order."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        self._told: list[_Told] = []
        self._count = 0

    def tell(
        self, transcript: Transcript, runs: Sequence[ToolRun], heard_so_far: Mapping[str, float]
    ) -> Iterator[bytes]:
        """All that was said and done. `heard_so_far`: of items still being said, how many ms were heard."""
        yield from self._tell_tools(run for run in runs if run.after_position == 0)
        for item in transcript.all():
            yield from self._tell_item(item, _heard_text(transcript, item, heard_so_far.get(item.item_id)))
            yield from self._tell_tools(run for run in runs if run.after_position == item.position)

    def _tell_item(self, item: Item, text: str) -> Iterator[bytes]:
        """What was not heard yet has its place all the same."""
        told = _Told(item.item_id)
        self._told.append(told)
        if text:
            role = "user" if item.author == CALLER else "assistant"
            yield self._message(told, role=role, text=text, after="")

    def _tell_tools(self, runs: Iterable[ToolRun]) -> Iterator[bytes]:
        """One that still runs is told without its output, which follows when it ends: an output is refused
        where nobody knows of its call."""
        for run in runs:
            call, call_id = run.call, run.call.call_id
            told = _Told("", self._next_id())
            self._told.append(told)
            yield self._requests.tool_call(
                call_id=call_id, name=call.name, arguments=call.arguments, item_id=told.told_id
            )
            if run.output is not None:
                told.told_id = self._next_id()
                yield self._requests.tool_output(call_id=call_id, output=run.output, item_id=told.told_id)

    def holds(self, item_id: str) -> bool:
        """It was said under an earlier session: this one has it under our id at most."""
        return self._find(item_id) is not None

    def correct(self, *, item_id: str, text: str) -> list[bytes]:
        """The assistant was heard to say `text` of the item, whatever was told before."""
        index = self._find(item_id)
        if index is None or self._told[index].text == text:
            return []
        told, sent = self._told[index], []
        if told.told_id:
            sent.append(self._requests.item_delete(told.told_id))
            told.told_id = told.text = ""
        if text:
            before = [earlier.told_id for earlier in self._told[:index] if earlier.told_id]
            after = before[-1] if before else "root"
            sent.append(self._message(told, role="assistant", text=text, after=after))
        return sent

    def _message(self, told: _Told, *, role: str, text: str, after: str) -> bytes:
        told.told_id, told.text = self._next_id(), text
        return self._requests.message(role=role, text=text, item_id=told.told_id, after=after)

    def _find(self, item_id: str) -> int | None:
        return next((at for at, told in enumerate(self._told) if told.item_id == item_id), None)

    def _next_id(self) -> str:
        self._count += 1
        return f"told_{self._count}"


def _heard_text(transcript: Transcript, item: Item, heard_ms: float | None) -> str:
    return (
        transcript.turn(item).text if heard_ms is None else transcript.heard_so_far(item, heard_ms=heard_ms)
    )
