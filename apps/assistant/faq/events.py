from dataclasses import dataclass

from apps.events.events import Event


@dataclass(frozen=True, kw_only=True)
class FaqChanged(Event):
    """A frequent question was added, changed or removed; of an import the id is the last one's."""

    type = "faq.changed"
