from dataclasses import dataclass

from apps.events.events import Event


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Event):
    type = "kettle.boiled"
    degrees: int = 100
