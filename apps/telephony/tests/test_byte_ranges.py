import pytest

from apps.telephony.byte_ranges import ByteRange, UnsatisfiableRangeError, byte_range


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", None),
        ("bytes=", None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=900-200", None),
        ("bytes=0-1,5-6", None),
        ("items=0-1", None),
        (f"bytes={'9' * 5000}-", None),
        ("bytes=0-", ByteRange(0, 49)),
        ("bytes=0-1", ByteRange(0, 1)),
        ("bytes=90-", ByteRange(90, 99)),
        ("bytes=90-500", ByteRange(90, 99)),
        ("bytes=-10", ByteRange(90, 99)),
        ("bytes=-500", ByteRange(0, 49)),
    ],
)
def test_one_range_at_most_fifty_bytes_of_a_hundred(header: str, expected: ByteRange | None) -> None:
    assert byte_range(header, size=100, longest=50) == expected


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_what_lies_outside_cannot_be_had(header: str) -> None:
    with pytest.raises(UnsatisfiableRangeError):
        byte_range(header, size=100, longest=50)
