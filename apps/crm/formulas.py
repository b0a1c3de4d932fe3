"""Which cells a table program would calculate, and how our files keep it from that. Pure.

An apostrophe before such a cell makes it a text; our import takes it away again.
"""

import re

# Programs for East Asian languages also take the wide signs, and some skip the blanks before a sign.
_CALCULATED = re.compile(r"[\s\x00-\x1f\u200b-\u200f\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n]")


def is_calculated(cell: str) -> bool:
    return _CALCULATED.match(cell) is not None


def neutralised(cell: str) -> str:
    return f"'{cell}" if is_calculated(cell) else cell


def unescaped(cell: str) -> str:
    """What `neutralised` was given."""
    return cell[1:] if cell.startswith("'") and is_calculated(cell[1:]) else cell
