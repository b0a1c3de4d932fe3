"""When nothing may be sent out, and until when it waits. Pure.

What falls into quiet hours is moved to their end, never dropped.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.scheduling.hours import ONE_DAY

SATURDAY = 5
RESOLUTION = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietRules:
    """Each night from `nightly_from` to `nightly_until`, equal ones for never; on Sabbaths and `rest_days`
    from `rest_begins` on the day before to `rest_ends`. Wall time in `zone`.
    """

    zone: ZoneInfo
    nightly_from: time
    nightly_until: time
    rests: bool
    rest_begins: time
    rest_ends: time
    rest_days: Collection[date] = ()


def sending_moment(rules: QuietRules, *, wished: datetime) -> datetime:
    """The first moment from `wished` on at which something may be sent, in UTC. There is one: no night is a
    whole day long, and `rest_days` come to an end.
    """
    moment = wished.astimezone(UTC)
    while (span := _span_at(rules, moment)) is not None:
        moment = span[1]
    return moment


def quiet_span(rules: QuietRules, *, wished: datetime) -> tuple[datetime, datetime] | None:
    """The quiet time around a moment in UTC, spans that touch taken together; None when there is none."""
    ends = sending_moment(rules, wished=wished)
    moment = wished.astimezone(UTC)
    if ends == moment:
        return None
    begins = moment
    while (span := _span_at(rules, begins)) is not None:
        begins = span[0] - RESOLUTION
    return begins + RESOLUTION, ends


def _span_at(rules: QuietRules, moment: datetime) -> tuple[datetime, datetime] | None:
    today = moment.astimezone(rules.zone).date()
    for day in (today - ONE_DAY, today, today + ONE_DAY):
        spans = [_instants(rules, day, rules.nightly_from, rules.nightly_until)]
        if rules.rests and (day.weekday() == SATURDAY or day in rules.rest_days):
            begins = _instant(rules, day - ONE_DAY, rules.rest_begins)
            spans.append((begins, _instant(rules, day, rules.rest_ends)))
        for begins, ends in spans:
            if begins <= moment < ends:
                return begins, ends
    return None


def _instants(rules: QuietRules, day: date, begins: time, ends: time) -> tuple[datetime, datetime]:
    """From a time of the day to the next such `ends`, over midnight when it is the earlier one."""
    until = day + ONE_DAY if ends < begins else day
    return _instant(rules, day, begins), _instant(rules, until, ends)


def _instant(rules: QuietRules, day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, tzinfo=rules.zone).astimezone(UTC)
