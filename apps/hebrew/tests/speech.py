"""How Israelis say times: a speaker, written without a look at the reader's grammar, to test the reader with.

Each function says one thing in the ways people do; the tests ask the reader what was meant.
"""

from collections.abc import Iterator

FEMININE = ["אפס", "אחת", "שתיים", "שלוש", "ארבע", "חמש", "שש", "שבע", "שמונה", "תשע", "עשר"]
MASCULINE = ["אפס", "אחד", "שניים", "שלושה", "ארבעה", "חמישה", "שישה", "שבעה", "שמונה", "תשעה", "עשרה"]
TENS = {
    20: "עשרים",
    30: "שלושים",
    40: "ארבעים",
    50: "חמישים",
    60: "שישים",
    70: "שבעים",
    80: "שמונים",
    90: "תשעים",
}
MONTHS = [
    "ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר",
    "אוקטובר", "נובמבר", "דצמבר",
]  # fmt: skip
MONTH_ORDINALS = [
    "ראשון", "שני", "שלישי", "רביעי", "חמישי", "שישי", "שביעי", "שמיני", "תשיעי", "עשירי",
]  # fmt: skip
WEEKDAYS = ["ראשון", "שני", "שלישי", "רביעי", "חמישי", "שישי", "שבת"]
WEEKDAY_LETTERS = ["א", "ב", "ג", "ד", "ה", "ו"]


def feminine(number: int) -> str:
    """0 to 99, as hours and minutes are counted."""
    if number <= 10:
        return FEMININE[number]
    if number < 20:
        first = {11: "אחת", 12: "שתים"}.get(number, FEMININE[number - 10])
        return f"{first} עשרה"
    tens, units = divmod(number, 10)
    return TENS[tens * 10] + (f" ו{FEMININE[units]}" if units else "")


def masculine(number: int) -> str:
    """0 to 99, as days, shekels and people are counted."""
    if number <= 10:
        return MASCULINE[number]
    if number < 20:
        first = {11: "אחד", 12: "שנים"}.get(number, MASCULINE[number - 10])
        return f"{first} עשר"
    tens, units = divmod(number, 10)
    return TENS[tens * 10] + (f" ו{MASCULINE[units]}" if units else "")


def hour_name(hour: int) -> str:
    """The hour on the clock's face."""
    return feminine((hour - 1) % 12 + 1)


def parts_of_day(hour: int) -> list[str]:
    """What people put behind the hour on the face, for an hour of the day."""
    if hour < 4:
        return ["בלילה"] if hour == 0 else ["בלילה", "לפנות בוקר"]
    if hour < 6:
        return ["לפנות בוקר", "בבוקר"]
    if hour < 12:
        return ["בבוקר"]
    if hour < 16:
        return ["בצהריים", "אחר הצהריים", "אחה״צ"] if hour < 15 else ["אחר הצהריים", "אחרי הצהריים", 'אחה"צ']
    if hour < 19:
        return ["אחר הצהריים", "בערב"] if hour < 18 else ["בערב"]
    return ["בערב"] if hour < 21 else ["בערב", "בלילה"]


def on_the_face(hour: int, minute: int) -> Iterator[str]:
    """The time on a twelve-hour clock, without the part of the day."""
    now, coming = hour_name(hour), hour_name(hour + 1)
    if minute == 0:
        yield now
        return
    yield (
        f"{now} ו{feminine(minute)}"
        if minute not in (15, 30)
        else f"{now} ו{'רבע' if minute == 15 else 'חצי'}"
    )
    if minute > 1:
        yield f"{now} ו{feminine(minute)} דקות"
    if minute >= 10:
        yield f"{now} {feminine(minute)}"
    if minute in (5, 10, 20, 25):
        yield f"{masculine(minute)} אחרי {now}"
        yield f"{now} ו{masculine(minute)}"
    if minute == 45:
        yield f"רבע ל{coming}"
    if minute in (40, 50, 55):
        yield f"{masculine(60 - minute)} ל{coming}"
        yield f"{feminine(60 - minute)} דקות ל{coming}"
    if minute < 10:
        yield f"{now} אפס {feminine(minute)}"


def with_part(hour: int, minute: int) -> Iterator[str]:
    """The time on the face with its part of the day, which settles it."""
    # "a quarter to five in the afternoon" is called by the hour that comes
    said_hour = (hour + 1) % 24 if minute >= 40 else hour
    for phrase in on_the_face(hour, minute):
        is_to = " ל" in phrase
        for part in parts_of_day(said_hour if is_to else hour):
            yield f"{phrase} {part}"
            yield f"{part} {'ב' + phrase}"


def on_the_24_hour_clock(hour: int, minute: int) -> Iterator[str]:
    """Said or written so that the half of the day is settled by the number itself."""
    yield f"{hour:02}:{minute:02}"
    yield f"בשעה {hour:02}:{minute:02}"
    if minute >= 13 or minute == 0:
        yield f"ב-{hour:02}.{minute:02}"
    if hour >= 13:
        yield f"{hour}:{minute:02}"
        yield f"בשעה {feminine(hour)} " + (
            feminine(minute) if minute >= 10 else f"אפס {feminine(minute)}" if minute else "אפס אפס"
        )
        if minute == 0:
            yield f"בשעה {hour}"
            yield f"ב-{feminine(hour)}"
    elif 0 < hour < 10 and minute >= 10:
        yield f"אפס {feminine(hour)} {feminine(minute)}"
        yield f"בשעה {hour:02}{minute:02}"


def dates(day: int, month: int) -> Iterator[str]:
    """A day of the year, written and spoken."""
    yield f"{day}.{month}"
    yield f"{day:02}/{month:02}"
    yield f"{day} ב{MONTHS[month - 1]}"
    yield f"ה-{day} ב{MONTHS[month - 1]}"
    yield f"ב{day} ל{MONTHS[month - 1]}"
    yield f"{masculine(day)} ב{MONTHS[month - 1]}"
    yield f"ה{masculine(day)} ב{MONTHS[month - 1]}"
    yield f"ב{masculine(day)} ל{MONTHS[month - 1]}"
    if day <= 10:
        yield f"ה{MONTH_ORDINALS[day - 1]} ב{MONTHS[month - 1]}"
        yield f"ב{MONTH_ORDINALS[day - 1]} ל{MONTHS[month - 1]}"
    if month <= 10:
        yield f"ה-{day} ל{MONTH_ORDINALS[month - 1]}"
        yield f"ב{masculine(day)} ל{MONTH_ORDINALS[month - 1]}"


def weekdays(weekday: int) -> Iterator[str]:
    """0 is Sunday."""
    name = WEEKDAYS[weekday]
    yield f"ב{name}" if weekday == 6 else f"ביום {name}"
    yield f"ל{name}" if weekday != 6 else "ליום שבת"
    yield f"{name} הקרוב" if weekday != 6 else "שבת הקרובה"
    yield f"יום {name}"
    if weekday < 6:
        yield f"ב{name}"
        yield f"יום {WEEKDAY_LETTERS[weekday]}'"
        yield f"ביום {WEEKDAY_LETTERS[weekday]}׳"
        yield f"יום {WEEKDAY_LETTERS[weekday]}"


def carriers() -> list[str]:
    """Sentences around a time said with ב."""
    return [
        "אפשר לקבוע תור {}?",
        "אני רוצה להגיע {} בבקשה",
        "היי, מתאים לכם {}?",
        "אממ אולי {}",
        "אז נגיד {} טוב לי",
        "תרשמי אותי {}, תודה רבה",
    ]


def without_times() -> list[str]:
    """What customers say that names no time, numbers and all."""
    nouns = ["כרטיסים", "ילדים", "חברות", "שולחנות", "מנות", "תשלומים", "אנשים", "חדרים", "שאלות"]
    counts = ["שלושה", "ארבע", "חמישה", "שני", "שתי", "7", "12", "עשרים", "שבע", "3"]
    sentences = [f"{prefix}{count} {noun}" for prefix in ("", "אני צריכה ", "יש לנו ", "זה ל", "ב", "עם ")
                 for count in counts for noun in nouns]  # fmt: skip
    recent = ["השנים האחרונות", "החודשים האחרונים", "השבועות הקרובים", "הימים הקרובים", "השעות הקרובות",
              "הדקות הקרובות"]  # fmt: skip
    numbers = ["שתי", "שלוש", "ארבע", "חמש", "שש", "שבע", "שמונה", "תשע", "עשר", "שלושת", "חמשת", "-10 "]
    spans = [f"{opening}ב{number} {span}" for opening in ("", "אפשר להגיע ") for number in numbers
             for span in recent]  # fmt: skip
    return [
        *sentences,
        *spans,
        "אני לקוחה שלכם בחמש השנים האחרונות", "בשלוש או ארבע השעות הקרובות",
        "בשלוש וחצי השעות האחרונות חיכיתי", "בשלוש-ארבע השעות הקרובות", "תוך עשר הדקות הקרובות",
        "כמה עולה תספורת?", "מה הכתובת שלכם?", "יש חניה?", "רחוב הרצל 15", "דירה 4 קומה 2", "קו 18",
        "אני בת שלושים ושתיים", "הבן שלי בן שבע וחצי", "זה עולה מאתיים שקל", "שלוש מאות וחמישים ש״ח",
        "המספר שלי אפס חמש שתיים שלוש ארבע חמש שש שבע שמונה תשע", "052-3456789",
        "תעודת זהות 312345678",
        "בוקר טוב", "ערב טוב לכולם", "לילה טוב", "שבת שלום", "חג שמח", "יום טוב", "ארוחת ערב",
        "יום הולדת שמח",
        "חמישים אחוז הנחה", "15% הנחה", "בפעם הראשונה", "פעם שנייה", "אחד מהם", "באחת החנויות", "כל אחד",
        "ראשון לציון", "אני מבאר שבע", "קריית ארבע", "תל אביב", "כיתה ג׳", "ציון 9.8", "iPhone 15",
        "מה השעה?", "באיזו שעה?", "מה שעות הפתיחה?", "כמה זמן זה לוקח?", "שנייה אחת", "רגע, דקה אחת",
        "כן, בבקשה", "לא תודה", "אין בעיה", "צד שני", "מצד שני", "דבר ראשון", "עשר דקות", "זה לוקח חצי שעה",
    ]  # fmt: skip
