"""Days of the calendar: 15.3, the third of May, the 20th of the month, the Hebrew calendar and holidays."""

from dataclasses import replace

from apps.hebrew.cascade import Item, Parts, Rule
from apps.hebrew.lexicon.holidays import HANUKKAH, Holiday
from apps.hebrew.morphology import gematria
from apps.hebrew.number_words import Number
from apps.hebrew.values import Day, Length

_DAYS_IN_MONTH = 31
# nobody counts more of them to the hour that comes
_MOST_MINUTES_TO = 25
_THIS_MILLENNIUM = 5000
_OLDEST, _NEWEST = 1900, 2100


def _day_number(item: Item) -> int | None:
    if isinstance(item.value, Number):
        number = item.value
        return int(number.value) if number.is_whole and 1 <= number.value <= _DAYS_IN_MONTH else None
    return int(item.value)


def _year_number(item: Item) -> int | None:
    number: Number = item.value
    if number.is_whole and _OLDEST <= number.value <= _NEWEST and "," not in number.text:
        return int(number.value)
    return None


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else 2000 + year if year < 70 else 1900 + year


def _full(parts: Parts) -> Day:
    text: str = parts["text"].value
    sign = next(sign for sign in text if not sign.isdigit())
    day, month, year = text.split(sign)
    return Day(day=int(day), month=int(month), year=_year(year))


def _iso(parts: Parts) -> Day:
    year, month, day = parts["text"].value.rstrip("T").split("-")
    return Day(day=int(day), month=int(month), year=int(year))


def _month_year(parts: Parts) -> Day:
    text: str = parts["text"].value
    month, year = text.replace(".", "/").split("/")
    return Day(grain="month", month=int(month), year=int(year))


def _pair(parts: Parts) -> Day | None:
    day, month, _ = parts["pair"].value
    if not 1 <= int(day) <= _DAYS_IN_MONTH or not 1 <= int(month) <= 12:
        return None
    # 1.5 alone is as often a number; two digits, a slash or a word before it make it a date
    return Day(day=int(day), month=int(month))


def _pair_year(parts: Parts) -> Day | None:
    day, year = _pair(parts), _year_number(parts["year"])
    return replace(day, year=year) if day and year else None


def _in_month(parts: Parts) -> Day | None:
    day = _day_number(parts["day"])
    if day is None:
        return None
    year = _year_number(parts["year"]) if "year" in parts else None
    if "year" in parts and year is None:
        return None
    month = parts["month"].value
    if isinstance(month, Number):
        if not month.is_whole or not 1 <= month.value <= 12:
            return None
        month = int(month.value)
    return Day(day=day, month=month, year=year)


def _no_minutes_to(parts: Parts) -> Day | None:
    """עשרה לאחד עשר is the tenth of November. Feminine, it is ten to eleven.

    What minutes are not rounded to is a date in either gender: שישה עשר לשתיים, שלושים לאחת עשרה.
    """
    day, month = parts["day"].value, parts["month"].value
    is_no_hour = day.value > (10 if day.form == "m" else 12) and day.value % 5
    is_past_minutes = day.value > _MOST_MINUTES_TO and day.form != "d"
    is_date = month.form == "m" or (day.form in ("m", "f") and is_no_hour) or is_past_minutes
    return _in_month(parts) if is_date else None


def _no_hour_in_it(parts: Parts) -> Day | None:
    """בשלישי לשנים עשר is the third of December. Feminine, it is Tuesday, at twelve.

    Of lower numbers it is as often how many come: שולחן בשלישי לארבעה.
    """
    month: Number = parts["month"].value
    return _in_month(parts) if month.form == "m" and month.value > 10 else None


def _no_minutes(parts: Parts) -> Day | None:
    """ב-17 ל-9 is a date; ב-10 ל-9 is ten to nine."""
    day: Number = parts["day"].value
    return _in_month(parts) if day.form == "d" and day.value not in (5, 10, 20, 25) else None


def _of_month(parts: Parts) -> Day | None:
    day = _day_number(parts["day"])
    if day is None:
        return None
    which = parts["which"].value if "which" in parts else None
    offset = {"next": 1, "after_next": 2, "last": -1, "this": 0}.get(which or "")
    return Day(day=day, offset=offset)


def _bare_day_of_month(parts: Parts) -> Day | None:
    """ה-15, החמישה עשר."""
    number: Number = parts["day"].value
    day = _day_number(parts["day"]) if number.form in ("d", "m") else None
    return Day(day=day) if day else None


def _masculine_day(parts: Parts) -> Day | None:
    """בחמישה עשר: hours are feminine, so a masculine number from 11 on is a day."""
    number: Number = parts["day"].value
    day = _day_number(parts["day"]) if number.form == "m" and number.value > 10 else None
    return Day(day=day) if day and number.split is None else None


def _month(parts: Parts) -> Day | None:
    year = _year_number(parts["year"]) if "year" in parts else None
    if "year" in parts and year is None:
        return None
    which = parts["which"].value if "which" in parts else None
    return Day(grain="month", month=parts["month"].value, year=year, which=which)


def _hebrew(parts: Parts) -> Day | None:
    said = parts["day"].value
    day = (
        gematria(said)
        if isinstance(said, str)
        else _day_number(parts["day"])
        if isinstance(said, Number)
        else said
    )
    if not day or day > 30:
        return None
    year = parts["year"].value if "year" in parts else None
    if isinstance(year, Number):
        year = int(year.value) - _THIS_MILLENNIUM if year.value > _THIS_MILLENNIUM else 0
    if year is not None and not 0 < year < 1000:
        return None
    return Day(hebrew=(day, parts["month"].value, _THIS_MILLENNIUM + year if year else None))


def _new_month(parts: Parts) -> Day:
    return Day(hebrew=(1, parts["month"].value, None))


def _holiday(parts: Parts) -> Day:
    holiday: Holiday = parts["holiday"].value if "holiday" in parts else Holiday(3, 6)
    year = _year_number(parts["year"]) if "year" in parts else None
    which = parts["which"].value if "which" in parts else None
    return Day(holiday=holiday, year=year, which=which)


def _holiday_of_year(parts: Parts) -> Day | None:
    """פסח 2027; the number in פסח בשבע is an hour."""
    return _holiday(parts) if _year_number(parts["year"]) else None


def _candle(parts: Parts) -> Day:
    nights = parts["candle"].value - 2
    return Day(holiday=HANUKKAH, shift=Length(nights * 1440, is_coarse=True))


def _eve(parts: Parts) -> Day | None:
    if parts["part"].value != "evening":
        return None
    return replace(_holiday(parts), shift=Length(-1440, is_coarse=True))


def _evening_after(parts: Parts) -> Day:
    return replace(_holiday(parts), part="evening")


def _day_after(parts: Parts) -> Day:
    return replace(_holiday(parts), shift=Length(1440, is_coarse=True))


_DAY = "the? day:number|@ordinal"
_OF_MONTH = "day:number|@ordinal to the? month:@ordinal|number"
_NO_RANGE = "<!between|from"
# behind a weekday an hour is moved to another: מחמישי בחמש לרביעי
_NO_MOVE = f"{_NO_RANGE}|@weekday_name"
_NO_MINUTES = "!from|dash|number|after|before|to"
_NO_HOUR = "!@counted|half|quarter"

HEBREW_CALENDAR = (
    Rule("named_date", "in? the? day:@numeral in? month:hebrew_month comma? year:gematria|number", _hebrew),
    Rule("named_date", "in? the? day:gematria|letter|word in? month:hebrew_month", _hebrew),
    Rule("named_date", "in? the? day:number in month:hebrew_month", _hebrew),
    Rule("named_date", "in? new_month month:hebrew_month", _new_month),
    Rule("named_date", "in? part:part holiday:holiday|weeks !@many", _eve),
    Rule("named_date", "in? candle:candle", _candle),
    Rule("named_date", "in? day_after the? holiday:holiday", _day_after),
    Rule("named_date", "in? evening_after the? holiday:holiday", _evening_after),
    Rule("named_date", "in? holiday:holiday in? the? year? year:number", _holiday_of_year),
    Rule("named_date", "in? holiday:holiday which:@which?", _holiday),
    # שבועות is also "weeks"
    Rule("named_date", "in weeks !@which", _holiday),
    Rule("named_date", "^ weeks $", _holiday),
)  # fmt: skip

WRITTEN = (
    Rule("named_date", "in? text:full", _full),
    Rule("named_date", "in? text:iso", _iso),
    Rule("date", "in? text:monthyear", _month_year),
    Rule("named_date", "<!label|hour in? the? pair:pair comma? year:number !@counted", _pair_year),
    Rule("named_date", "<!label|foreign|hour|length in? the? pair:pair !@counted|half", _pair),
)

SPOKEN = (
    Rule("named_date", f"in? {_DAY} in|to? month:month_name comma? in? the? year? year:number", _in_month),
    Rule("named_date", f"in? {_DAY} in|to? month:month_name", _in_month),
    Rule("named_date", "month:month_name the? day:number comma? year:number", _in_month),
    Rule("named_date", "month:month_name the? day:number !@counted|half|quarter|and", _in_month),
    Rule("named_date", f"in? {_DAY} to month month:month_name", _in_month),
    Rule("named_date", f"{_NO_RANGE} in? the {_OF_MONTH} year:number", _in_month),
    Rule("named_date", f"{_NO_RANGE} in? the {_OF_MONTH}", _in_month),
    Rule("named_date", f"{_NO_MOVE} in day:number to the? month:@ordinal year:number?", _in_month),
    Rule("named_date", f"{_NO_MOVE}|in day:number to the? month:@ordinal year:number?", _in_month),
    Rule("named_date", f"{_NO_RANGE} in day:@ordinal to the? month:@ordinal", _in_month),
    Rule("named_date", f"{_NO_RANGE} in? day:high_ordinal to the? month:@ordinal", _in_month),
    Rule("named_date", f"{_NO_RANGE}|day in? day:@ordinal to month:number year:number", _no_hour_in_it),
    Rule("named_date", f"{_NO_RANGE}|day in? day:@ordinal to month:number !@counted", _no_hour_in_it),
    Rule("named_date", f"{_NO_RANGE} in? day:number to the? month:number year:number", _no_minutes_to),
    Rule("named_date", f"{_NO_RANGE} in? day:number to the? month:number !@counted", _no_minutes_to),
    Rule("named_date", f"{_NO_RANGE} in day:number to the? month:number !@counted", _no_minutes),
    Rule("named_date", f"in? {_DAY} to|in the? month which:@which?", _of_month),
    Rule("named_date", f"in? {_DAY} this_month", _of_month),
    Rule("named_date", "this_month comma? in the? day:number !@counted|dash|number", _of_month),
    Rule("named_date", "<!quantity in|until|from the day:number !@counted|half|quarter", _bare_day_of_month),
    Rule("named_date", "^ the day:number !@counted|half|quarter", _bare_day_of_month),
    Rule("named_date", f"<!number|quantity|label in day:number {_NO_HOUR} {_NO_MINUTES}", _masculine_day),
)  # fmt: skip

MONTHS = (
    Rule("date", "in|from|until? month? month:month_name which:@which", _month),
    Rule("date", "in? month? month:month_name comma? in? the? year? year:number", _month),
    Rule("date", "in the? month? month:month_name", _month),
    Rule("date", "the? month month:month_name", _month),
    # alone it is as often a name: פגישה עם יוני
    Rule("date", "^ month:month_name stop|comma? $", _month),
    Rule("date", "<=until|from|or|and|start_of|to month:month_name", _month),
)
