import pytest

from apps.accounts.testing import ARRIVAL_QUERIES
from apps.crm.models import Lead, LeadStatus
from apps.crm.tests.factories import LeadFactory

BOARD = "/api/v1/leads/board/"


def columns(api, **query):
    return {column["status"]["label"]: column for column in api.get(BOARD, query).json()["columns"]}


def names(column):
    return [lead["name"] for lead in column["leads"]]


@pytest.fixture
def new(business):
    return LeadStatus.objects.get(is_default=True)


def test_every_status_is_a_column_in_its_order(api, new, django_assert_num_queries):
    won = LeadStatus.objects.get(kind="won")
    for name in ("א", "ב"):
        LeadFactory.create(name=name)
    LeadFactory.create(name="ג", status=won)

    with django_assert_num_queries(ARRIVAL_QUERIES + 1):
        board = columns(api)

    assert list(board) == list(LeadStatus.objects.order_by("order").values_list("label", flat=True))
    assert (names(board["חדש"]), board["חדש"]["count"], board["חדש"]["next"]) == (["ב", "א"], 2, None)
    assert names(board["נסגר בהצלחה"]) == ["ג"]
    assert (names(board["מתאים"]), board["מתאים"]["count"]) == ([], 0)


def test_a_long_column_goes_on_page_by_page(api, new):
    LeadFactory.create_batch(120)
    order = list(Lead.objects.order_by("position").values_list("pk", flat=True))

    column = columns(api)["חדש"]
    shown = [lead["id"] for lead in column["leads"]]
    assert (column["count"], shown) == (120, order[:50])
    second = api.get(column["next"]).json()
    third = api.get(second["next"]).json()

    assert shown + [lead["id"] for page in (second, third) for lead in page["results"]] == order
    assert third["next"] is None


def test_a_column_is_counted_up_to_a_thousand(api, new):
    Lead.objects.bulk_create(Lead(name=f"{each}", source="import", status=new) for each in range(1001))

    column = columns(api)["חדש"]
    assert (column["count"], column["has_more_than_count"], len(column["leads"])) == (1000, True, 50)

    Lead.objects.first().delete()

    column = columns(api)["חדש"]
    assert (column["count"], column["has_more_than_count"]) == (1000, False)


def test_a_board_is_narrowed_as_a_list_is(api, new):
    LeadFactory.create(name="דנה", city="חיפה")
    LeadFactory.create_batch(60, city="אילת")

    column = columns(api, city="אילת", q="לקוח")["חדש"]
    following = api.get(column["next"]).json()["results"]

    assert names(columns(api, city="חיפה")["חדש"]) == ["דנה"]
    assert (column["count"], len(following)) == (60, 10)
    assert {lead["city"] for lead in following} == {"אילת"}


def test_a_lead_is_dragged_by_whoever_may_edit(api, new, sign_in, business):
    three, two, one = LeadFactory.create_batch(3)
    url = f"/api/v1/leads/{one.pk}/move/"

    moved = sign_in(business, "agent").post(
        url, {"status_id": new.pk, "after_id": two.pk, "before_id": three.pk}, format="json"
    )

    assert (moved.status_code, moved.json()["id"], moved.headers["ETag"]) == (200, one.pk, 'W/"1"')
    assert [lead["id"] for lead in columns(api)["חדש"]["leads"]] == [two.pk, one.pk, three.pk]


@pytest.mark.parametrize(
    ("target", "status", "code"),
    [
        ({}, 400, "invalid"),
        ({"status_id": 999_999}, 422, "status_unknown"),
        ({"status_id": 10**30}, 400, "invalid"),
        ({"status_id": "x"}, 400, "invalid"),
        ({"after_id": 999_999}, 404, "lead_not_found"),
    ],
)
def test_a_drag_to_nowhere_is_refused(api, new, target, status, code):
    lead = LeadFactory.create()
    given = {"status_id": new.pk, **target} if "after_id" in target else target

    answer = api.post(f"/api/v1/leads/{lead.pk}/move/", given, format="json")

    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_a_column_that_is_not_there_is_not_found(api):
    answer = api.get(f"{BOARD}999999/")

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "status_not_found")


def test_a_forged_cursor_is_refused(api, new):
    answer = api.get(f"{BOARD}{new.pk}/", {"cursor": "bm9uc2Vuc2U="})

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "cursor_invalid")
