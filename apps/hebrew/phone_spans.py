"""Where a text holds written telephone numbers, so that their digits are not read as hours and days."""

import re

_SEPARATOR = r"[-. ]?"
_PHONE = re.compile(
    rf"""(?<![\d.,:/+*])(?:
      \+\d{{1,3}}(?:{_SEPARATOR}\(?\d{{1,4}}\)?){{2,5}}           # +972-50-123-4567
    | 00972(?:{_SEPARATOR}\d{{1,4}}){{2,5}}
    | 972{_SEPARATOR}\d{{1,2}}{_SEPARATOR}\d{{3}}{_SEPARATOR}\d{{3,4}}
    | \(?0\d{{1,2}}\)?{_SEPARATOR}\d{{3}}{_SEPARATOR}\d{{2}}{_SEPARATOR}\d{{1,2}}  # 050-123-4567
    | \(?0\d{{1,2}}\)?{_SEPARATOR}\d{{6,7}}
    | 5\d{{8}} | 5\d-\d{{3}}-?\d{{4}} | 5\d-\d{{7}}              # a mobile without its zero
    | 1-?(?:[578]00|599|9\d\d)(?:-?\d){{6}}                      # 1-800-123-456, 1-700-50-50-50
    | \*\d{{3,5}} | \d{{3,5}}\*                                  # star codes
    )(?![\d*])(?![-.:/]\d)""",
    re.VERBOSE,
)
_MAY_HOLD_ONE = re.compile(r"\d{3}|\*")


def phone_spans(text: str) -> list[tuple[int, int]]:
    """The spans of what is written like an Israeli or international telephone number, in order."""
    if not _MAY_HOLD_ONE.search(text):
        return []
    return [match.span() for match in _PHONE.finditer(text)]
