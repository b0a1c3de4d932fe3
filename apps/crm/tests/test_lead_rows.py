"""The quick way to a list shows what the serializer shows."""

import orjson
import pytest
from django.db import connection

from apps.accounts.testing import ARRIVAL_QUERIES
from apps.core.pagination import Place
from apps.core.renderers import JsonRenderer
from apps.crm.api.serializers.leads import LeadSerializer
from apps.crm.models import Lead
from apps.crm.selectors.lead_rows import ORDERS, leads_page
from apps.crm.selectors.leads import LeadFilter
from apps.crm.tests.factories import LeadFactory
from apps.tenants.context import in_tenant

LIST = "/api/v1/leads/"


def ids(rows):
    return [row.shown["id"] for row in rows]


def test_a_row_is_what_the_serializer_says(api):
    LeadFactory.create(
        name='דנה "כהן" \u202e😀',
        phone="+972521234567",
        email="dana@example.com",
        owner_id=7,
        city="חיפה",
        service_wanted="תספורת",
        notes="שורה\nשורה\\%",
        tags=["VIP", 'עם "מרכאות"', "פסיק, ורווח"],
        next_step="לחזור",
        next_step_at="2026-11-24T09:00:00Z",
        custom={"budget": 1200.5, "size": "גדול", "empty": None},
    )
    LeadFactory.create()
    leads = Lead.objects.select_related("status").order_by("-id")

    rows = leads_page(LeadFilter(), ORDERS["-created"], None, 50)

    shown = orjson.loads(JsonRenderer().render([row.shown for row in rows]))
    assert shown == orjson.loads(orjson.dumps(LeadSerializer(leads, many=True).data))


@pytest.mark.parametrize("ordering", list(ORDERS))
def test_pages_go_forth_and_back_over_leads_that_are_alike(api, ordering):
    made = [LeadFactory.create(name="דוד כהן").pk for _ in range(7)]
    moment = Lead.objects.latest("pk").created_at
    Lead.objects.update(last_activity_at=moment, updated_at=moment)
    order = made[::-1] if ordering.startswith("-") else made

    forth, link = [], f"{LIST}?page_size=3&ordering={ordering}"
    while link:
        page = api.get(link).json()
        forth.append([lead["id"] for lead in page["results"]])
        link, last = page["next"], page
    back, link = [], last["previous"]
    while link:
        page = api.get(link).json()
        back.append([lead["id"] for lead in page["results"]])
        link = page["previous"]

    assert forth == [order[:3], order[3:6], order[6:]]
    assert back == [order[3:6], order[:3]]


def test_a_searched_list_is_paged_as_any_other(api):
    for number in range(9):
        LeadFactory.create(name=f"דנה {number}" if number % 2 else f"רון {number}")

    first = api.get(LIST, {"q": "דנה", "page_size": 3, "ordering": "name"}).json()
    second = api.get(first["next"]).json()

    assert [lead["name"] for lead in first["results"]] == ["דנה 1", "דנה 3", "דנה 5"]
    assert [lead["name"] for lead in second["results"]] == ["דנה 7"]
    assert second["next"] is None


def test_a_page_is_one_question_in_every_order_and_filter(api, django_assert_num_queries):
    LeadFactory.create_batch(3, city="חיפה", tags=["VIP"])

    for query in [
        *({"ordering": each} for each in ORDERS),
        {"city": "חיפה"},
        {"tag": "VIP"},
        {"stale": "true"},
    ]:
        with django_assert_num_queries(ARRIVAL_QUERIES + 1):
            assert api.get(LIST, query).status_code == 200


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_a_page_begins_at_its_place_in_an_index_and_reads_no_row_before_it(business, order):
    LeadFactory.create_batch(60)
    middle = leads_page(LeadFilter(), order, None, 30)[-1]
    asked = []

    def keep(execute, statement, parameters, many, context):
        asked.append((statement, parameters))
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(keep):
        leads_page(LeadFilter(), order, Place(tuple(map(str, middle.key))), 11)

    [(statement, parameters)] = asked
    with connection.cursor() as cursor:
        # Of so few rows PostgreSQL would read all.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters)
        [[explained]] = cursor.fetchone()
    scan = scan_of("crm_lead", explained["Plan"])
    assert all(column in scan["Index Cond"] for column in order.columns)
    assert scan["Actual Rows"] == 11
    assert scan.get("Rows Removed by Filter", 0) == 0


def scan_of(table, plan):
    """The part of a plan that reads the table."""
    parts = [plan]
    while parts[0].get("Relation Name") != table:
        parts = parts[1:] + parts[0].get("Plans", [])
    return parts[0]


@pytest.mark.parametrize(
    "cursor", ["", "x", "bnVsbA==", "WzAsNV0=", "WzAsIngiXQ==", "WzIsIjUiXQ==", "WzAsIjEiLCIyIl0=", "\0", "é"]
)
def test_a_forged_cursor_is_refused(api, cursor):
    LeadFactory.create()

    assert api.get(LIST, {"cursor": cursor}).json()["error"]["code"] == "cursor_invalid"


def test_a_place_of_another_business_leads_to_ones_own_leads_only(api, other_business):
    own = LeadFactory.create()
    with in_tenant(other_business.schema_name):
        LeadFactory.create_batch(3)

    rows = leads_page(LeadFilter(), ORDERS["-created"], Place((str(own.pk + 100),)), 50)

    assert ids(rows) == [own.pk]


def test_a_number_too_large_for_an_id_is_refused(api):
    assert api.get(LIST, {"status": 10**30}).status_code == 400
    assert api.get(LIST, {"owner": -1}).status_code == 400
