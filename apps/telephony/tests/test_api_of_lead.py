from apps.core import clock
from apps.crm.tests.factories import LeadFactory
from apps.telephony.models import Call


def test_the_calls_of_one_lead_leave_out_the_others(api):
    lead, stranger = LeadFactory.create_batch(2)
    own, _ = (
        Call.objects.create(sid=sid, to_number="+97237630000", lead=who, started_at=clock.now())
        for sid, who in (("CA1", lead), ("CA2", stranger))
    )

    answer = api.get("/api/v1/calls/", {"lead": lead.pk})

    assert [row["id"] for row in answer.json()["results"]] == [own.pk]
    assert api.get("/api/v1/calls/", {"lead": "x"}).status_code == 400
