from typing import Any

from apps.conversations.tests.factories import ConversationFactory
from apps.crm.models import ContactIdentity, Lead
from apps.crm.tests.factories import LeadFactory
from apps.telephony.models import Call
from apps.telephony.services import calls
from apps.telephony.tests.factories import CallFactory

WRONG = "+972521234567"
START = {"account_sid": "AC1", "from_number": WRONG, "to_number": "+97237630001"}


def called(sid: str) -> Lead:
    calls.call_start(sid=sid, **START)
    lead = Call.objects.get(sid=sid).lead
    assert lead is not None
    return lead


def corrected(api: Any, lead_id: int, phone: str) -> None:
    assert api.patch(f"/api/v1/leads/{lead_id}/", {"phone": phone}, format="json").status_code == 200


def test_the_owner_of_a_number_that_was_corrected_elsewhere_becomes_a_lead_of_their_own(
    api: Any, business: Any, other_business: Any
) -> None:
    mistyped = api.post("/api/v1/leads/", {"name": "דנה", "phone": WRONG}, format="json").json()["id"]

    corrected(api, mistyped, "+972541112222")

    assert called("CA1").pk != mistyped


def test_a_number_that_the_lead_called_from_stays_until_somebody_removes_it(
    api: Any, business: Any, other_business: Any
) -> None:
    lead = called("CA1")

    corrected(api, lead.pk, "+972541112222")

    url = f"/api/v1/leads/{lead.pk}/identities/"
    shown = api.get(url).json()
    assert [(each["value"], each["is_proven"]) for each in shown] == [(WRONG, True), ("+972541112222", False)]
    assert called("CA2").pk == lead.pk

    assert api.delete(f"{url}{shown[0]['id']}/").status_code == 204

    assert called("CA3").pk != lead.pk
    assert Call.objects.filter(lead=lead).count() == 2


def test_a_number_that_another_lead_called_from_or_that_we_called_proves_nothing(
    api: Any, business: Any, other_business: Any
) -> None:
    lead = LeadFactory.create(phone=WRONG)
    ContactIdentity.objects.create(lead=lead, kind="phone", value=WRONG)
    CallFactory.create()
    CallFactory.create(conversation=ConversationFactory.create(lead=lead), direction="outbound")

    corrected(api, lead.pk, "")

    assert not ContactIdentity.objects.filter(value=WRONG).exists()
