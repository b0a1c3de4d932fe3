from functools import partial

import pytest

from apps.audit.models import AuditEntry
from apps.crm.errors.custom_fields import (
    CustomChoicesInUseError,
    CustomChoicesInvalidError,
    CustomFieldHasValuesError,
    CustomFieldNotFoundError,
    CustomFieldsTooManyError,
    CustomFieldTakenError,
    CustomFieldUnknownError,
    CustomReplacementInvalidError,
    CustomValueInvalidError,
)
from apps.crm.models import CustomField, Lead
from apps.crm.services.custom_fields import (
    MOST_FIELDS,
    custom_field_create,
    custom_field_delete,
    custom_field_update,
)
from apps.crm.services.leads import lead_update
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA
from apps.crm.tests.threads import at_once
from apps.tenants.context import in_tenant


def created(key="budget", kind="number", **more):
    return custom_field_create(**{"key": key, "label": key, "kind": kind, "actor": DANA, **more})


def written(lead, **values):
    return lead_update(lead_id=lead.pk, changes={"custom": values}, actor=DANA)


def test_a_lead_holds_the_business_s_own_fields(business, other_business):
    created()
    created("size", "choice", choices=["קטן", "גדול"])
    lead = LeadFactory.create()

    written(lead, budget=1200)
    written(lead, size="גדול")

    assert Lead.objects.get(pk=lead.pk).custom == {"budget": 1200, "size": "גדול"}
    assert list(CustomField.objects.values_list("key", "order")) == [("budget", 0), ("size", 1)]
    with in_tenant(other_business.schema_name):
        theirs = LeadFactory.create()
        with pytest.raises(CustomFieldUnknownError):
            written(theirs, budget=1200)


def test_null_empties_a_field_and_the_others_stay(business):
    created()
    created("about", "text")
    lead = LeadFactory.create()
    written(lead, budget=1200, about="דחוף")

    written(lead, budget=None)

    assert Lead.objects.get(pk=lead.pk).custom == {"about": "דחוף"}


def test_a_wrong_value_changes_nothing_of_the_lead(business):
    created()
    lead = LeadFactory.create()

    with pytest.raises(CustomValueInvalidError):
        lead_update(lead_id=lead.pk, changes={"name": "דנה", "custom": {"budget": "הרבה"}}, actor=DANA)

    assert Lead.objects.get(pk=lead.pk).version == 1


def test_an_archived_field_keeps_its_values_and_takes_no_new_ones(business):
    field = created()
    lead = LeadFactory.create()
    written(lead, budget=1200)

    custom_field_update(custom_field_id=field.pk, changes={"is_archived": True}, actor=DANA)

    with pytest.raises(CustomFieldUnknownError):
        written(lead, budget=1300)
    assert Lead.objects.get(pk=lead.pk).custom == {"budget": 1200}
    assert created("budget_two", label="budget").label == "budget"


def test_a_deleted_field_takes_its_values_along_once_that_is_confirmed(business):
    field = created()
    created("about", "text")
    lead, other = LeadFactory.create(), LeadFactory.create()
    written(lead, budget=1200, about="דחוף")
    written(other, about="לא דחוף")

    with pytest.raises(CustomFieldHasValuesError) as refused:
        custom_field_delete(custom_field_id=field.pk, actor=DANA)
    assert refused.value.data == {"leads": 1}
    assert Lead.objects.get(pk=lead.pk).custom == {"budget": 1200, "about": "דחוף"}
    assert CustomField.objects.filter(pk=field.pk).exists()

    custom_field_delete(custom_field_id=field.pk, with_values=True, actor=DANA)

    assert Lead.objects.get(pk=lead.pk).custom == {"about": "דחוף"}
    with pytest.raises(CustomFieldNotFoundError):
        custom_field_delete(custom_field_id=field.pk, actor=DANA)


def test_a_field_that_no_lead_has_goes_without_a_question(business):
    field = created()
    LeadFactory.create()

    custom_field_delete(custom_field_id=field.pk, actor=DANA)

    assert not CustomField.objects.exists()


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"key": "budget", "label": "אחר"}, CustomFieldTakenError),
        ({"key": "other", "label": "budget"}, CustomFieldTakenError),
        ({"key": "size", "kind": "choice"}, CustomChoicesInvalidError),
        ({"key": "size", "kind": "choice", "choices": ["א", "א"]}, CustomChoicesInvalidError),
        ({"key": "size", "kind": "choice", "choices": [" "]}, CustomChoicesInvalidError),
        ({"key": "size", "kind": "text", "choices": ["א"]}, CustomChoicesInvalidError),
    ],
)
def test_a_field_that_cannot_be_is_not_made(business, more, error):
    created()

    with pytest.raises(error):
        created(**more)

    assert CustomField.objects.count() == 1


def test_there_are_only_so_many(business):
    CustomField.objects.bulk_create(
        CustomField(key=f"f{number}", label=f"f{number}", kind="text", order=number)
        for number in range(MOST_FIELDS - 1)
    )
    created()

    with pytest.raises(CustomFieldsTooManyError):
        created("one_more")

    assert CustomField.objects.count() == MOST_FIELDS


def sized(business, *sizes):
    field = created("size", "choice", choices=["קטן", "בינוני", "גדול"])
    return field, [written(LeadFactory.create(), size=size) for size in sizes]


def rechosen(field, choices, **replacements):
    return custom_field_update(
        custom_field_id=field.pk, changes={"choices": choices}, actor=DANA, **replacements
    )


def customs(leads):
    return [Lead.objects.get(pk=lead.pk).custom for lead in leads]


def test_a_choice_that_leads_have_does_not_go_before_it_is_said_what_they_get(business, other_business):
    field, leads = sized(business, "קטן", "קטן", "בינוני", "גדול")

    with pytest.raises(CustomChoicesInUseError) as refused:
        rechosen(field, ["גדול", "ענק"], replacements={"בינוני": "ענק"})

    assert refused.value.data == {"leads": 2, "choices": [{"choice": "קטן", "leads": 2}]}
    assert CustomField.objects.get().choices == ["קטן", "בינוני", "גדול"]
    assert customs(leads) == [{"size": "קטן"}, {"size": "קטן"}, {"size": "בינוני"}, {"size": "גדול"}]
    assert AuditEntry.objects.filter(action="custom_field.updated").count() == 0


def test_leads_get_another_choice_or_none_when_theirs_goes(business, other_business):
    field, leads = sized(business, "קטן", "בינוני", "גדול")
    created("about", "text")
    written(leads[1], about="קטן")
    with in_tenant(other_business.schema_name):
        _, theirs = sized(other_business, "קטן")
    before = [lead.version for lead in Lead.objects.order_by("pk")]

    rechosen(field, ["גדול", "ענק"], replacements={"קטן": "ענק", "בינוני": None})

    assert customs(leads) == [{"size": "ענק"}, {"about": "קטן"}, {"size": "גדול"}]
    assert CustomField.objects.get(key="size").choices == ["גדול", "ענק"]
    grown = [lead.version - was for lead, was in zip(Lead.objects.order_by("pk"), before, strict=True)]
    assert grown == [1, 1, 0]
    entry = AuditEntry.objects.get(action="custom_field.updated")
    assert entry.data == {"fields": ["choices"], "leads": 2}
    with pytest.raises(CustomValueInvalidError):
        written(leads[0], size="קטן")
    with in_tenant(other_business.schema_name):
        assert customs(theirs) == [{"size": "קטן"}]


def test_a_choice_that_no_lead_has_goes_without_a_question(business):
    field, _ = sized(business, "גדול")

    assert rechosen(field, ["גדול"]).choices == ["גדול"]


@pytest.mark.parametrize("replacements", [{"גדול": "ענק"}, {"קטן": "קטן"}, {"קטן": "אין"}, {"אין": None}])
def test_only_what_goes_is_replaced_and_only_by_what_stays(business, replacements):
    field, leads = sized(business, "קטן", "גדול")

    with pytest.raises(CustomReplacementInvalidError):
        rechosen(field, ["גדול", "ענק"], replacements=replacements)

    assert customs(leads) == [{"size": "קטן"}, {"size": "גדול"}]


def test_nobody_gets_a_choice_while_it_is_taken_out(tenants_db, business):
    field, leads = sized(business, *["גדול"] * 6)

    def choose(lead):
        try:
            written(lead, size="קטן")
        except CustomValueInvalidError:
            return

    def take_out():
        rechosen(field, ["בינוני", "גדול"], replacements={"קטן": None})

    at_once(business.schema_name, [take_out, *(partial(choose, lead) for lead in leads)])

    assert all(custom in ({}, {"size": "גדול"}) for custom in customs(leads))


def test_a_key_may_look_like_a_lookup(business):
    field = created("a__in", "choice", choices=["קטן", "גדול"])
    lead = written(LeadFactory.create(), a__in="קטן")

    rechosen(field, ["גדול"], replacements={"קטן": "גדול"})

    assert customs([lead]) == [{"a__in": "גדול"}]
