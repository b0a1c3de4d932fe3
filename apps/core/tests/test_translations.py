"""What libraries say in English only, people read in Hebrew."""

import re
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import override
from rest_framework import fields, relations, serializers, validators

from apps.core.tests.hebrew import is_hebrew

CATALOGUES = sorted((Path(__file__).parent.parent / "locale").glob("*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*(?::\w+)?\}")


def the_kinds_of(base: type[Any]) -> Iterator[type[Any]]:
    yield base
    for kind in base.__subclasses__():
        yield from the_kinds_of(kind)


def sentences() -> Iterator[tuple[str, object]]:
    """Everything the library can say about a field."""
    for kind in the_kinds_of(fields.Field):
        if kind.__module__ in {fields.__name__, relations.__name__, serializers.__name__}:
            for parent in kind.__mro__:
                for code, text in vars(parent).get("default_error_messages", {}).items():
                    yield f"{kind.__name__}.{code}", text
    for name, thing in vars(validators).items():
        if getattr(thing, "message", None):
            yield name, thing.message


def said_by(compiled: BinaryIO) -> dict[Any, str]:
    """Every translation; the header has the time of compiling."""
    return {source: text for source, text in GNUTranslations(compiled)._catalog.items() if source}


def test_the_catalogues_are_compiled() -> None:
    assert CATALOGUES != []
    for path in CATALOGUES:
        compiled = BytesIO()
        write_mo(compiled, read_po(path.open("rb")))
        compiled.seek(0)
        assert said_by(path.with_suffix(".mo").open("rb")) == said_by(compiled), f"compile {path}"


@pytest.mark.parametrize("path", CATALOGUES, ids=str)
def test_a_translation_has_the_blanks_of_its_sentence(path: Path) -> None:
    messages = [message for message in read_po(path.open("rb")) if message.id]

    assert messages != []
    for message in messages:
        forms = zip(_all(message.id), _all(message.string), strict=True)
        for source, translated in forms:
            assert translated, source
            assert sorted(PLACEHOLDER.findall(translated)) == sorted(PLACEHOLDER.findall(source))


@pytest.mark.parametrize(("language", "speaks_hebrew"), [("he", True), ("en", False)])
def test_every_sentence_about_a_field_is_in_the_readers_language(language: str, speaks_hebrew: bool) -> None:
    said = dict(sentences())

    assert len(said) > 80
    with override(language):
        assert {name: str(text) for name, text in said.items() if is_hebrew(str(text)) != speaks_hebrew} == {}


def _all(forms: object) -> list[str]:
    return [str(form) for form in forms] if isinstance(forms, list | tuple) else [str(forms)]
