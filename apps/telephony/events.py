from dataclasses import dataclass

from apps.events.events import Event


@dataclass(frozen=True, kw_only=True)
class CallStarted(Event):
    type = "call.started"


@dataclass(frozen=True, kw_only=True)
class CallUpdated(Event):
    """`status` as in Call.Status."""

    type = "call.updated"
    status: str


@dataclass(frozen=True, kw_only=True)
class CallFinished(Event):
    """`reason`: why the call ended, such as "caller_hung_up"."""

    type = "call.finished"
    reason: str


@dataclass(frozen=True, kw_only=True)
class CallErased(Event):
    """The call is gone, for its caller is to be forgotten; `file` is its recording, which has to go yet."""

    type = "call.erased"
    file: str
