"""Moments of one week in Jerusalem; NOW is Sunday 2026-11-22, 08:00. Both days on which its clock changes."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

JERUSALEM = ZoneInfo("Asia/Jerusalem")
SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
SATURDAY = date(2026, 11, 28)
CLOCKS_FORWARD = date(2027, 3, 26)
CLOCKS_BACK = date(2027, 10, 31)
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=JERUSALEM)


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), tzinfo=JERUSALEM)
