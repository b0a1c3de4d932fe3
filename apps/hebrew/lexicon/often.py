"""Words that say how often in one go."""

from apps.hebrew.lexicon.entry import Entry

ENTRIES = [
    Entry("recurring", "daily", "יומי, יומית, יום יום, מדי יום ביומו, יום ביומו, בכל יום ויום"),
    Entry("recurring", "weekly", "שבועי, שבועית, שבוע שבוע"),
    Entry("recurring", "monthly", "חודשי, חודשית"),
    Entry("recurring", "yearly", "שנתי, שנתית"),
]
