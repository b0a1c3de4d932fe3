"""A Twilio that can be asked what the caller truly heard: audio arrives late, plays without a pause, marks
come back when they are played or cleared. Milliseconds everywhere."""

from dataclasses import dataclass, field


@dataclass
class PlayedPart:
    item_id: str
    start_ms: float
    length_ms: float


@dataclass
class TwilioLine:
    """`delay_ms`: one way, both ways the same. `buffer_ms`: how long it waits before it starts to play."""

    delay_ms: float
    buffer_ms: float = 0.0
    parts: list[PlayedPart] = field(default_factory=list)
    pending_marks: list[tuple[str, float]] = field(default_factory=list)
    echoes: list[tuple[float, str]] = field(default_factory=list)

    def media(self, item_id: str, length_ms: float, sent_ms: float) -> None:
        arrives = sent_ms + self.delay_ms
        start = max(arrives + self.buffer_ms, self._end_ms())
        self.parts.append(PlayedPart(item_id, start, length_ms))

    def mark(self, name: str, sent_ms: float) -> None:
        played = max(sent_ms + self.delay_ms, self._end_ms())
        self.pending_marks.append((name, played))
        self.echoes.append((played + self.delay_ms, name))

    def clear(self, sent_ms: float) -> dict[str, float]:
        """What the caller heard of each item when the clear arrives; then the line is silent."""
        arrives = sent_ms + self.delay_ms
        heard: dict[str, float] = {}
        for part in self.parts:
            played = min(max(arrives - part.start_ms, 0.0), part.length_ms)
            heard[part.item_id] = heard.get(part.item_id, 0.0) + played
        self.parts.clear()
        unplayed = [name for name, played in self.pending_marks if played > arrives]
        self.echoes = [echo for echo in self.echoes if echo[1] not in unplayed]
        self.echoes += [(arrives + self.delay_ms, name) for name in unplayed]
        self.pending_marks.clear()
        return heard

    def echoes_until(self, now_ms: float) -> list[tuple[float, str]]:
        due = sorted(echo for echo in self.echoes if echo[0] <= now_ms)
        self.echoes = [echo for echo in self.echoes if echo[0] > now_ms]
        return due

    def _end_ms(self) -> float:
        last = self.parts[-1] if self.parts else None
        return last.start_ms + last.length_ms if last else float("-inf")
