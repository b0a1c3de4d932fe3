from itertools import groupby
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core import clock
from apps.core.api import ApiView, refusals
from apps.core.asking import asked_of
from apps.core.renderers import JsonRenderer
from apps.scheduling.api.fields import language_asked
from apps.scheduling.api.serializers.appointments import SlotsQuerySerializer, SlotsSerializer
from apps.scheduling.errors import SpanTooLongError
from apps.scheduling.holiday_calendar import hebrew_date
from apps.scheduling.selectors.diary import diary_get
from apps.scheduling.selectors.moving import wanted_to_move
from apps.scheduling.selectors.slots import slots_between, wanted_of

MOST_DAYS = 62


class SlotListView(ApiView):
    verb = "appointments.view"
    serializer_class = SlotsSerializer
    renderer_classes = (JsonRenderer,)
    pagination_class = None

    @extend_schema(
        operation_id="slots_list",
        parameters=[SlotsQuerySerializer],
        responses={200: SlotsSerializer, **refusals(404, 422)},
    )
    def get(self, request: Request) -> Response:
        """What is free on the local dates from..to, by date; dates without slots are left out. With `moving`,
        where that appointment can be moved to: its own time is free, its length and service stay."""
        asked = asked_of(request, SlotsQuerySerializer)
        if (asked["to"] - asked["from"]).days > MOST_DAYS:
            raise SpanTooLongError
        diary = diary_get()
        resource_id = asked.get("resource")
        if "moving" in asked:
            wanted = wanted_to_move(diary, appointment_id=asked["moving"], resource_id=resource_id)
        else:
            wanted = wanted_of(diary, service_id=asked.get("service"), resource_id=resource_id)
        found = slots_between(diary, wanted, date_from=asked["from"], date_to=asked["to"], now=clock.now())
        days: list[dict[str, Any]] = [
            {
                "date": day,
                "hebrew_date": hebrew_date(day, language=language_asked()),
                "slots": [
                    {
                        "starts_at": slot.starts_at,
                        "ends_at": slot.ends_at,
                        "resource_ids": slot.resource_ids,
                    }
                    for slot in slots
                ],
            }
            for day, slots in groupby(found, key=lambda slot: slot.starts_at.astimezone(diary.zone).date())
        ]
        # Hundreds of rows: written as they are, without a serializer walking over each.
        return Response({"timezone": diary.zone.key, "days": days})
