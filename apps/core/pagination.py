from rest_framework import pagination


class CursorPagination(pagination.CursorPagination):
    """`next`, `previous`, `results`; a row that arrives meanwhile neither repeats nor hides another."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = "-id"
