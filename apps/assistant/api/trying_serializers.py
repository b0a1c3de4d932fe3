from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from apps.assistant.models import PromptTest, PromptTestRun
from apps.assistant.trying.selectors import run_state
from apps.assistant.trying.talks import LONGEST_TURN, MOST_TURNS
from apps.conversations.models import Channel

MOST_STEPS = 12
MOST_EXPECTED = 8
WORDINGS = PromptTestRun.Wording.choices
TOOL = {
    "name": "check_availability",
    "arguments": {"date": "2026-11-24"},
    "ok": True,
    "output": {"slots": []},
}
STEP = {
    "says": "כמה עולה תספורת?",
    "expects": {"says": ["תשעים"], "never_says": ["מאה"], "calls": [], "never_calls": ["book_appointment"]},
}
RUN_STEP = {
    "says": "כמה עולה תספורת?",
    "text": "תספורת עולה מאה שקלים.",
    "tools": [],
    "faq_entry_id": None,
    "guards": [],
    "cost_micro_usd": 210,
    "broke": [{"kind": "says", "wanted": "תשעים"}],
}


@extend_schema_serializer(examples=[OpenApiExample("tool", value=TOOL)])
class ToolUseSerializer(serializers.Serializer[Any]):
    """One call of a tool, and what the assistant was told."""

    name = serializers.CharField(max_length=64)
    arguments = serializers.DictField()
    ok = serializers.BooleanField()
    output = serializers.DictField()


class TalkTurnSerializer(serializers.Serializer[Any]):
    """`tools`: those of an earlier answer, as that answer gave them."""

    author = serializers.ChoiceField(choices=["customer", "assistant"])
    text = serializers.CharField(max_length=LONGEST_TURN)
    tools = ToolUseSerializer(many=True, required=False)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "talk",
            value={
                "channel": "phone",
                "wording": "draft",
                "turns": [{"author": "customer", "text": "כמה עולה תספורת?"}],
            },
            request_only=True,
        )
    ]
)
class TalkSerializer(serializers.Serializer[Any]):
    """The last turn is the customer's. `wording`: the channel's draft, or what is live."""

    channel = serializers.ChoiceField(choices=Channel.choices)
    wording = serializers.ChoiceField(choices=WORDINGS)
    turns = serializers.ListField(child=TalkTurnSerializer(), min_length=1, max_length=MOST_TURNS)

    def validate_turns(self, turns: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if turns[-1]["author"] != "customer":
            raise serializers.ValidationError("The last turn must be the customer's.")
        return turns


class GuardHitSerializer(serializers.Serializer[Any]):
    """What a guard stopped: the sentence, or what was passed to a tool."""

    guard = serializers.CharField()
    words = serializers.CharField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "answer",
            value={
                "text": "תספורת עולה תשעים שקלים.",
                "tools": [TOOL],
                "faq_entry_id": None,
                "faq_step": "none",
                "guards": [],
                "cost_micro_usd": 210,
                "elapsed_ms": 640,
            },
            response_only=True,
        )
    ]
)
class TriedSerializer(serializers.Serializer[Any]):
    """What would be sent, and what happened on the way. `faq_entry_id`: the frequent question that answered
    it without a model, `faq_step` how it was found; `guards`: what was stopped.
    """

    text = serializers.CharField()
    tools = ToolUseSerializer(many=True)
    faq_entry_id = serializers.IntegerField(allow_null=True)
    faq_step = serializers.CharField()
    guards = GuardHitSerializer(many=True)
    cost_micro_usd = serializers.IntegerField()
    elapsed_ms = serializers.IntegerField()


def phrases() -> Any:
    return serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, max_length=MOST_EXPECTED
    )


class ExpectedSerializer(serializers.Serializer[Any]):
    """`says` and `never_says`: words, in whatever spelling. `calls` and `never_calls`: names of tools.
    `from_faq`: whether a frequent question answers it.
    """

    says = phrases()
    never_says = phrases()
    calls = phrases()
    never_calls = phrases()
    from_faq = serializers.BooleanField(required=False, allow_null=True)


class TestStepSerializer(serializers.Serializer[Any]):
    """What the customer says, and what is expected of the answer."""

    says = serializers.CharField(max_length=LONGEST_TURN)
    expects = ExpectedSerializer(required=False)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "test",
            value={"name": "מחיר תספורת", "channel": "phone", "steps": [STEP]},
            request_only=True,
        )
    ]
)
class PromptTestSaveSerializer(serializers.Serializer[Any]):
    """One of the same name and channel is written over."""

    name = serializers.CharField(max_length=120)
    channel = serializers.ChoiceField(choices=Channel.choices)
    steps = serializers.ListField(child=TestStepSerializer(), min_length=1, max_length=MOST_STEPS)


class BreachSerializer(serializers.Serializer[Any]):
    """`kind` is the expectation's name, `wanted` the part that was not met."""

    kind = serializers.ChoiceField(choices=["says", "never_says", "calls", "never_calls", "from_faq"])
    wanted = serializers.CharField()


class TestRunStepSerializer(serializers.Serializer[Any]):
    """One answer of a run, and what it broke."""

    says = serializers.CharField()
    text = serializers.CharField()
    tools = serializers.ListField(child=serializers.CharField())
    faq_entry_id = serializers.IntegerField(allow_null=True)
    guards = serializers.ListField(child=serializers.CharField())
    cost_micro_usd = serializers.IntegerField()
    broke = BreachSerializer(many=True)


class PromptTestRunSerializer(serializers.ModelSerializer[PromptTestRun]):
    """`prompt_version` is the number of what was live, `revision` that of the draft it ran on."""

    state = serializers.SerializerMethodField()
    steps = TestRunStepSerializer(many=True)

    class Meta:
        model = PromptTestRun
        fields: ClassVar[tuple[str, ...]] = (
            "wording",
            "state",
            "prompt_version",
            "revision",
            "steps",
            "cost_micro_usd",
            "asked_at",
            "ended_at",
        )

    @extend_schema_field(serializers.ChoiceField(choices=PromptTestRun.State.choices))
    def get_state(self, run: PromptTestRun) -> str:
        return run_state(run)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "test",
            value={
                "id": 3,
                "name": "מחיר תספורת",
                "channel": "phone",
                "steps": [STEP],
                "runs": [
                    {
                        "wording": "draft",
                        "state": "broke",
                        "prompt_version": None,
                        "revision": 2,
                        "steps": [RUN_STEP],
                        "cost_micro_usd": 210,
                        "asked_at": "2026-11-22T13:05:09Z",
                        "ended_at": "2026-11-22T13:05:11Z",
                    }
                ],
            },
            response_only=True,
        )
    ]
)
class PromptTestSerializer(serializers.ModelSerializer[PromptTest]):
    """A saved test; `runs` holds its last run on the draft and its last on what was live."""

    steps = TestStepSerializer(many=True)
    runs = PromptTestRunSerializer(many=True)

    class Meta:
        model = PromptTest
        fields: ClassVar[tuple[str, ...]] = ("id", "name", "channel", "steps", "runs")


@extend_schema_serializer(
    examples=[OpenApiExample("run", value={"channel": "phone", "wording": "draft"}, request_only=True)]
)
class PromptTestsRunSerializer(serializers.Serializer[Any]):
    """On what the tests run: the channel's draft, or what is live."""

    channel = serializers.ChoiceField(choices=Channel.choices)
    wording = serializers.ChoiceField(choices=WORDINGS)


class PromptTestsAskedSerializer(serializers.Serializer[Any]):
    """How many tests will run."""

    tests = serializers.IntegerField()
