"""When nothing may be sent out, and until when it waits. Pure.

What falls into quiet hours is moved to their end, never dropped.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.scheduling.hours import ONE_DAY, readings

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
        for begins, ends in _spans(rules, day):
            if begins <= moment < ends:
                return begins, ends
    return None


def _spans(rules: QuietRules, day: date) -> Iterator[tuple[datetime, datetime]]:
    """The night that begins on a day, over midnight when it ends earlier than that, and the rest of the day.

    Of a border that the clock shows twice the quiet takes the one that makes it longer: nothing is ever sent
    while the clock shows a time of quiet hours.
    """
    if rules.nightly_from != rules.nightly_until:
        until = day + ONE_DAY if rules.nightly_until < rules.nightly_from else day
        yield _begins(rules, day, rules.nightly_from), _ends(rules, until, rules.nightly_until)
    if rules.rests and (day.weekday() == SATURDAY or day in rules.rest_days):
        yield _begins(rules, day - ONE_DAY, rules.rest_begins), _ends(rules, day, rules.rest_ends)


def _begins(rules: QuietRules, day: date, wall: time) -> datetime:
    return min(readings(day, wall, rules.zone))


def _ends(rules: QuietRules, day: date, wall: time) -> datetime:
    return max(readings(day, wall, rules.zone))
