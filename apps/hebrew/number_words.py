"""Number words in a row become numbers: עשרים ואחת is 21, שני מיליון וחמש מאות אלף 2,500,000."""

from dataclasses import dataclass
from itertools import combinations, pairwise

from apps.hebrew.cascade import Item, kind
from apps.hebrew.lexicon.numbers import NumberWord

_WORD, _NUMBER, _AND, _DASH = kind("number_word"), kind("number"), kind("and"), kind("dash")
_PAIR = kind("pair")
# "second" and "years" are spelled like twos: שני מיליון, שנים עשר
_ORDINAL, _YEARS = kind("ordinal"), kind("years")
_TWO_THOUSAND = 2000
_SCALES = ("thousand", "thousands", "million")


@dataclass(frozen=True, slots=True)
class Number:
    """`form`: d written in digits, f feminine, m masculine, fm either, c construct, "" without gender.

    `text` are the digits as written. `split`: the same words as an hour and minutes, where that is what the
    grammar says (שבע עשר is ten past seven, seventeen is שבע עשרה) or says too (שמונה עשר). `apart`: the same
    words as several numbers where no "and" joins them (חמישים ארבע): in a telephone number they may be.
    """

    value: float
    form: str
    text: str = ""
    split: tuple[int, int] | None = None
    apart: tuple[tuple[int, ...], ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.value == int(self.value) and "." not in self.text


def join_numbers(items: list[Item]) -> list[Item]:
    """Every run of number words as one `number` item. שנים עשר is twelve, not years."""
    if not any(item.kind == _WORD for item in items):
        return items
    items = _without_hyphens(items)
    joined: list[Item] = []
    at = 0
    while at < len(items):
        if items[at].kind in (_WORD, _NUMBER, _PAIR, _ORDINAL, _YEARS):
            number, end = _Reader(items).read(at)
            if number is not None:
                joined.append(Item(_NUMBER, number, items[at].start, items[end - 1].end))
                at = end
                continue
        joined.append(items[at])
        at += 1
    return joined


def _without_hyphens(items: list[Item]) -> list[Item]:
    """שתים-עשרה, עשרים-ושש. Between two hours (שלוש-ארבע) a dash says more."""
    return [item for at, item in enumerate(items) if item.kind != _DASH or not _joins(items, at)]


def _joins(items: list[Item], at: int) -> bool:
    if not 0 < at < len(items) - 1 or items[at - 1].kind != _WORD:
        return False
    before: NumberWord = items[at - 1].value
    after = items[at + 1]
    if after.kind == _WORD:
        following: NumberWord = after.value
        return before.role == "unit" and following.role == "ten"
    return before.role == "tens" and after.kind == _AND


class _Reader:
    def __init__(self, items: list[Item]) -> None:
        self.items = items

    def word(self, at: int) -> NumberWord | None:
        if at >= len(self.items):
            return None
        item = self.items[at]
        if item.kind == _WORD:
            value: NumberWord = item.value
            return value
        if item.kind == _ORDINAL and item.value == 2:
            return NumberWord(2, "unit", "c")
        if item.kind == _YEARS:
            return NumberWord(2, "unit", "m")
        return None

    def role(self, at: int) -> str:
        word = self.word(at)
        return word.role if word else ""

    def read(self, at: int) -> tuple[Number | None, int]:
        """The number that begins at `at` and the place behind it."""
        first = self.items[at]
        if first.kind in (_ORDINAL, _YEARS) and not self._is_two(at):
            return None, at
        if first.kind in (_NUMBER, _PAIR):
            return self._digits_with_scale(at)
        if self.role(at) == "hundreds":
            return None, at
        total, end, last_scale = 0, at, 10**12
        form, split = "", None
        while True:
            group, after, group_form, group_split = self._below_thousand(end)
            scale, after = self._scale(after, is_alone=group is None)
            if group is None and scale == 1:
                break
            if scale >= last_scale or (scale == 1 and last_scale == 1):
                break
            total += (1 if group is None else group) * scale
            end, last_scale, form = after, scale, group_form if scale == 1 else ""
            split = group_split if scale == 1 else None
            if scale == 1:
                break
            step = end + 1 if end < len(self.items) and self.items[end].kind == _AND else end
            if not self._continues(step):
                break
            end = step
        if end == at:
            return None, at
        apart = self._apart(at, end) if total < 1000 else ()
        return Number(total, form, split=split if total < 100 else None, apart=apart), end

    def _apart(self, at: int, end: int) -> tuple[tuple[int, ...], ...]:
        """The ways to cut the words where no "and" joins them: 479 is also 470 and 9, and 400 and 79."""
        pieces: list[int] = []
        loose: list[int] = []
        while at < end:
            if self.items[at].kind == _AND:
                at += 1
            elif pieces:
                loose.append(len(pieces))
            piece, at = self._piece(at)
            if piece is None:
                return ()
            pieces.append(piece)
        cuts = [chosen for size in range(1, len(loose) + 1) for chosen in combinations(loose, size)]
        return tuple(
            tuple(sum(pieces[low:high]) for low, high in pairwise((0, *chosen, len(pieces))))
            for chosen in cuts
        )

    def _piece(self, at: int) -> tuple[int | None, int]:
        """Hundreds, tens, or what is under them."""
        hundreds, after = self._hundreds(at)
        if hundreds is not None:
            return hundreds, after
        word = self.word(at)
        if word is not None and word.role == "tens":
            return word.value, at + 1
        value, after, _, _ = self._below_hundred(at)
        return value, after

    def _continues(self, at: int) -> bool:
        word = self.word(at)
        return word is not None and word.role not in ("zero", "hundreds", "thousands")

    def _digits_with_scale(self, at: int) -> tuple[Number | None, int]:
        """200 אלף, 2.5 אלף."""
        value = _written(self.items[at])
        scale, end = self._scale(at + 1, is_alone=False)
        if value is None or scale == 1 or self.items[end - 1].kind != _WORD:
            return None, at
        return Number(value * scale, "d"), end

    def _is_two(self, at: int) -> bool:
        following = self.word(at + 1) if self.word(at) else None
        if following is None:
            return False
        if self.items[at].kind == _ORDINAL and following.role in _SCALES:
            return True
        return following.role == "ten" and following.gender == "f"

    def _scale(self, at: int, *, is_alone: bool) -> tuple[int, int]:
        word = self.word(at)
        if word is None or word.role not in _SCALES or (is_alone and word.role == "thousands"):
            return 1, at
        if not is_alone and word.value == _TWO_THOUSAND:
            # שמונה עשר לשתיים אלפיים עשרים ושבע: the month, and behind it the year
            return 1, at
        following = self.word(at + 1)
        if following is not None and following.role == "million" and word.role != "million":
            return word.value * following.value, at + 2
        return word.value, at + 1

    def _below_thousand(self, at: int) -> tuple[int | None, int, str, tuple[int, int] | None]:
        hundreds, end = self._hundreds(at)
        if hundreds is None:
            return self._below_hundred(at)
        step = end + 1 if end < len(self.items) and self.items[end].kind == _AND else end
        # שלוש מאות אלף: what follows multiplies, and a zero is a digit of its own
        rest, after, form, _ = self._below_hundred(step)
        if rest and self.role(after) != "hundreds":
            return hundreds + rest, after, form, None
        return hundreds, end, "", None

    def _hundreds(self, at: int) -> tuple[int | None, int]:
        word = self.word(at)
        if word is None:
            return None, at
        if word.role == "hundred":
            return word.value, at + 1
        if word.role == "unit" and self.role(at + 1) == "hundreds":
            return word.value * 100, at + 2
        return None, at

    def _below_hundred(self, at: int) -> tuple[int | None, int, str, tuple[int, int] | None]:
        word = self.word(at)
        if word is None or (self.items[at].kind in (_ORDINAL, _YEARS) and not self._is_two(at)):
            return None, at, "", None
        if word.role == "tens":
            return self._tens(word, at)
        if word.role == "unit" and word.value < 10:
            ten = self.word(at + 1)
            if ten is not None and ten.role == "ten":
                return word.value + 10, at + 2, *_teen(word, ten)
        if word.role in ("unit", "ten", "zero", "teen"):
            return word.value, at + 1, word.gender, None
        return None, at, "", None

    def _tens(self, word: NumberWord, at: int) -> tuple[int, int, str, None]:
        end = at + 1
        step = end + 1 if end < len(self.items) and self.items[end].kind == _AND else end
        unit = self.word(step)
        is_unit = unit is not None and unit.role == "unit" and unit.value < 10
        if not is_unit or unit is None or self._is_teen(step) or self.role(step + 1) == "hundreds":
            return word.value, end, "", None
        return word.value + unit.value, step + 1, unit.gender, None

    def _is_teen(self, at: int) -> bool:
        unit, ten = self.word(at), self.word(at + 1)
        if unit is None or ten is None or ten.role != "ten":
            return False
        return _teen(unit, ten)[1] is None


def _written(item: Item) -> float | None:
    if item.kind == _PAIR:
        whole, decimals, sign = item.value
        return float(f"{whole}.{decimals}") if sign == "." else None
    number: Number = item.value
    return number.value


def _teen(unit: NumberWord, ten: NumberWord) -> tuple[str, tuple[int, int] | None]:
    """The form of a teen, and how it splits. Feminine is שבע עשרה, masculine שבעה עשר."""
    if ten.gender == "m":
        return ("m" if unit.gender == "m" else "f"), None
    if unit.gender in ("m", "c"):
        return "m", None
    return "m" if unit.gender == "fm" else "f", (unit.value, 10)
