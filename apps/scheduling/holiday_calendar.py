"""Which dates are holidays, eves and half holidays, and what the Hebrew calendar calls a date. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

import holidays
from pyluach.dates import HebrewDate

from apps.scheduling.hours import ONE_DAY

_CHOL_HAMOED = "חול המועד"
# As browsers write those that the library writes otherwise: one screen shows both.
_MONTHS_IN_ENGLISH = {
    "Nissan": "Nisan",
    "Tammuz": "Tamuz",
    "Tishrei": "Tishri",
    "Cheshvan": "Heshvan",
    "Teves": "Tevet",
    "Adar 1": "Adar I",
    "Adar 2": "Adar II",
}


class DayKind(StrEnum):
    HOLIDAY = "holiday"
    EVE = "eve"
    CHOL_HAMOED = "chol_hamoed"


@dataclass(frozen=True, slots=True, order=True)
class NamedDay:
    day: date
    kind: DayKind
    name: str


def jewish_days(*, years: Iterable[int]) -> list[NamedDay]:
    """The days off of Israel, their eves and chol hamoed. Two holidays in a row have one eve; an eve within
    chol hamoed is an eve.
    """
    return sorted(day for year in years for day in _jewish_days(year))


def country_days(*, country: str, years: Iterable[int]) -> list[NamedDay]:
    """Official holidays by ISO 3166 code, as the country calls them. Raises LookupError."""
    if country not in holidays.list_supported_countries():
        raise LookupError(country)
    return sorted(day for year in years for day in _country_days(country, year))


def rest_days(*, years: Iterable[int]) -> frozenset[date]:
    """Holidays on which religious law forbids work; Sabbaths are not among them."""
    return frozenset().union(*map(_rest_days, years))


@lru_cache(maxsize=1024)
def hebrew_date(day: date, *, language: str = "he") -> str:
    """כ״ד ניסן תשפ״ז, or 24 Nisan 5787."""
    found = HebrewDate.from_pydate(day)
    named: str = found.hebrew_date_string()
    if language != "en":
        return named
    month = found.month_name()
    return f"{found.day} {_MONTHS_IN_ENGLISH.get(month, month)} {found.year}"


def name_shown(day: date, name: str, *, language: str) -> str:
    """What a date is called for readers of he or en. Names are kept in Hebrew; those that a business gave of
    its own stay as they are.
    """
    return _english_names(day.year).get((day, name), name) if language == "en" else name


def name_kept(day: date, name: str) -> str:
    """The name to keep of one that may have been shown in English."""
    for (named, hebrew), english in _english_names(day.year).items():
        if (named, english) == (day, name):
            return hebrew
    return name


@lru_cache(maxsize=16)
def _rest_days(year: int) -> frozenset[date]:
    return frozenset(
        day.day for day in _jewish_days(year) if day.kind is DayKind.HOLIDAY and _is_festival(day.day)
    )


@lru_cache(maxsize=256)
def _country_days(country: str, year: int) -> tuple[NamedDay, ...]:
    # Without a language the library would take the server's.
    language = getattr(holidays, country).default_language
    found = holidays.country_holidays(country, years=year, language=language)
    return tuple(NamedDay(day, DayKind.HOLIDAY, name) for day, name in found.items() if day.year == year)


@lru_cache(maxsize=16)
def _jewish_days(year: int) -> tuple[NamedDay, ...]:
    off = dict(_israeli([year, year + 1], "public"))
    found = [NamedDay(day, DayKind.HOLIDAY, name) for day, name in off.items() if day.year == year]
    eves = {day - ONE_DAY: f"ערב {name}" for day, name in off.items()}
    eves = {day: name for day, name in eves.items() if day.year == year and day not in off}
    found += [NamedDay(day, DayKind.EVE, name) for day, name in eves.items()]
    found += _half_holidays(_israeli([year], "optional"), {*off, *eves})
    return tuple(found)


@lru_cache(maxsize=16)
def _english_names(year: int) -> dict[tuple[date, str], str]:
    """By date and Hebrew name."""
    off, english = (
        dict(_israeli([year, year + 1], "public")),
        dict(_israeli([year, year + 1], "public", "en_US")),
    )
    found = {(day - ONE_DAY, f"ערב {name}"): f"Eve of {english[day]}" for day, name in off.items()}
    found |= {(day, name): english[day] for day, name in off.items()}
    optional = dict(_israeli([year], "optional", "en_US"))
    for day, name in _israeli([year], "optional"):
        if name.startswith(_CHOL_HAMOED):
            found[day, name] = f"Chol HaMoed {optional[day].removesuffix(' holiday')}"
    return found


def _israeli(years: list[int], category: str, language: str = "he") -> Iterable[tuple[date, str]]:
    found = holidays.country_holidays("IL", years=years, categories=(category,), language=language)
    return found.items()


def _half_holidays(days: Iterable[tuple[date, str]], taken: set[date]) -> Iterator[NamedDay]:
    for day, name in days:
        if name.startswith(_CHOL_HAMOED) and day not in taken:
            yield NamedDay(day, DayKind.CHOL_HAMOED, name)


def _is_festival(day: date) -> bool:
    named = HebrewDate.from_pydate(day).festival(israel=True, include_working_days=False)
    return named is not None
