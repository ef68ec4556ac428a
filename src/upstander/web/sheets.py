"""Tables as CSV: the same keys as in JSON, safe against formulas."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from upstander.lib.sheets import safe


def wanted(request: HttpRequest) -> bool:
    """Whether the page is asked for as a table, `?format=csv`."""
    return request.GET.get("format") == "csv"


def answer(name: str, shape: type, rows: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """The rows as a file, a column for each key of the shape."""
    columns = list(shape.__annotations__)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([safe(flat(row.get(column))) for column in columns] for row in rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def flat(value: object) -> object:
    """A value that fits into one cell."""
    if isinstance(value, Mapping):
        return flat(value.get("text") or value.get("name") or value.get("title") or "")
    if isinstance(value, list | tuple):
        return " | ".join(str(flat(one)) for one in value)
    return value
