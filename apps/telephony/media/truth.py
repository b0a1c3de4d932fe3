"""What the assistant says is held against what is so, sentence by sentence, as it is spoken. Pure."""

from collections.abc import Iterable

from apps.assistant.guards.active import guards_standing
from apps.assistant.guards.corrections import correction_line
from apps.assistant.guards.evidence import ASSISTANT, CUSTOMER, Known, Talk, ToolDone, Turn
from apps.assistant.guards.words import untruths

from .commands import Outbox
from .toolcalls import ToolRun
from .transcript import CALLER, Item

# A model that goes on claiming what is not so is not talked out of it.
MOST_CORRECTIONS = 4
SENTENCE_ENDS = (".", "!", "?")


class Truth:
    """`known` None: nothing is held against anything."""

    def __init__(self, known: Known | None, outbox: Outbox) -> None:
        self._known = known
        self._outbox = outbox
        self._read: dict[str, int] = {}
        self._corrections = 0

    @property
    def is_hopeless(self) -> bool:
        return self._corrections >= MOST_CORRECTIONS

    def correction(
        self, item: Item, *, is_whole: bool, before: Iterable[Item], tools: Iterable[ToolRun]
    ) -> str | None:
        """What is to be said at once in place of the item; None while it may go on.

        `before`: the turns of the call. A sentence is judged when it is whole, and once.
        """
        text = item.text.strip()
        fresh = text[self._read.get(item.item_id, 0) :]
        if self._known is None or not fresh or not (is_whole or fresh.endswith(SENTENCE_ENDS)):
            return None
        self._read[item.item_id] = len(text)
        hits = untruths(fresh, _talk(before, tools), self._known, guards=guards_standing())
        if not hits:
            if is_whole:
                self._corrections = 0
            return None
        self._corrections += 1
        for hit in hits:
            self._outbox.store("guard", guard=hit.guard.value, words=hit.words, item_id=item.item_id)
        return correction_line(hits)


def _talk(items: Iterable[Item], runs: Iterable[ToolRun]) -> Talk:
    turns = (Turn(CUSTOMER if item.author == CALLER else ASSISTANT, item.text) for item in items if item.text)
    return Talk(turns=tuple(turns), tools=tuple(_done(run) for run in runs if run.output is not None))


def _done(run: ToolRun) -> ToolDone:
    return ToolDone(run.call.name, "error" not in run.result, run.result)
