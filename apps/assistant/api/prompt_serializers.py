from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from apps.assistant.models import AssistantProfile, PromptVersion
from apps.assistant.prompting.placeholders import GREETING_PLACES, PROMPT_PLACES
from apps.assistant.prompting.sizes import LONGEST_ANY, LONGEST_COMMENT
from apps.conversations.models import Channel

HIGHEST_REVISION = 2_147_483_647
VERSION = {
    "id": 12,
    "channel": "phone",
    "state": "live",
    "version": 4,
    "comment": "מחיר חדש לתספורת",
    "author": {"user_id": 3, "name": "דנה לוי"},
    "restored_from": None,
    "revision": 2,
    "size": 22,
    "published_at": "2026-11-22T13:05:09Z",
    "updated_at": "2026-11-22T13:05:09Z",
}
PROFILE = {
    "name": "נועם",
    "gender": "masculine",
    "voice": "cedar",
    "greeting": "שלום, הגעתם ל{business}, מדבר {assistant}. במה אפשר לעזור?",
    "version": 1,
    "places": list(GREETING_PLACES),
}


@extend_schema_serializer(examples=[OpenApiExample("profile", value=PROFILE, response_only=True)])
class AssistantProfileSerializer(serializers.ModelSerializer[AssistantProfile]):
    """Who answers. `places` may stand in the greeting in braces."""

    places = serializers.SerializerMethodField()

    class Meta:
        model = AssistantProfile
        fields: ClassVar[tuple[str, ...]] = ("name", "gender", "voice", "greeting", "version", "places")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_places(self, profile: AssistantProfile) -> list[str]:
        return list(GREETING_PLACES)


@extend_schema_serializer(
    examples=[OpenApiExample("voice", value={"voice": "marin", "gender": "feminine"}, request_only=True)]
)
class AssistantProfileChangeSerializer(serializers.Serializer[Any]):
    """Only what is given changes. With `version` or If-Match, settings changed since are refused."""

    name = serializers.RegexField(r"^[^\r\n]+$", required=False, max_length=40)
    gender = serializers.ChoiceField(required=False, choices=AssistantProfile.Gender.choices)
    voice = serializers.ChoiceField(required=False, choices=AssistantProfile.Voice.choices)
    greeting = serializers.RegexField(r"^[^\r\n]+$", required=False, max_length=300)
    version = serializers.IntegerField(required=False, min_value=1, max_value=HIGHEST_REVISION)


class PromptAuthorSerializer(serializers.Serializer[Any]):
    """Who wrote it; nobody for what a business began with."""

    user_id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()


@extend_schema_serializer(examples=[OpenApiExample("version", value=VERSION, response_only=True)])
class PromptVersionSerializer(serializers.ModelSerializer[PromptVersion]):
    """`version` is the number it was published under, `size` its characters; `restored_from` the number of
    the version whose text it brought back.
    """

    author = serializers.SerializerMethodField()
    size = serializers.SerializerMethodField()

    class Meta:
        model = PromptVersion
        fields: ClassVar[tuple[str, ...]] = tuple(VERSION)

    @extend_schema_field(PromptAuthorSerializer)
    def get_author(self, prompt: PromptVersion) -> dict[str, Any]:
        names = self.context.get("names", {})
        return {"user_id": prompt.author_id, "name": names.get(prompt.author_id, "")}

    def get_size(self, prompt: PromptVersion) -> int:
        return len(prompt.text)


@extend_schema_serializer(
    examples=[OpenApiExample("version", value={**VERSION, "text": "תספורת עולה תשעים."}, response_only=True)]
)
class PromptTextSerializer(PromptVersionSerializer):
    """A version with its text."""

    class Meta(PromptVersionSerializer.Meta):
        fields: ClassVar[tuple[str, ...]] = (*VERSION, "text")


class ChannelPromptsSerializer(serializers.Serializer[Any]):
    """`longest` is how many characters may be written, `places` what may stand in braces, `size` how many the
    whole instructions take by parts: platform, business, faq, calendar, diary; `faq_left_out` questions find
    no room in them.
    """

    channel = serializers.ChoiceField(choices=Channel.choices)
    live = PromptTextSerializer(allow_null=True)
    draft = PromptTextSerializer(allow_null=True)
    longest = serializers.IntegerField()
    places = serializers.SerializerMethodField()
    size = serializers.DictField(child=serializers.IntegerField())
    faq_left_out = serializers.IntegerField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_places(self, prompts: Any) -> list[str]:
        return list(PROMPT_PLACES)


class PromptsQuerySerializer(serializers.Serializer[Any]):
    channel = serializers.ChoiceField(choices=Channel.choices)


class PromptDiscardQuerySerializer(PromptsQuerySerializer):
    """`revision`: the one that was read; a draft saved since is then not thrown away."""

    revision = serializers.IntegerField(required=False, min_value=0, max_value=HIGHEST_REVISION)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "draft",
            value={"channel": "phone", "text": "ב{business} תספורת עולה תשעים.", "comment": "מחיר חדש"},
            request_only=True,
        )
    ]
)
class PromptDraftSerializer(serializers.Serializer[Any]):
    """`revision`: the draft that was read, 0 for none; one saved since is then not written over."""

    channel = serializers.ChoiceField(choices=Channel.choices)
    text = serializers.CharField(
        trim_whitespace=False,
        allow_blank=True,
        max_length=5 * LONGEST_ANY,
        help_text="At most `longest` characters, which is refused with 422 and never cut.",
    )
    comment = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_COMMENT)
    revision = serializers.IntegerField(required=False, min_value=0, max_value=HIGHEST_REVISION)


@extend_schema_serializer(
    examples=[OpenApiExample("publish", value={"channel": "phone", "comment": "מחיר חדש"}, request_only=True)]
)
class PromptPublishSerializer(serializers.Serializer[Any]):
    """`comment` replaces the draft's; `revision` is the draft that was read."""

    channel = serializers.ChoiceField(choices=Channel.choices)
    comment = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_COMMENT)
    revision = serializers.IntegerField(required=False, min_value=0, max_value=HIGHEST_REVISION)


class PromptDiffQuerySerializer(serializers.Serializer[Any]):
    against = serializers.ChoiceField(
        choices=["before", "live"],
        default="before",
        help_text="What was live until it was published, or what is live now.",
    )


class PromptLineSerializer(serializers.Serializer[Any]):
    """`before` and `after` are its numbers in both texts."""

    kind = serializers.ChoiceField(choices=["same", "removed", "added"])
    text = serializers.CharField()
    before = serializers.IntegerField(allow_null=True)
    after = serializers.IntegerField(allow_null=True)


class PromptDiffSerializer(serializers.Serializer[Any]):
    """`base` is the version it is compared with; null when there was none."""

    base = PromptVersionSerializer(allow_null=True)
    lines = PromptLineSerializer(many=True)
