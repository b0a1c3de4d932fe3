"""A name alone only makes us ask, and only where no address speaks against it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.crm.models import Lead, MergeSuggestion
from apps.crm.services.capture import lead_capture
from apps.crm.services.leads import lead_update
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.importing import finished
from apps.crm.tests.people import DANA


def captured(**details):
    return lead_capture(source="manual", details=details, actor=DANA).lead


def asked():
    rows = MergeSuggestion.objects.order_by("pk")
    return [(row.first_id, row.second_id, row.reason, row.score) for row in rows]


@pytest.mark.parametrize("name", ["רחל גולדשטיין", "גולדשטיין רחל", "רָחֵל גולדשטיין"])
def test_two_of_one_name_are_asked_about_and_not_merged(business, api, name):
    first = captured(name="רחל גולדשטיין", phone="0521234567")
    second = captured(name=name, email="rachel@example.com")

    assert asked() == [(first.pk, second.pk, "name", 64)]
    assert Lead.objects.filter(merged_into=None).count() == 2
    [listed] = api.get("/api/v1/duplicates/").json()["results"]
    assert (listed["reason"], listed["first"]["id"]) == ("name", first.pk)


def test_addresses_of_one_kind_say_that_they_are_two(business):
    captured(name="רחל גולדשטיין", phone="0521234567")
    captured(name="רחל גולדשטיין", phone="0537654321")

    assert asked() == []


@pytest.mark.parametrize(("one", "other"), [("רחל", "רחל"), ("רחל גולדשטיין", "רחל גולדשטיין כהן"), ("", "")])
def test_a_first_name_and_another_name_do_not_hint(business, one, other):
    captured(name=one, phone="0521234567")
    captured(name=other, email="rachel@example.com")

    assert asked() == []


def test_a_name_that_is_learned_later_hints_too(business):
    first = captured(name="רחל גולדשטיין", phone="0521234567")
    second = captured(email="rachel@example.com")
    lead_update(lead_id=second.pk, changes={"name": "רחל גולדשטיין"}, actor=DANA)

    assert asked() == [(first.pk, second.pk, "name", 64)]


def test_a_name_of_many_asks_a_few_questions(business):
    for _ in range(6):
        captured(name="רחל גולדשטיין")

    assert 0 < MergeSuggestion.objects.filter(second=Lead.objects.latest("pk")).count() <= 3


@pytest.mark.parametrize("name", ["רָחֵל גולדשטיין", "גולדשטיין  רחל", "רחל גולדשטין", "רחל־גולדשטיין"])
def test_rows_of_a_file_are_spelled_as_everywhere(business, name):
    there = captured(name="רחל גולדשטיין", phone="0521234567")

    finished(f"שם,אימייל\n{name},rachel@example.com\n")

    row = Lead.objects.get(email="rachel@example.com")
    assert asked() == [(there.pk, row.pk, "name", 64)]


def test_names_are_looked_up_in_their_index(business):
    LeadFactory.create_batch(300)
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as queries:
        # Of so few rows PostgreSQL would read all.
        cursor.execute("ANALYZE crm_lead; SET LOCAL enable_seqscan = off")
        captured(name="גולדשטיין רחל", email="rachel@example.com")
        [statement] = [each["sql"] for each in queries if '"spelling"' in each["sql"]]
        cursor.execute(f"EXPLAIN {statement}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "lead_by_spelled_name" in plan, plan


def test_rows_of_a_file_are_asked_about_among_themselves_and_with_who_is_there(business):
    there = captured(name="דן לוי", phone="0521234567")

    finished(
        "שם,טלפון,אימייל\nדן לוי,,dan@example.com\nרחל גולדשטיין,0537654321,\nרחל גולדשטיין,,r@example.com\n"
    )

    ids = dict(Lead.objects.exclude(email="").values_list("email", "pk"))
    rachel = Lead.objects.get(phone="+972537654321")
    assert asked() == [
        (there.pk, ids["dan@example.com"], "name", 64),
        (rachel.pk, ids["r@example.com"], "name", 64),
    ]
