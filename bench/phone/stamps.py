"""Frames that carry the moment they were sent: 8 bytes of nanoseconds, 4 of the item, in 160 of mu-law.

A bridge that passes audio through leaves them whole, so both ends of this process read one clock.
"""

import struct
import time

FRAME_BYTES = 160
_HEAD = struct.Struct("<QI")


def frame_stamped(item: int = 0) -> bytes:
    return _HEAD.pack(time.monotonic_ns(), item).ljust(FRAME_BYTES, b"\x55")


def frames_stamped(count: int, item: int) -> bytes:
    return b"".join(frame_stamped(item) for _ in range(count))


def age_ms(frame: bytes) -> float:
    sent: int = _HEAD.unpack_from(frame)[0]
    return (time.monotonic_ns() - sent) / 1e6


def item_of(frame: bytes) -> int:
    item: int = _HEAD.unpack_from(frame)[1]
    return item
