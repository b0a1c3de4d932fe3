from dataclasses import dataclass

from apps.events.events import Event


@dataclass(frozen=True, kw_only=True)
class LeadCreated(Event):
    type = "lead.created"
    source: str


@dataclass(frozen=True, kw_only=True)
class LeadUpdated(Event):
    """`fields` are the names of what changed."""

    type = "lead.updated"
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class LeadDeleted(Event):
    type = "lead.deleted"


@dataclass(frozen=True, kw_only=True)
class LeadMerged(Event):
    """`id` is the lead that stays; what `loser_id` had is its own now."""

    type = "lead.merged"
    loser_id: int
    merge_id: int


@dataclass(frozen=True, kw_only=True)
class LeadMergeUndone(Event):
    type = "lead.merge_undone"
    loser_id: int
    merge_id: int


@dataclass(frozen=True, kw_only=True)
class LeadNoted(Event):
    """A note of the lead `id` was written, changed or deleted."""

    type = "lead.noted"
    note_id: int


@dataclass(frozen=True, kw_only=True)
class LeadConsented(Event):
    type = "lead.consented"
    kind: str
    granted: bool


@dataclass(frozen=True, kw_only=True)
class DuplicateSuggested(Event):
    """`id` is the suggestion."""

    type = "lead_duplicate.suggested"
    first_id: int
    second_id: int


@dataclass(frozen=True, kw_only=True)
class StatusesChanged(Event):
    """`id` is the status that was created, changed or deleted."""

    type = "lead_status.changed"


@dataclass(frozen=True, kw_only=True)
class CustomFieldsChanged(Event):
    type = "custom_field.changed"


@dataclass(frozen=True, kw_only=True)
class LeadImportChanged(Event):
    """An import has come further; leads may have come, changed or gone with it, many at once."""

    type = "lead_import.changed"
    state: str
    rows_done: int
    rows_total: int


@dataclass(frozen=True, kw_only=True)
class TaskDue(Event):
    """It fell due, or is back from being put off, and its people were told."""

    type = "task.due"
    lead_id: int | None


@dataclass(frozen=True, kw_only=True)
class TaskChanged(Event):
    """`change` is created, updated, done, reopened, snoozed or deleted."""

    type = "task.changed"
    change: str
    lead_id: int | None
