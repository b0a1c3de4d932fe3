"""Months of both calendars, by the numbers the calendars give them (Nisan is 1)."""

from apps.hebrew.lexicon.entry import Entry

GREGORIAN = [
    Entry("month_name", 1, "ינואר, ינו, ינאר, יאנואר"),
    Entry("month_name", 2, "פברואר, פבר, פבואר, פברוואר, פבראר"),
    Entry("month_name", 3, "מרץ, מרס, מרצ"),
    Entry("month_name", 4, "אפריל, אפר, אפרל"),
    Entry("month_name", 5, "מאי"),
    Entry("month_name", 6, "יוני, יונ"),
    Entry("month_name", 7, "יולי, יול"),
    Entry("month_name", 8, "אוגוסט, אוג, אוגסט"),
    Entry("month_name", 9, "ספטמבר, ספט, ספטמר, ספתמבר"),
    Entry("month_name", 10, "אוקטובר, אוק, אוקטבר, אוקט, אקטובר"),
    Entry("month_name", 11, "נובמבר, נוב, נובמר"),
    Entry("month_name", 12, "דצמבר, דצמ, דצמר, דצמבאר"),
]

# 12 is Adar of a plain year and the first Adar of a leap year
ADAR, FIRST_ADAR, SECOND_ADAR = 0, 12, 13

HEBREW = [
    Entry("hebrew_month", 1, "ניסן"),
    Entry("hebrew_month", 2, "אייר"),
    Entry("hebrew_month", 3, "סיוון"),
    Entry("hebrew_month", 4, "תמוז"),
    Entry("hebrew_month", 5, "אב, מנחם אב"),
    Entry("hebrew_month", 6, "אלול"),
    Entry("hebrew_month", 7, "תשרי"),
    Entry("hebrew_month", 8, "חשוון, מרחשוון, חשון"),
    Entry("hebrew_month", 9, "כסלו, כסליו"),
    Entry("hebrew_month", 10, "טבת"),
    Entry("hebrew_month", 11, "שבט"),
    Entry("hebrew_month", ADAR, "אדר"),
    Entry("hebrew_month", FIRST_ADAR, "אדר א, אדר ראשון"),
    Entry("hebrew_month", SECOND_ADAR, "אדר ב, אדר שני"),
]

ENTRIES = [*GREGORIAN, *HEBREW]

# a slip of the finger in one of these is still this word; shorter ones are too near to others
FORGIVING = (
    "ינואר",
    "פברואר",
    "אפריל",
    "אוגוסט",
    "ספטמבר",
    "אוקטובר",
    "נובמבר",
    "דצמבר",
    "מחרתיים",
    "צהריים",
)
