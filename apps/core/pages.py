"""Plain pages in both languages, for when there is no application to show."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def notice(request: HttpRequest, *, status: int, title: str, he: str, en: str) -> HttpResponse:
    return render(request, "notice.html", {"title": title, "he": he, "en": en}, status=status)
