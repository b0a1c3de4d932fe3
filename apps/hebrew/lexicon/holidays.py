"""Holidays by their names: where they stand in the Hebrew calendar, or in the other one."""

from typing import NamedTuple

from apps.hebrew.lexicon.entry import Entry


class Holiday(NamedTuple):
    """A day of the Hebrew or the common calendar. `moves` is the rule that moves it off a Sabbath."""

    month: int
    day: int
    hebrew: bool = True
    moves: str = ""


HANUKKAH = Holiday(9, 25)


def _hebrew(month: int, day: int, names: str, moves: str = "") -> Entry:
    return Entry("holiday", Holiday(month, day, True, moves), names)


def _gregorian(month: int, day: int, names: str) -> Entry:
    return Entry("holiday", Holiday(month, day, False), names)


HEBREW = [
    _hebrew(7, 1, "ראש השנה, חג ראש השנה"),
    _hebrew(7, 3, "צום גדליה", "fast"),
    _hebrew(7, 10, "יום כיפור, יום כפור, יום הכיפורים, כיפור, יום הכפורים"),
    _hebrew(7, 15, "סוכות, חג סוכות, חג הסוכות, סוכות הראשון"),
    _hebrew(7, 21, "הושענא רבה, הושענה רבה"),
    _hebrew(7, 22, "שמחת תורה, שמיני עצרת, שמחת התורה"),
    _hebrew(8, 29, "סיגד, חג הסיגד"),
    Entry("holiday", HANUKKAH, "חנוכה, חג חנוכה, חג החנוכה, חנוכה הראשון"),
    _hebrew(10, 2, "זאת חנוכה"),
    _hebrew(10, 10, "עשרה בטבת, צום עשרה בטבת"),
    _hebrew(11, 15, "טו בשבט, ט ו בשבט"),
    _hebrew(11, 30, "יום המשפחה"),
    _hebrew(13, 13, "תענית אסתר, צום אסתר", "esther"),
    _hebrew(13, 14, "פורים, חג פורים, חג הפורים"),
    _hebrew(13, 15, "שושן פורים"),
    _hebrew(1, 15, "פסח, חג פסח, חג הפסח"),
    _hebrew(1, 14, "ליל הסדר, סדר פסח, ליל סדר"),
    _hebrew(1, 21, "שביעי של פסח, חג שני של פסח"),
    _hebrew(1, 22, "מימונה"),
    _hebrew(1, 27, "יום השואה, יום הזיכרון לשואה, יום הזיכרון לשואה ולגבורה", "shoah"),
    _hebrew(2, 4, "יום הזיכרון, יום הזכרון", "memorial"),
    _hebrew(2, 5, "יום העצמאות", "independence"),
    _hebrew(2, 14, "פסח שני"),
    _hebrew(2, 18, "לג בעומר, ל ג בעומר, לג לעומר"),
    _hebrew(2, 28, "יום ירושלים"),
    _hebrew(3, 6, "חג שבועות, חג השבועות"),
    _hebrew(4, 17, "יז בתמוז, צום יז בתמוז", "fast"),
    _hebrew(5, 9, "תשעה באב, ט באב, צום תשעה באב", "fast"),
    _hebrew(5, 15, "טו באב, חג האהבה"),
]

GREGORIAN = [
    _gregorian(12, 25, "חג המולד, כריסמס, כריסטמס"),
    _gregorian(12, 31, "סילבסטר, ניו יר, ערב השנה האזרחית"),
    _gregorian(1, 1, "ראש השנה האזרחית, השנה האזרחית החדשה, ראש השנה הלועזית"),
    _gregorian(2, 14, "ולנטיין, ולנטיינס, יום האהבה, וולנטיין"),
    _gregorian(3, 8, "יום האישה, יום האשה"),
    _gregorian(10, 31, "האלווין, הלואין, ליל כל הקדושים"),
]

# they last a week or a season: they say when only roughly
ROUGH = [
    Entry("rough_day", "date", "חול המועד, חולמועד, חוהמ, החגים, תקופת החגים, החג"),
    Entry("rough_day", "date", "החופש הגדול, החופש, חופשת הקיץ, הקיץ, קיץ, החורף, חורף"),
    Entry("rough_day", "date", "רמדאן, הרמדאן, עיד אל פיטר, עיד אל אדחא, חג הקורבן"),
]

# lit in the evening in which its day begins, so the first one on the day before Hanukkah
CANDLES = [
    Entry("candle", number, f"נר {said}, נר {said} של חנוכה, נר {said} בחנוכה")
    for number, said in enumerate(
        ["ראשון", "שני", "שלישי", "רביעי", "חמישי", "שישי", "שביעי", "שמיני"], start=1
    )
]

NEW_MONTH = [Entry("new_month", None, "ראש חודש, ראש חדש")]
EVENING_AFTER = [Entry("evening_after", "evening", "מוצאי")]
DAY_AFTER = [Entry("day_after", 1, "אסרו חג, אסרו")]

ENTRIES = [*HEBREW, *GREGORIAN, *ROUGH, *CANDLES, *NEW_MONTH, *EVENING_AFTER, *DAY_AFTER]
