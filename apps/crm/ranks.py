"""Where a lead stands in its column, as text that sorts. Pure.

A rank is ten hexadecimal digits out of a sequence that counts down, so that whoever arrives stands on top of
every column without asking who is there; a place between two others is the same digits and more. A longer
rank never ends in 0, so that text and fraction sort alike. The column is sorted by bytes.
"""

DIGITS = 10
HIGHEST = 16**DIGITS - 1
# As many as a drag into one and the same gap may grow to before the column is numbered anew.
LONGEST = 200


def rank_of(number: int) -> str:
    """The rank of the sequence's `number`: the next one sorts before it. 0 <= number <= HIGHEST."""
    if not 0 <= number <= HIGHEST:
        raise ValueError(f"not a number of the sequence: {number}")
    return f"{HIGHEST - number:0{DIGITS}x}"


def rank_after(last: str) -> str:
    """A rank behind the column's last one; no number of the sequence will ever be equal to it."""
    whole = int(last[:DIGITS], 16)
    if whole < HIGHEST:
        return f"{whole + 1:0{DIGITS}x}8"
    return _between(last, None)


def rank_between(low: str, high: str) -> str:
    """A rank behind `low` and before `high`, as short as there is one; ValueError unless low < high."""
    if low >= high:
        raise ValueError("between two ranks means that the first sorts before the second")
    return _between(low, high)


def _between(low: str, high: str | None) -> str:
    width = DIGITS + 1
    while True:
        first, last = _floor(low, width) + 1, _ceiling(high, width) - 1
        middle = (first + last) // 2
        for candidate in (middle, middle + 1, middle - 1):
            if first <= candidate <= last and candidate % 16:
                return f"{candidate:0{width}x}"
        width += 1


def _floor(rank: str, width: int) -> int:
    return int(rank[:width].ljust(width, "0"), 16)


def _ceiling(rank: str | None, width: int) -> int:
    if rank is None:
        return int(16**width)
    return _floor(rank, width) + (len(rank) > width)
