"""What of a row can be searched, spelled as a search is (apps.hebrew.search).

The database makes it, so that no way of writing a row can forget it.
"""

from django.db.models import F, Func, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat, Lower, Replace, Trim

from apps.hebrew.search import DOUBLED, ONE_FORM, SPELLING, WITHOUT_DOUBLED

_text = TextField()


def searchable(*said: str | Combinable) -> Concat:
    """Fields and what is made of them, for a GeneratedField: as `apps.hebrew.search.kept` keeps them."""
    whole, single = _spelled(*said)
    doubled = Func(
        whole, Value(WITHOUT_DOUBLED), Value(""), Value("g"), function="REGEXP_REPLACE", output_field=_text
    )
    return Concat(single, doubled, output_field=_text)


def one_spelling(field: str) -> Func:
    """A name as `apps.hebrew.search.spelled` spells it, with one space between its words."""
    _, single = _spelled(field)
    spaces = Func(single, Value(" +"), Value(" "), Value("g"), function="REGEXP_REPLACE", output_field=_text)
    return Trim(spaces)


def _spelled(*said: str | Combinable) -> tuple[Func, Func]:
    """Each word with a space before it: with doubled letters, and without."""
    apart = [part for each in said for part in (Value(" "), each)]
    form: Func = Func(
        Concat(*apart, output_field=_text),
        function="NORMALIZE",
        template=f"%(function)s(%(expressions)s, {ONE_FORM})",
        output_field=_text,
    )
    words = Lower(form)
    whole: Func = Func(words, *map(Value, SPELLING), function="TRANSLATE", output_field=_text)
    single = whole
    for double, one in DOUBLED:
        single = Replace(single, Value(double), Value(one), output_field=_text)
    return whole, single


def at_home(field: str) -> Func:
    """An Israeli number as it is dialled at home."""
    return Func(F(field), Value(r"^\+972"), Value("0"), function="REGEXP_REPLACE", output_field=_text)
