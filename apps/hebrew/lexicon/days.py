"""Days and weekdays, and the words that say which one. Weeks start on Sunday, which is 0."""

from apps.hebrew.lexicon.entry import Entry

RELATIVE = [
    Entry("relative_day", 0, "היום, היום הזה, ביומו"),
    Entry("relative_day", 1, "מחר, למוחרת"),
    Entry("relative_day", 2, "מחרתיים, מחרתים, מחורתיים, מוחרתיים"),
    Entry("relative_day", -1, "אתמול, אתמל"),
    Entry("relative_day", -2, "שלשום, שילשום"),
    Entry("now", 0, "עכשיו, עכשו, כעת, ברגע זה, כרגע, מיד, מייד, תיכף ומיד"),
    # "in a week" said from a day: שבוע מהיום
    Entry("from_today", 0, "מהיום, מעכשיו, מהרגע, מכרגע"),
]

# the same words count ("the third") and name days ("Tuesday"); what stands around them decides
ORDINALS = [
    Entry("ordinal", 1, "ראשון"),
    Entry("ordinal", 2, "שני"),
    Entry("ordinal", 3, "שלישי, שלשי"),
    Entry("ordinal", 4, "רביעי, רבעי"),
    Entry("ordinal", 5, "חמישי, חמשי"),
    Entry("ordinal", 6, "שישי, ששי"),
    Entry("high_ordinal", 7, "שביעי"),
    Entry("high_ordinal", 8, "שמיני"),
    Entry("high_ordinal", 9, "תשיעי"),
    Entry("high_ordinal", 10, "עשירי"),
    Entry("feminine_ordinal", 1, "ראשונה"),
    Entry("feminine_ordinal", 2, "שנייה, שניה"),
    Entry("feminine_ordinal", 3, "שלישית"),
    Entry("feminine_ordinal", 4, "רביעית"),
    Entry("feminine_ordinal", 5, "חמישית"),
    Entry("feminine_ordinal", 6, "שישית, ששית"),
    Entry("feminine_ordinal", 7, "שביעית"),
    Entry("feminine_ordinal", 8, "שמינית"),
    Entry("feminine_ordinal", 9, "תשיעית"),
    Entry("feminine_ordinal", 10, "עשירית"),
]

WEEKDAYS = [
    Entry("saturday", 6, "שבת"),
    Entry("saturday_night", 6, "מוצש, מוצאי שבת, מוצאש, מוצשק, צאת השבת, צאת שבת"),
    Entry("friday_evening", 5, "ערב שבת, ליל שבת, כניסת שבת, כניסת השבת, ליל שישי"),
    Entry("weekend", 0, "סופש, סוף שבוע, סוף השבוע, סופשבוע, סוף שבוע הזה, סוף השבוע הזה"),
]

WHICH = [
    Entry("next", "next", "הבא, הבאה, הבאים, הבאות"),
    Entry("after_next", "after_next", "שאחרי הבא, שאחרי הבאה, שלאחר הבא, שלאחר הבאה, שאחריי הבא"),
    Entry("after_next", "after_next", "אחרי הבא, אחרי הבאה"),
    # a week after the one that comes
    Entry("following", "following", "שאחריו, שאחריה, שאחרי הקרוב, שאחרי הקרובה, שלאחר מכן, שאחרי זה"),
    Entry("nearest", "nearest", "הקרוב, הקרובה, הקרובים"),
    Entry("this", "this", "הזה, הזאת, הזו, הנוכחי, הנוכחית"),
    Entry("last", "last", "שעבר, שעברה, הקודם, הקודמת, שחלף, שחלפה, האחרון, האחרונה"),
    Entry("this_week", "week", "השבוע"),
    Entry("this_month", "month", "החודש"),
    Entry("this_year", "year", "השנה"),
    Entry("start_of", "start", "תחילת, ראשית, התחלת, התחלה של"),
    Entry("start_of", "middle", "אמצע"),
    Entry("start_of", "end", "סוף, סופו של, שלהי"),
]

UNITS = [
    Entry("second", "second", "שניות"),
    Entry("minute", "minute", "דקה, דק, דקת"),
    Entry("minutes", "minute", "דקות"),
    Entry("hour", "hour", "שעה, שעת"),
    Entry("hours", "hour", "שעות"),
    Entry("day", "day", "יום"),
    Entry("days", "day", "ימים, ימי"),
    Entry("week", "week", "שבוע"),
    Entry("weeks", "week", "שבועות"),
    Entry("month", "month", "חודש, חדש"),
    Entry("months", "month", "חודשים, חדשים"),
    Entry("year", "year", "שנה, שנת"),
    Entry("years", "year", "שנים"),
    Entry("dual", ("minute", 2), "דקותיים, דקתיים"),
    Entry("dual", ("hour", 2), "שעתיים, שעתים"),
    Entry("dual", ("day", 2), "יומיים, יומים"),
    Entry("dual", ("week", 2), "שבועיים, שבועים"),
    Entry("dual", ("month", 2), "חודשיים, חדשיים"),
    Entry("dual", ("year", 2), "שנתיים, שנתים"),
]

ENTRIES = [*RELATIVE, *ORDINALS, *WEEKDAYS, *WHICH, *UNITS]
