"""What was wrong in a file, as a file to go through beside it. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from apps.crm.exporting.csv_writing import csv_pieces

HEADINGS = {"he": ("שורה", "עמודה", "ערך", "מה לתקן"), "en": ("Row", "Column", "Value", "What to correct")}


def faults_csv(
    rows: Iterable[tuple[int, list[dict[str, str]]]], *, labels: Mapping[str, str], language: str
) -> Iterator[bytes]:
    """`labels`: what fields are called."""
    spoken = "en" if language.startswith("en") else "he"
    return csv_pieces(_lines(rows, labels, spoken))


def _lines(
    rows: Iterable[tuple[int, list[dict[str, str]]]], labels: Mapping[str, str], spoken: str
) -> Iterator[tuple[str, ...]]:
    yield HEADINGS[spoken]
    for number, faults in rows:
        for fault in faults:
            name = fault["field"]
            yield str(number), labels.get(name, name), fault["value"], fault[spoken]
