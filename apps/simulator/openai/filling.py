"""Fills a strict JSON schema from a transcript, by rules that say only what stands in it. Pure."""

import json
import re
from typing import Any

from apps.simulator.openai.learning import learnt_from

Json = dict[str, Any]

_BOOKED = re.compile(r"קבעתי[^.]*|נקבע[^.]*|רשמתי בקשה[^.]*")
_NAME = re.compile(r"(?:קוראים לי|השם שלי(?: הוא)?|שמי)\s+([א-ת' -]{2,40})")
_WANTS = re.compile(r"לקבוע|תור|פגישה")
_QUESTION = re.compile(r"שעות|כמה|איפה|עד מתי|\?")
_CALL_BACK = re.compile(r"נחזור אלי|יחזור אלי|נציג")
_TRANSCRIPT = re.compile(r"<transcript>(.*?)</transcript>", re.DOTALL)
_KNOWN = re.compile(r"<known>\n(\{.*\})\n</known>")
_SPEAKER = re.compile(
    r"^\s*(customer|user|caller|client|לקוח(?:ה)?|מתקשר(?:ת)?)\s*[:：]\s*(.*)$", re.IGNORECASE
)
_OTHER = re.compile(r"^\s*([\w ]{2,20})\s*[:：]\s*(.*)$")
_CUSTOMER = frozenset({"customer", "user", "caller"})


def schema_fill(schema: Json, text: str) -> Any:
    """An instance of the schema. What the transcript does not tell is empty, null, or the first choice."""
    found = _TRANSCRIPT.search(text)
    caller, assistant = _sides(found.group(1) if found else text)
    return _fill(schema, schema, "", Story(caller, assistant, _known_name(text), text))


class Story:
    """What happened, as far as the words say. `known_name` is who the caller was before anything was said."""

    def __init__(self, caller: str, assistant: str, known_name: str, text: str) -> None:
        self.text = text
        name = _NAME.search(caller)
        booked = _BOOKED.search(assistant)
        self.name = name.group(1).strip() if name else ""
        self.known_name = known_name
        self.booked = booked.group().strip() if booked else ""
        self.wanted = bool(_WANTS.search(caller))
        self.asked = bool(_QUESTION.search(caller))
        self.call_back = bool(_CALL_BACK.search(assistant))
        self.spoke = bool(caller.strip())

    @property
    def outcome(self) -> str:
        if self.booked:
            return "booked"
        if self.name or self.call_back:
            return "lead"
        if self.asked:
            return "answered"
        return "abandoned"

    @property
    def summary(self) -> str:
        if not self.spoke:
            return "הלקוח לא אמר דבר."
        name = self.name or self.known_name
        who = f"{name}: " if name else ""
        wanted = (
            "פנייה לקביעת תור" if self.wanted or self.booked else "שאלה לעסק" if self.asked else "שיחה קצרה"
        )
        agreed = f' נאמר ללקוח: "{self.booked}".' if self.booked else " לא נקבע תור."
        return f"{who}{wanted}.{agreed}"

    @property
    def next_step(self) -> str:
        if self.booked or (self.asked and not self.call_back):
            return ""
        return "לחזור ללקוח." if self.spoke else ""

    @property
    def topic(self) -> str:
        return "קביעת תור" if self.wanted or self.booked else "שאלה לעסק" if self.asked else "שיחה קצרה"

    def value(self, field: str) -> str:
        known = {
            "summary": self.summary,
            "outcome": self.outcome,
            "next_step": self.next_step,
            "topic": self.topic,
            "sentiment": "neutral",
            "name": self.name,
            "customer_name": self.name,
        }
        return known.get(field, "")


def _known_name(text: str) -> str:
    known = _KNOWN.search(text)
    return str(json.loads(known.group(1)).get("name", "")) if known else ""


def _sides(text: str) -> tuple[str, str]:
    """The customer's words and everybody else's, from JSON lines or from "speaker: words" lines."""
    caller: list[str] = []
    others: list[str] = []
    for line in text.splitlines():
        author, words = _line(line)
        (caller if author in _CUSTOMER else others).append(words)
    return "\n".join(caller), "\n".join(others)


def _line(line: str) -> tuple[str, str]:
    if line.lstrip().startswith("{"):
        try:
            data = json.loads(line)
        except ValueError:
            return "", line
        author = str(data.get("author") or data.get("role") or "").lower()
        return author, str(data.get("text") or data.get("content") or "")
    speaker = _SPEAKER.match(line)
    if speaker:
        return "customer", speaker.group(2)
    other = _OTHER.match(line)
    return ("other", other.group(2)) if other else ("", line)


def _fill(schema: Json, root: Json, field: str, story: Story) -> Any:
    if "$ref" in schema:
        target: Any = root
        for part in str(schema["$ref"]).removeprefix("#/").split("/"):
            target = target[part]
        return _fill(target, root, field, story)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        wanted = story.value(field)
        return wanted if wanted in schema["enum"] else schema["enum"][0]
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return _union(schema[union], root, field, story)
    kind = schema.get("type")
    if isinstance(kind, list):
        return _union([{**schema, "type": one} for one in kind], root, field, story)
    if kind == "object":
        fields = schema.get("properties") or {}
        return {name: _fill(part, root, name, story) for name, part in fields.items()}
    if kind == "array":
        return learnt_from(field, story.text) or []
    blanks: Json = {"integer": 0, "number": 0, "boolean": False, "null": None}
    return blanks.get(str(kind), story.value(field)) if kind != "string" else story.value(field)


def _union(parts: list[Json], root: Json, field: str, story: Story) -> Any:
    """Null where it may be and nothing is known."""
    nullable = any(part.get("type") == "null" for part in parts)
    if nullable and not story.value(field):
        return None
    part = next(part for part in parts if part.get("type") != "null")
    return _fill(part, root, field, story)
