"""What people look at: lists in every way, the board, a timeline, a lead's page."""

from dataclasses import asdict
from functools import partial
from typing import Any

from apps.core.pagination import Place, place_link
from apps.crm.models import Lead, LeadStatus
from apps.tenants.context import in_tenant
from bench.customers.asking import Plain, Site, timed, times_as_long

LIST = "/api/v1/leads/"
PAGE = 50
FAR = 1000
PAIRS = 5


def questions(site: Site) -> dict[str, str]:
    with in_tenant(site.schema):
        status = LeadStatus.objects.order_by("order").values_list("pk", flat=True)[1]
        newest = Lead.objects.order_by("-id")
        lead_id = newest.values_list("pk", flat=True)[777]
        regular_id = Lead.objects.filter(conversations__channel="whatsapp").latest("conversations__pk").pk
        far_id = newest.values_list("pk", flat=True)[PAGE * (FAR - 1) - 1]
        named = Lead.objects.order_by("name", "id").values_list("name", "id")[PAGE * (FAR - 1) - 1]
    return {
        "list, page 1": LIST,
        "list, page 1,000": place_link(LIST, Place((str(far_id),))),
        "list by name, page 1,000": place_link(f"{LIST}?ordering=name", Place((named[0], str(named[1])))),
        "list by last activity": f"{LIST}?ordering=-last_activity",
        "filter by status": f"{LIST}?status={status}",
        "filter by owner": f"{LIST}?owner=3",
        "filter by tag": f"{LIST}?tag=VIP",
        "filter by city": f"{LIST}?city=אילת",
        "filter by source nobody came over": f"{LIST}?source=api",
        "filter by staleness": f"{LIST}?stale=true",
        "filter by creation": f"{LIST}?created_from=2025-01-01T00:00Z&created_to=2025-02-01T00:00Z",
        "search in the list": f"{LIST}?q=מזרחי",
        "Kanban": f"{LIST}board/",
        "timeline": f"{LIST}{lead_id}/timeline/",
        "timeline of 2,000 messages": f"{LIST}{regular_id}/timeline/",
        "lead page": f"{LIST}{lead_id}/",
    }


def measured(site: Site, plain: Plain, *, rounds: int) -> dict[str, Any]:
    """By question: the view, the same SQL without us, the whole site, how many queries, how many times."""
    found: dict[str, Any] = {}
    for name, url in questions(site).items():
        statements = site.statements(url)
        with in_tenant(site.schema):
            view, sql = timed(partial(site.page, url), plain.question(statements), rounds=rounds)
        whole, arrival = timed(partial(site.whole, url), site.arrival, rounds=rounds // 2)
        found[name] = {
            "view_ms": asdict(view),
            "psycopg_orjson_ms": asdict(sql),
            "times": round(view.p50 / sql.p50, 2),
            "times_p95": round(view.p95 / sql.p95, 2),
            "whole_ms": asdict(whole),
            "switch_and_sign_in_ms": asdict(arrival),
            "queries": len(statements),
        }
    return found


def growth(site: Site, *, rounds: int) -> float:
    """Page 1,000 against page 1."""
    urls = questions(site)
    first, far = (partial(site.page, urls[f"list, page {number}"]) for number in ("1", "1,000"))
    with in_tenant(site.schema):
        return times_as_long(far, first, pairs=PAIRS * rounds)
