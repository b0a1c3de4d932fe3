"""Where a process keeps what `faq.live` read: apart from its matcher, which every start would load."""

from typing import TYPE_CHECKING

from apps.events.kept import Kept

if TYPE_CHECKING:
    from apps.assistant.faq.live import LiveFaq, ToldFaq

LIVE_FAQ: "Kept[LiveFaq]" = Kept(until=("faq.changed",))
TOLD_FAQ: "Kept[ToldFaq]" = Kept(until=("faq.changed",))
