"""Which service and whom a customer means, by what the model heard. Pure."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from apps.assistant.errors import PersonUnknownError, ServiceNeededError
from apps.hebrew.search import spelled
from apps.scheduling.diary import Diary, ResourceFacts, ServiceFacts

Named = TypeVar("Named", ServiceFacts, ResourceFacts)


def service_chosen(diary: Diary, said: str) -> ServiceFacts | None:
    """The only one there is needs no name; None where the business has none. Raises ServiceNeededError."""
    if not diary.services:
        return None
    if len(diary.services) == 1 and not said:
        return diary.services[0]
    chosen = _meant(diary.services, said, lambda service: service.label)
    if chosen is None:
        raise ServiceNeededError(services=[service.label for service in diary.services])
    return chosen


def person_chosen(diary: Diary, service: ServiceFacts | None, said: str) -> int | None:
    """Who was asked for; None for whoever is free. Raises PersonUnknownError."""
    if not said:
        return None
    able = diary.resource_ids(service)
    people = [resource for resource in diary.resources if resource.id in able]
    chosen = _meant(people, said, lambda person: person.name)
    if chosen is None:
        raise PersonUnknownError(people=[person.name for person in people])
    return chosen.id


def _meant(named: Iterable[Named], said: str, name_of: Callable[[Named], str]) -> Named | None:
    """The one whose name was said, or the only one that holds the words or is held by them."""
    words = spelled(said).strip()
    if not words:
        return None
    names = [(spelled(name_of(each)).strip(), each) for each in named]
    exact = [each for name, each in names if name == words]
    near = exact or [each for name, each in names if words in name or name in words]
    return near[0] if len(near) == 1 else None
