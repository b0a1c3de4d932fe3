"""What the assistant counts, as /metrics shows it."""

from prometheus_client import Counter, Gauge, Histogram

GUARD_HITS = Counter("assistant_guard_hits", "What guards stopped.", ["guard", "channel"])
AGENT_CACHE = Counter("assistant_agent_cache", "Agents asked of the cache.", ["result"])
AGENTS_KEPT = Gauge("assistant_agents_kept", "Agents this process keeps ready.")
REPLY_SECONDS = Histogram("assistant_reply_seconds", "From a customer's text to the answer.", ["channel"])
HANDED_OVER = Counter("assistant_handed_over", "Conversations handed to a person.", ["reason"])
