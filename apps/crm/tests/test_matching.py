"""A search finds what going through every row would find, by whichever of its ways it comes there."""

import random
from itertools import product

import pytest

from apps.core.tuples import rows_of, rows_prepared
from apps.crm.models import Lead, LeadStatus
from apps.crm.selectors.lead_rows import ORDERS, leads_page
from apps.crm.selectors.leads import LeadFilter, leads_list
from apps.crm.selectors.matching import Reach, first_matching, holds
from apps.crm.tests.factories import LeadFactory
from apps.hebrew.search import holds as said
from apps.hebrew.search import kept, ways_to_find
from apps.tenants.context import in_tenant

LEADS = 300
ROWS = "SELECT id, search_text FROM crm_lead WHERE merged_into_id IS NULL"
# Of the words each is rarer than the one before, down to one nobody has.
WORDS = ["כהן", "דוד", "אור", "נועה", "מזרחי", "אייל", "קרן", "חיים", "איש", "יחיד"]
QUERIES = [
    "כהן",
    "דוד כהן",
    "אור",
    "מזרחי קרן",
    "הכהן",
    "איש",
    "לאיש",
    "052",
    "1234",
    "אב",
    "יחידי",
    "ן_א",
    "הכהן לדוד",
    "לקרן",
    "של",
    "דו כהן",
    "כה דו",
    "או נו",
    "דו",
    "דוד נו",
    "ושמכהן שלדוד מהמזרחי",
    "ייל",
    "יים",
    "ל קרן",
    "יל קר",
    "ן-דו",
    "052-1",
    "00972-52",
    "ר אייל",
]


@pytest.fixture
def texts(business):
    """What each lead can be found by, by id."""
    chance = random.Random(11)
    status = LeadStatus.objects.get(is_default=True)
    leads = [
        Lead(
            name=" ".join(word for rank, word in enumerate(WORDS[:-1]) if chance.random() < 2.0**-rank),
            phone=f"+97252{chance.randrange(10**7):07}",
            status=status,
            source="import",
        )
        for _ in range(LEADS)
    ]
    made = Lead.objects.bulk_create(leads)
    return {lead.pk: kept(f"{lead.name} {lead.phone} 0{lead.phone[4:]}   ") for lead in made}


def test_the_database_keeps_a_text_as_it_is_kept_here(business, other_business):
    names = [
        "חיים אייל",
        "וויי יייי ווו-יי",
        "יי",
        "ww",
        "שָׁיי״ם ₪5\u200f0",
        "צוות  ציוותה",
        "חיפה",
        "a\u2003יי b",
        "י\ufb2bר\u05b8אל נב\ufb4bן",
        "Jose\u0301 \ufb1f",
        "\ufb3a\ufb4f\ufb21 \uff21x",
    ]
    leads = [LeadFactory.create(name=name, phone="", city="דיין") for name in names]

    texts = dict(Lead.objects.values_list("pk", "search_text"))

    assert texts == {lead.pk: kept(f"{name}    דיין ") for lead, name in zip(leads, names, strict=True)}


def gone_through(texts, way):
    """The ids of all that match, the newest first."""
    return sorted((pk for pk, text in texts.items() if said(text, way)), reverse=True)


REACHES = [Reach(0, 0, 0), Reach(0, 1000, 0), Reach(1000, 0, 0), Reach(0, 0, 1000), Reach(20, 5, 60)]


def test_the_newest_that_match_are_found_in_every_way(texts):
    for query, reach, most in product(QUERIES, REACHES, [1, 8, 51]):
        for way in ways_to_find(query):
            statement, parameters = first_matching(
                rows=(ROWS, []), columns="id", order="id DESC", way=way, most=most, reach=reach
            )
            found = [lead_id for (lead_id,) in rows_prepared(statement, parameters)]
            assert sorted(found, reverse=True) == gone_through(texts, way)[:most], (query, reach)


@pytest.mark.parametrize(
    ("way", "sought"),
    [
        ((("דוד",), ("כהנ",)), ["%דוד%", "%כהנ%"]),
        # The index gives the rows of the one, and they are looked through for the other.
        (
            ((" דו", " בדו ", " לדו "), ("כהנ",)),
            ["%כהנ%", "דו", ["% דו%", "% בדו %", "% לדו %"]],
        ),
        # Two alternatives it answers by itself.
        (((" דו", "דו כהנ"), (" כהנ",)), ["% כהנ%", "% דו%", "% כהנ%", "%דו כהנ%"]),
        (
            (("לדוד", " דוד"), ("הכהנ", " כהנ")),
            ["%לדוד%", "%הכהנ%", "%לדוד%", "% כהנ%", "% דוד%", "%הכהנ%", "% דוד%", "% כהנ%"],
        ),
        # Thirteen alternatives and more would be longer than the words themselves.
        ((tuple("אבגד"), tuple("הוזח")), [f"%{letter}%" for letter in "אבגדהוזח"]),
    ],
)
def test_the_index_is_asked_for_whole_combinations_of_words(way, sought):
    condition, parameters = holds(way)

    assert parameters == sought
    assert condition.count("%s") == len(parameters)


def test_a_reach_tells_what_of_a_glance_is_promising():
    assert Reach(glance=500, few=600, walk=6000).promising(51) == 5
    assert Reach(glance=100, few=300, walk=2400).promising(8) == 1
    assert Reach(glance=100, few=0, walk=0).promising(8) == 8


@pytest.mark.parametrize(
    ("way", "other"),
    [
        ((("כהנ",),), (("דוד",), ("כהנ",))),
        (((" דו", " בדו "), ("כהנ",)), (("כהנ",), (" דו", " בדו "))),
    ],
)
def test_a_statement_is_asked_for_one_word_or_two_in_any_order(way, other):
    def asked(way):
        return first_matching(
            rows=(ROWS, []), columns="id", order="id DESC", way=way, most=8, reach=Reach(20, 5, 60)
        )[0]

    assert asked(way) == asked(other)


def test_a_list_shows_what_the_first_way_that_finds_somebody_finds(texts):
    for query in QUERIES:
        ways = [gone_through(texts, way) for way in ways_to_find(query)]

        rows = leads_page(LeadFilter(search=query), ORDERS["-created"], None, LEADS)

        assert [row.shown["id"] for row in rows] == next(filter(None, ways), []), query


@pytest.mark.parametrize("asked", ["חיפה", "לחיפה", "מחיפה", "ושבחיפה"])
def test_a_list_finds_a_word_behind_other_letters(business, other_business, asked):
    found = LeadFactory.create(service_wanted="צביעה בחיפה")
    LeadFactory.create(service_wanted="צביעה באשדוד")
    with in_tenant(other_business.schema_name):
        LeadFactory.create(service_wanted="צביעה בחיפה")

    for order in ("-created", "name"):
        rows = leads_page(LeadFilter(search=asked), ORDERS[order], None, 50)
        assert [row.shown["id"] for row in rows] == [found.pk]
    rows = leads_page(LeadFilter(search=asked, source="phone"), ORDERS["-created"], None, 50)
    assert [row.shown["id"] for row in rows] == [found.pk]
    assert list(leads_list(LeadFilter(search=asked))) == [found]


def test_letters_before_a_word_stay_on_where_only_a_filter_hides_who_has_them(texts):
    Lead.objects.filter(pk=min(texts)).update(name="הכהן", source="phone")

    assert leads_page(LeadFilter(search="הכהן", source="import"), ORDERS["-created"], None, 50) == []


def test_a_kept_plan_answers_in_each_business_for_itself(texts, other_business):
    statement, parameters = first_matching(
        rows=(ROWS, []),
        columns="id",
        order="id DESC",
        way=(("כהנ",),),
        most=8,
        reach=Reach(20, 5, 60),
    )
    here = [rows_prepared(statement, parameters) for _ in range(7)]
    with in_tenant(other_business.schema_name):
        there = [rows_prepared(statement, parameters) for _ in range(7)]
    again = rows_prepared(statement, parameters)

    assert (len(again), there) == (8, [[]] * 7)
    assert here == [again] * 7
    planned = rows_of(
        "SELECT generic_plans > 0, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s",
        ["%glanced%"],
    )
    assert planned == [(True, 0)]
