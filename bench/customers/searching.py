"""Fragments of everything that is there, and of nothing: what the search box and the list make of them."""

import random
import time
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from django.db import connection

from apps.crm.selectors.lead_conditions import LeadFilter
from apps.crm.selectors.lead_rows import ORDERS, leads_page
from apps.search.selectors import search
from apps.tenants.context import in_tenant
from bench.customers.asking import Site, Spread
from bench.customers.words import CITIES, FAMILY, GIVEN, SAID

EACH = 60
LETTERS = "אבגדהוזחטיכלמנסעפצקרשת"


def fragments() -> dict[str, list[str]]:
    """The same ones every time."""
    chance = random.Random(7)  # noqa: S311 (a sample, no secret)
    said = " ".join(SAID).split()

    def part(word: str, length: int) -> str:
        start = chance.randrange(max(len(word) - length, 0) + 1)
        return word[start : start + length]

    def many(make: Any) -> list[str]:
        return [make() for _ in range(EACH)]

    long = [word for name in [*GIVEN, *FAMILY, *CITIES] for word in name.split() if len(word) >= 3]
    return {
        "three letters of a name or city": many(lambda: part(chance.choice(long), 3)),
        "a whole name": many(lambda: chance.choice(FAMILY)),
        "two words": many(lambda: f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"),
        "part of a number": many(lambda: str(chance.randrange(10 ** chance.randint(2, 6), 10**7))[:6]),
        "a word that was said": many(lambda: chance.choice([word for word in said if len(word) >= 3])),
        "nothing has it": many(lambda: "".join(chance.choices(LETTERS, k=chance.randint(3, 6))) + "ץק"),
        "two letters": many(lambda: "".join(chance.choices(LETTERS, k=2))),
    }


def measured(site: Site) -> dict[str, Any]:
    """By kind of fragment, and over all but the two letters: in the database, and at the endpoint."""
    found: dict[str, Any] = {}
    every: dict[str, list[float]] = {"box": [], "list": [], "endpoint": []}
    for kind, texts in fragments().items():
        # Once beforehand, as a page that is warm.
        for text in texts[:5]:
            site.whole(f"/api/v1/search/?q={quote(text)}")
        with in_tenant(site.schema):
            taken = {
                "box": [_in_database(lambda text=text: search(text)) for text in texts],
                "list": [
                    _in_database(
                        lambda text=text: leads_page(LeadFilter(search=text), ORDERS["-created"], None, 51)
                    )
                    for text in texts
                ],
            }
        taken["endpoint"] = [_seconds(lambda text=text: _asked(site, text)) for text in texts]
        found[kind] = {name: asdict(Spread.of(seconds)) for name, seconds in taken.items()}
        if kind != "two letters":
            for name, seconds in taken.items():
                every[name] += seconds
    return {
        "all of three and more": {name: asdict(Spread.of(each)) for name, each in every.items()},
        **found,
    }


def _asked(site: Site, text: str) -> None:
    site.whole(f"/api/v1/search/?q={quote(text)}")


def _seconds(call: Any) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _in_database(call: Any) -> float:
    """Of what the call asks, from sending each statement until its answer is there."""
    taken = 0.0

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal taken
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            taken += time.perf_counter() - started

    with connection.execute_wrapper(keep):
        call()
    return taken
