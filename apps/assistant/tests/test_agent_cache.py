"""Agents that are kept ready: by business, channel and version, from any thread."""

import time
from concurrent.futures import ThreadPoolExecutor

from apps.assistant.agent.cache import AgentCache
from apps.assistant.agent.ready import AGENTS, agents_warm
from apps.core.testing import PATIENCE_SECONDS
from apps.events.hearing import is_hearing
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant


class Clock:
    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


def asked(cache, schema="b_one", channel="whatsapp", version="1", make=object):
    return cache.get(schema=schema, channel=channel, version=version, make=make)


def test_one_is_kept_for_each_business_channel_and_version():
    cache: AgentCache[object] = AgentCache(now=Clock())

    first = asked(cache)
    assert asked(cache) is first
    others = [asked(cache, schema="b_two"), asked(cache, channel="phone"), asked(cache, version="2")]
    assert len({id(each) for each in (first, *others)}) == 4
    assert len(cache) == 4


def test_its_time_runs_out():
    clock = Clock()
    cache: AgentCache[object] = AgentCache(lasts_seconds=60, now=clock)
    first = asked(cache)

    clock.seconds = 59.9
    assert asked(cache) is first
    clock.seconds = 60
    assert asked(cache) is not first


def test_an_event_ends_what_is_kept_of_its_business_only():
    cache: AgentCache[object] = AgentCache(now=Clock())
    first, other = asked(cache), asked(cache, schema="b_two")

    cache.forget("b_one")
    assert asked(cache, schema="b_two") is other
    assert asked(cache) is not first
    cache.forget(None)
    assert len(cache) == 0


def test_what_changed_while_it_was_made_is_not_kept():
    cache: AgentCache[object] = AgentCache(now=Clock())

    def make():
        cache.forget("b_one")
        return object()

    first = asked(cache, make=make)
    assert asked(cache) is not first


def test_many_threads_get_the_same():
    cache: AgentCache[object] = AgentCache(now=Clock())
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: asked(cache), range(200)))
    assert len({id(each) for each in found[16:]}) == 1
    assert len(cache) == 1


def test_the_agents_of_all_active_businesses_are_warmed(business, other_business, settings):
    settings.OPENAI_API_KEY = "simulator"
    # Whoever begins to listen has missed what was before, and keeps nothing of it.
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_hearing():
        assert time.monotonic() < deadline
    AGENTS.forget(None)
    with in_tenant(PUBLIC_SCHEMA):
        assert agents_warm() == 2
    assert len(AGENTS) == 2
    AGENTS.forget(None)
