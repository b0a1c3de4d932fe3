"""What of a row can be searched, spelled as a search is (apps.hebrew.search).

The database makes it, so that no way of writing a row can forget it.
"""

from django.db.models import F, Func, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat, Lower, Replace, Trim

from apps.hebrew.search import DOUBLED, SPELLING

_text = TextField()


def searchable(*said: str | Combinable) -> Func:
    """Fields and what is made of them, for a GeneratedField: each word with a space before it."""
    apart = [part for each in said for part in (Value(" "), each)]
    words = Lower(Concat(*apart, output_field=_text))
    kept: Func = Func(words, *map(Value, SPELLING), function="TRANSLATE", output_field=_text)
    for double, single in DOUBLED:
        kept = Replace(kept, Value(double), Value(single), output_field=_text)
    return kept


def one_spelling(field: str) -> Func:
    """A name as `apps.hebrew.search.spelled` spells it, with one space between its words."""
    spaces = Func(
        searchable(field), Value(" +"), Value(" "), Value("g"), function="REGEXP_REPLACE", output_field=_text
    )
    return Trim(spaces)


def at_home(field: str) -> Func:
    """An Israeli number as it is dialled at home."""
    return Func(F(field), Value(r"^\+972"), Value("0"), function="REGEXP_REPLACE", output_field=_text)
