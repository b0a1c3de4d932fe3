"""Numbers that count or name something, so that none becomes an hour: three people, flat 4, 20 shekels."""

from apps.hebrew.cascade import Item, Parts, Rule
from apps.hebrew.number_words import Number


def _quantity(parts: Parts) -> Number | None:
    value: Number = parts["number"].value
    return value


def _amount(parts: Parts) -> Item:
    return parts["number"]


# applied before the dates: what is said in money is money
MONEY = (
    Rule("quantity", "number:number|pair @currency", _amount),
    Rule("quantity", "money_sign number:number|pair", _amount),
    Rule("quantity", "number:number|pair money_sign", _amount),
    Rule("quantity", "coin", lambda parts: 2),
)

# applied after the dates and lengths, before the clocks
COUNTS = (
    # שולחן ל-4, but not שולחן ל-8 בערב
    Rule("quantity", "seat to number:number !@counted|part !in,part", _amount),
    Rule("quantity", "foreign number:number|pair !@counted|part|am|pm", _amount),
    Rule("quantity", "<=we number:number !@counted", _amount),
    Rule("quantity", "label|not_phone number:number|pair|maybe_clock", _amount),
    Rule("quantity", "<!hour number:number|pair|maybe_clock the? plural|counted|times_count", _amount),
    # בחמש השנים האחרונות
    Rule("quantity", "<!hour number:number or|dash number the @units", _amount),
    Rule("quantity", "<!hour number:number|pair the @units", _amount),
    Rule("quantity", "<!hour number:number and @fraction the @units", _amount),
    Rule(
        "quantity",
        "<!hour number:number and half|quarter plural|counted|@currency|years|month|months",
        _quantity,
    ),
)
