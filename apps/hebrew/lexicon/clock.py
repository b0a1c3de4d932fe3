"""Parts of the day, and the words around an hour."""

from typing import NamedTuple

from apps.hebrew.lexicon.entry import Entry


class Part(NamedTuple):
    """A part of the day.

    `settles`: minutes of the day between which an hour said with it must lie ("nine in the evening");
    `window`: when somebody who says only the part may mean. Minutes past 1440 are the next day's.
    """

    name: str
    settles: tuple[int, int]
    window: tuple[int, int]


def _hm(hours: int, minutes: int = 0) -> int:
    return hours * 60 + minutes


PARTS = {
    part.name: part
    for part in (
        Part("morning", (_hm(0, 30), _hm(11, 59)), (_hm(4), _hm(12))),
        Part("forenoon", (_hm(8), _hm(13)), (_hm(8), _hm(12))),
        Part("noon", (_hm(10, 30), _hm(17)), (_hm(12), _hm(14))),
        Part("afternoon", (_hm(11, 30), _hm(20, 30)), (_hm(12), _hm(19))),
        Part("toward_evening", (_hm(15), _hm(20, 59)), (_hm(16), _hm(19))),
        Part("evening", (_hm(15, 30), _hm(24, 59)), (_hm(18), _hm(24))),
        Part("night", (_hm(18, 59), _hm(29, 59)), (_hm(20), _hm(28))),
        Part("before_dawn", (_hm(0), _hm(6, 59)), (_hm(0), _hm(6))),
    )
}

PARTS_OF_DAY = [
    Entry("part", "morning", "בוקר, בקר, בקרים, על הבוקר, מוקדם בבוקר, שעות הבוקר, השכמה"),
    Entry("part", "forenoon", "לפני הצהריים, לפני צהריים, לפנהצ, לפני הצהרים, לפני צהרים"),
    Entry("part", "noon", "צהריים, צהרים, צוהריים, צהרי, צהרי היום, שעות הצהריים"),
    Entry(
        "part",
        "afternoon",
        "אחר הצהריים, אחרי הצהריים, אחר צהריים, אחרי צהריים, אחהצ, אחריי הצהריים, אחרהצהריים, אחריהצהריים, "
        "אחר הצהרים, אחרי הצהרים, אחצ, אחרצ, שעות אחר הצהריים, שעות אחרי הצהריים, אחה צ, אחר הצ, אחרי הצ",
    ),
    Entry("part", "toward_evening", "לפנות ערב, בין ערביים, בין הערביים, עם ערב, לקראת ערב, לקראת הערב"),
    Entry("part", "evening", "ערב, שעות הערב, ערבה"),
    Entry("part", "night", "לילה, שעות הלילה, לפנות לילה"),
    Entry("part", "before_dawn", "לפנות בוקר, לפנות בקר, עלות השחר, לפני עלות השחר"),
    # with the article they are today's; "in the evening" is ב and ערב
    Entry("this_part", "morning", "הבוקר, הבקר"),
    Entry("this_part", "noon", "הצהריים"),
    Entry("this_part", "evening", "הערב"),
    Entry("this_part", "night", "הלילה"),
]

AROUND_AN_HOUR = [
    Entry("exactly", None, "בדיוק, בול, עגול, עגולה, על הדקה, על השעון, על הטיק, במדויק"),
    Entry("less", None, "פחות, חסר, חסרה"),
    Entry("about", None, "בסביבות, בסביבה של, בערך, באזור, באיזור, אזור, איזור, סביבות, פלוס מינוס, בקירוב"),
    Entry("about", None, "בסביבות השעה, באזור השעה, באיזור השעה, לקראת, בערך בסביבות, משהו כמו"),
    Entry("midnight", 0, "חצות, חצות הלילה, חצות לילה, חצי הלילה"),
    Entry("past_midnight", "before_dawn", "אחר חצות"),
    Entry("midday", 720, "חצות היום, חצות יום"),
    Entry("am", "am", "am, a, a.m, a.m."),
    Entry("pm", "pm", "pm, p, p.m, p.m."),
]

ENTRIES = [*PARTS_OF_DAY, *AROUND_AN_HOUR]
