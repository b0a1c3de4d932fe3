"""What the model sees and what it may decide."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Say:
    text: str


@dataclass(frozen=True)
class Call:
    name: str
    arguments: dict[str, Any]


Decision = Say | Call


@dataclass(frozen=True)
class UserLine:
    """`text` is empty when nothing was understood; `silent` when nothing was said at all."""

    text: str
    silent: bool = False


@dataclass(frozen=True)
class AssistantLine:
    """`text` is empty when the reply was cut off."""

    text: str


@dataclass(frozen=True)
class SystemLine:
    text: str


@dataclass(frozen=True)
class CallLine:
    call_id: str
    name: str
    arguments: str


@dataclass(frozen=True)
class ResultLine:
    call_id: str
    output: str


Line = UserLine | AssistantLine | SystemLine | CallLine | ResultLine


@dataclass(frozen=True)
class View:
    """Everything a decision may depend on. `today` is used only when the instructions name no date."""

    instructions: str
    request: str | None
    tools: tuple[dict[str, Any], ...]
    lines: tuple[Line, ...]
    today: date

    def has_tool(self, name: str) -> bool:
        return any(tool.get("name") == name for tool in self.tools)

    def tool_field(self, name: str, field: str) -> dict[str, Any] | None:
        """The JSON schema of one argument of a tool, None when it takes no such argument."""
        for tool in self.tools:
            if tool.get("name") == name:
                properties = (tool.get("parameters") or {}).get("properties") or {}
                found = properties.get(field)
                return found if isinstance(found, dict) else None
        return None
