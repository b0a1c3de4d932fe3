from typing import NamedTuple


class CallKey(NamedTuple):
    """What this process keeps of a call is kept under this: a CallSid alone may be said by any business."""

    schema: str
    sid: str
