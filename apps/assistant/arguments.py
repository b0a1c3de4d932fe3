"""What the model may pass to a tool. The descriptions are part of the prompt: English, for the model."""

import datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

# Far enough for any diary, near enough that no sum of times leaves the calendar.
YEARS = range(2000, 2100)
Day = TypeVar("Day", bound=datetime.date)

WHICH = "Which appointment, by its id from find_lead; may be left out when the customer has only one."
COPIED = "The `slot_id` of the chosen hour, copied exactly from `slots` or `alternatives` of a tool result."


def _text(longest: int) -> Any:
    return StringConstraints(strip_whitespace=True, max_length=longest)


def _plausible(day: Day) -> Day:
    if day.year not in YEARS:
        raise ValueError("not a year to make appointments in")
    return day


class PartOfDay(StrEnum):
    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class ToolArguments(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def null_means_absent(cls, given: Any) -> Any:
        """Models write null for what they leave out."""
        return (
            {key: value for key, value in given.items() if value is not None}
            if isinstance(given, dict)
            else given
        )


class SaveLeadArguments(ToolArguments):
    name: Annotated[str, _text(120)] = Field(
        default="",
        description="The customer's name as the customer said it, in Hebrew letters when it is Hebrew. Never "
        "that of somebody for whom the customer asks.",
    )
    phone: Annotated[str, _text(32)] = Field(
        default="",
        description="Telephone number in digits, local (0521234567) or international (+972521234567). "
        "Only a number the customer gave for calling back.",
    )
    service: Annotated[str, _text(120)] = Field(
        default="", description="The service the customer wants, in Hebrew."
    )
    city: Annotated[str, _text(80)] = Field(default="", description="The customer's town, in Hebrew.")
    notes: Annotated[str, _text(1000)] = Field(
        default="",
        description="What the business should know, in Hebrew, in one or two sentences.",
    )


class CreateTaskArguments(ToolArguments):
    what: Annotated[str, _text(200)] = Field(
        min_length=1, description="What the business has to do, in Hebrew, in one short sentence."
    )
    when: Annotated[str, _text(120)] = Field(
        default="",
        description="By when, in the customer's own Hebrew words (מחר בעשר); only when the customer said it.",
    )


class CheckAvailabilityArguments(ToolArguments):
    date: Annotated[datetime.date, AfterValidator(_plausible)] = Field(
        description="The day to look at, YYYY-MM-DD, worked out with the calendar in the instructions."
    )
    part_of_day: PartOfDay | None = Field(
        default=None,
        description="Only when the customer wants a part of the day: morning is before 12:00, noon is "
        "12:00-15:00, afternoon 12:00-18:00, evening from 17:00.",
    )
    service: Annotated[str, _text(120)] = Field(
        default="", description="Which service it is for, by its name in the instructions."
    )
    with_whom: Annotated[str, _text(80)] = Field(
        default="", description="Only when the customer asks for one of the people, by name."
    )
    moving: int | None = Field(
        default=None,
        description="Only to move an appointment of this customer: its id from find_lead. Its service stays "
        "and its own time counts as free.",
    )


class HoldSlotArguments(ToolArguments):
    slot_id: Annotated[str, _text(80)] = Field(description=COPIED)


class BookAppointmentArguments(ToolArguments):
    slot_id: Annotated[str, _text(80)] = Field(description=COPIED)
    service: Annotated[str, _text(120)] = Field(
        default="", description="What the appointment is for, in Hebrew; only when there are no services."
    )
    name: Annotated[str, _text(120)] = Field(
        default="", description="The customer's name, unless it is already known from the instructions."
    )
    for_other: Annotated[str, _text(120)] = Field(
        default="",
        description="Only when the customer books for somebody else: that person's name as the customer said "
        "it. That person becomes a customer of their own.",
    )


class FindLeadArguments(ToolArguments):
    pass


class ListServicesArguments(ToolArguments):
    pass


class AnswerFromFaqArguments(ToolArguments):
    question: Annotated[str, _text(300)] = Field(
        min_length=1, description="The customer's question, in the customer's own words."
    )


class RescheduleAppointmentArguments(ToolArguments):
    slot_id: Annotated[str, _text(80)] = Field(description=COPIED)
    appointment_id: int | None = Field(default=None, description=WHICH)


class CancelAppointmentArguments(ToolArguments):
    appointment_id: int | None = Field(default=None, description=WHICH)


class SetCallbackArguments(ToolArguments):
    about: Annotated[str, _text(200)] = Field(
        default="", description="What the customer wants to talk about, in Hebrew, in one short sentence."
    )
    when: Annotated[str, _text(120)] = Field(
        default="",
        description="When to call, in the customer's own Hebrew words (מחר בעשר); only when it was said.",
    )


class TransferArguments(ToolArguments):
    why: Annotated[str, _text(200)] = Field(
        default="", description="What the customer wants, in Hebrew, in one short sentence."
    )


class EndCallArguments(ToolArguments):
    pass
