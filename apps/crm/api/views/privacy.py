from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.core import clock
from apps.core.api import ApiView, refusals
from apps.core.asking import given_in
from apps.crm.api.serializers.privacy import EraseSerializer, PersonalDataSerializer
from apps.crm.services.privacy import lead_erase, personal_data


class PersonalDataView(ApiView):
    verb = "leads.export"
    serializer_class = PersonalDataSerializer
    # Handing it out is written down, so looking whether it could be done is not offered.
    http_method_names = ["get", "options"]

    @extend_schema(responses={200: PersonalDataSerializer})
    def get(self, request: Request, lead_id: int) -> Response:
        """Everything about one person: the lead, addresses, consents, notes, tasks, meetings, calls with what
        was said, recordings, and where each detail came from. Kept in the journal as handed out.
        """
        found_id, records = personal_data(lead_id=lead_id, actor=actor_of(request))
        told = {"lead_id": found_id, "made_at": clock.now(), "records": records}
        name = f"person-{found_id}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(PersonalDataSerializer(told).data, headers=headers)


class EraseView(ApiView):
    verb = "leads.delete"
    serializer_class = EraseSerializer

    @extend_schema(request=EraseSerializer, responses={204: None, **refusals(409, 422)})
    def post(self, request: Request, lead_id: int) -> Response:
        """Deletes everything about one person for good, recordings too. 422 erase_not_confirmed unless
        `confirm` is the person's name or number; 409 erase_in_call while they are on the line.
        """
        given = given_in(request, EraseSerializer)
        lead_erase(lead_id=lead_id, confirm=given["confirm"], actor=actor_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
