"""What the matcher makes of files of questions: measured without a database and without a key."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.assistant.faq.matching import FaqMatcher, Question


class Command(BaseCommand):
    help = "Match queries against frequent questions, both JSON Lines; prints one JSON object a query."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--faqs", required=True, type=Path, help="rows with faq_id, text, expected.answer"
        )
        parser.add_argument("--queries", required=True, type=Path, help="rows with id and text")

    def handle(self, *args: Any, **options: Any) -> None:
        matcher = FaqMatcher([_question(row) for row in _rows(options["faqs"], "faq_entry")])
        for row in _rows(options["queries"], "faq_query"):
            match = matcher.match(row["text"])
            answer = {
                "id": row["id"],
                "top": [candidate.id for candidate in match.best],
                "answer": match.chosen,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))


def _question(row: dict[str, Any]) -> Question:
    expected = row.get("expected") or {}
    answer = expected.get("answer") or row.get("answer") or ""
    phrasings = (row["text"], *row.get("phrasings", ()))
    return Question(row.get("faq_id", row.get("id")), phrasings, answer)


def _rows(file: Path, kind: str) -> Iterator[dict[str, Any]]:
    """The rows of one kind; a row that names none is of it."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CommandError(f"{file}, line {number}: not JSON") from error
        if row.get("kind", kind) == kind:
            if not isinstance(row.get("text"), str):
                raise CommandError(f"{file}, line {number}: a row needs a text")
            yield row
