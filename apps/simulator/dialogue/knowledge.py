"""What the instructions say about the business, in words that can be spoken. Pure."""

import re

_QUOTED = re.compile(r"«([^«»]+)»|[\"“”„]([^\"“”„]{6,})[\"“”]")
_GREETING_LINE = re.compile(r"(?:ברכ|פתיח|פתח את|greeting)[^\n:]*:\s*(.+)", re.IGNORECASE)
_OPENING = re.compile(r"^- (Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday): (.+)$", re.MULTILINE)
_SECTION = re.compile(r"^# Business instructions\n(.*?)(?=^# |\Z)", re.MULTILINE | re.DOTALL)
_DAYS = {
    "Sunday": "ראשון",
    "Monday": "שני",
    "Tuesday": "שלישי",
    "Wednesday": "רביעי",
    "Thursday": "חמישי",
    "Friday": "שישי",
    "Saturday": "שבת",
}
_TOPICS = {
    "hours": re.compile(r"שעות|פתוח"),
    "price": re.compile(r"מחיר|עלות|₪|שקל"),
    "address": re.compile(r"כתובת|רחוב"),
}
UNKNOWN = "את זה אין לי כאן, אפשר שנחזור אליך עם תשובה."


def quoted(text: str) -> str:
    """The first quotation, empty when there is none."""
    found = _QUOTED.search(text)
    return (found.group(1) or found.group(2)).strip() if found else ""


def greeting_of(instructions: str) -> str:
    """The opening words the instructions ask for, empty when they ask for none."""
    line = _GREETING_LINE.search(instructions)
    return (quoted(line.group(1)) or line.group(1).strip()) if line else ""


def answer_of(instructions: str, topic: str) -> str:
    """`topic`: hours, price or address."""
    openings = _OPENING.findall(instructions)
    if topic == "hours" and openings:
        return _hours_spoken(openings)
    section = _SECTION.search(instructions)
    text = section.group(1) if section else instructions
    lines = [line.strip(" -*#\t") for line in text.splitlines() if _TOPICS[topic].search(line)]
    return lines[0] if lines else UNKNOWN


def _hours_spoken(openings: list[tuple[str, str]]) -> str:
    """Days in a row with the same hours are said together."""
    runs: list[tuple[list[str], str]] = []
    for day, hours in openings:
        if runs and runs[-1][1] == hours:
            runs[-1][0].append(_DAYS[day])
        else:
            runs.append(([_DAYS[day]], hours))
    spoken = []
    for days, hours in runs:
        named = days[0] if len(days) == 1 else f"{days[0]} עד {days[-1]}"
        spoken.append(f"{named} סגור" if hours == "closed" else f"{named} {hours.replace('-', ' עד ')}")
    return f"אנחנו פתוחים {', '.join(spoken)}."
