"""Weekdays and longer times seen from today: next Tuesday, tomorrow, the weekend, this month."""

from dataclasses import replace

from apps.hebrew.cascade import Parts, Rule
from apps.hebrew.lexicon import PREFIXES
from apps.hebrew.number_words import Number
from apps.hebrew.values import PARTS_OF_MONTH, Day

_SATURDAY = 6
_ABBREVIATED_SATURDAYS = (7, 300)  # ז' and ש'
_WEEKDAYS = 6


def _weekday(parts: Parts) -> Day | None:
    said = parts["said"].value
    which = parts["which"].value if "which" in parts else None
    if said in _ABBREVIATED_SATURDAYS or parts["said"].kind == PREFIXES["ש"]:
        return Day(weekday=_SATURDAY, which=which)
    if not isinstance(said, int) or not 1 <= said <= _WEEKDAYS:
        return None
    return Day(weekday=said - 1, which=which)


def _weekday_no_two(parts: Parts) -> Day | None:
    """Before a noun, שני is the number: בשני מקומות."""
    return _weekday(parts) if parts["said"].value != 2 else None


def _saturday(parts: Parts) -> Day:
    which = parts["which"].value if "which" in parts else None
    part = "evening" if "evening" in parts else None
    weekday: int = (parts.get("evening") or parts["said"]).value
    return Day(weekday=weekday, which=which, part=part)


def _english(parts: Parts) -> Day:
    return Day(weekday=parts["said"].value, which="next" if "which" in parts else None)


def _with_day_of_month(parts: Parts) -> Day | None:
    """שלישי ה-19."""
    number: Number = parts["day"].value
    day: Day = parts["weekday"].value
    is_day = number.is_whole and 1 <= number.value <= 31
    return replace(day, day=int(number.value)) if is_day and day.day is None else None


def _relative(parts: Parts) -> Day:
    return Day(offset=parts["said"].value)


def _after_tomorrow(parts: Parts) -> Day | None:
    """אחרי מחר; what is after today is no day yet."""
    return Day(offset=2) if parts["said"].value == 1 else None


def _today(parts: Parts) -> Day:
    return Day(offset=0, part=parts["part"].value)


_OFFSETS = {"next": 1, "after_next": 2, "last": -1, "this": 0, "nearest": 0}


def _period(parts: Parts) -> Day | None:
    unit = parts["unit"].value if "unit" in parts else "weekend"
    position = parts["position"].value if "position" in parts else None
    which = parts["which"].value if "which" in parts else None
    if unit in ("day", "hour", "minute") or (which is None and position is None and unit != "weekend"):
        return None
    if which == "following":
        return None
    return Day(grain=unit, offset=_OFFSETS[which or "this"], position=position)


def _this_week(parts: Parts) -> Day:
    return Day(grain="week", offset=0)


def _this_period(grain: str) -> Rule:
    def build(parts: Parts) -> Day:
        position = parts["position"].value if "position" in parts else None
        return Day(grain=grain, offset=0, position=position)

    return Rule("date", f"in? position:start_of? this_{grain}", build)


def _part_of_month(parts: Parts) -> Day:
    month: Day = parts["date"].value
    return replace(month, position=parts["position"].value) if month.grain == "month" else month


def _day_in_part_of_month(parts: Parts) -> Day | None:
    """בסוף החודש, ב-30."""
    month: Day = parts["date"].value
    number: Number = parts["day"].value
    if month.grain != "month" or month.position is None or not number.is_whole:
        return None
    low, high = PARTS_OF_MONTH[month.position]
    is_inside = number.form in ("d", "m") and low < number.value <= high
    return replace(month, grain="day", position=None, day=int(number.value)) if is_inside else None


def _any_year(parts: Parts) -> Day | None:
    number: Number = parts["number"].value
    is_year = len(number.text) == 4 and 1900 <= number.value <= 2100
    return Day(grain="year", year=int(number.value)) if is_year else None


def _year(parts: Parts) -> Day | None:
    number: Number = parts["number"].value
    is_year = (
        number.is_whole and 2000 <= number.value <= 2100 and (number.form != "d" or len(number.text) == 4)
    )
    return Day(grain="year", year=int(number.value)) if is_year else None


_WHICH = "which:@which"
# with its article a unit is also "this": השבוע, and in השבוע הבא it is not
_MONTH = "month_name|month|this_month"
_PERIOD = "unit:week|month|year|this_week|this_month|this_year"
# "the first", "a second": before these a bare ordinal is a weekday, behind a noun it counts
_COUNTS = "<!word|person|plural|label|counted|the|quantity|other|number|neutral"

WEEKDAYS = (
    # the first Sunday of December
    Rule("vague", f"in? day? the? @weekday_name the ordinal lasting the? {_MONTH}", lambda parts: ("date",)),
    Rule("weekday", "in? evening:saturday_night|friday_evening", _saturday),
    Rule("weekday", f"in? day? said:saturday {_WHICH}", _saturday),
    Rule("weekday", "in? day said:saturday", _saturday),
    Rule("weekday", "<!to said:saturday", _saturday),
    Rule("weekday", "to said:saturday $", _saturday),
    Rule("weekday", "<=to said:saturday !word|filler|plural", _saturday),
    Rule("weekday", f"in? day the? said:ordinal|letter {_WHICH}", _weekday),
    Rule("weekday", "in? day said:ordinal|letter", _weekday),
    Rule("weekday", "<=day,in said:letter", _weekday),
    Rule("weekday", f"in? said:ordinal|letter {_WHICH}", _weekday),
    Rule("weekday", "<!to|from in said:ordinal !plural|counted|word", _weekday),
    Rule("weekday", "<!to|from in said:ordinal !plural|counted", _weekday_no_two),
    Rule("weekday", "in said:letter !hebrew_month", _weekday),
    Rule("weekday", "^ said:letter|that $", _weekday),
    Rule("weekday", "^ said:letter >=clock_text", _weekday),
    Rule("weekday", "^ said:letter >=in", _weekday),
    Rule("weekday", "<=to said:ordinal|letter !plural|counted|word|hebrew_month", _weekday),
    Rule("weekday", "<=from said:ordinal|letter !plural|counted|word|hebrew_month", _weekday),
    Rule("weekday", "<=until said:ordinal|letter !plural|counted|word|hebrew_month", _weekday),
    Rule("weekday", "<=every said:ordinal|letter !plural|counted|word", _weekday),
    Rule("weekday", "<=weekday,and said:ordinal|letter !plural|counted", _weekday),
    Rule("weekday", "<=weekday,comma said:ordinal|letter !plural|counted", _weekday),
    Rule("weekday", "<=weekday,or said:ordinal|letter !plural|counted", _weekday),
    Rule("weekday", "<=weekday,dash said:ordinal|letter !plural|counted", _weekday),
    Rule("weekday", "<=weekday,until said:ordinal|letter !plural|counted", _weekday),
    Rule("weekday", f"{_COUNTS} said:ordinal !plural|counted|word|the", _weekday),
    Rule("weekday", f"{_COUNTS} said:ordinal !plural|counted", _weekday_no_two),
    Rule("weekday", "in? which:english_next? said:english_weekday", _english),
    Rule("weekday", "weekday:weekday comma? the day:number !@counted", _with_day_of_month),
)  # fmt: skip

RELATIVE = (
    Rule("date", "<!length|dual|@many after said:relative_day", _after_tomorrow),
    Rule("date", "in? said:relative_day", _relative),
    Rule("date", "part:this_part", _today),
)

PERIODS = (
    # on Friday of next week
    Rule("date", f"<=weekday lasting the? unit:week|this_week {_WHICH}", _period),
    Rule("date", "<=weekday lasting this_week", _this_week),
    Rule("date", f"in? position:start_of? the? {_PERIOD} {_WHICH}", _period),
    Rule("date", "in? position:start_of the? unit:week|month|year", _period),
    Rule("date", f"in? the? weekend {_WHICH}", _period),
    Rule("date", "in? the? weekend", _period),
    _this_period("week"),
    _this_period("month"),
    _this_period("year"),
    Rule("date", "in? position:start_of date:date", _part_of_month),
    Rule("date", "date:date comma? in? the? day:number !@counted|dash|number", _day_in_part_of_month),
    Rule("date", "in? year number:number", _year),
    Rule("date", "^ number:number stop? $", _any_year),
    Rule("date", "<!label|number|quantity in number:number !@counted|dash|number", _year),
)
