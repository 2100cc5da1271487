"""Tables as files to take away, from a menu of the page that shows them."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from academy.table_file import CONTENT_TYPES, table_file


def asked_for_file(request: HttpRequest) -> str:
    """The format of the file that the address asks for, or nothing."""
    kind = request.GET.get("export", "")
    return kind if kind in CONTENT_TYPES else ""


def file_answer(kind: str, name: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> HttpResponse:
    """Hand out a table as a file."""
    disposition = f'attachment; filename="{name}.{kind}"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(table_file(kind, heads, rows), content_type=CONTENT_TYPES[kind], headers=headers)


def export_choices(request: HttpRequest) -> list[dict[str, str]]:
    """The files of this page, narrowed and sorted as it is."""
    query = request.GET.copy()
    query.pop("page", None)
    labels = {"csv": _("As a table (CSV)"), "xlsx": _("As a table (Excel)")}
    choices = []
    for kind, label in labels.items():
        query["export"] = kind
        choices.append({"label": label, "url": f"?{query.urlencode()}", "icon": "list"})
    return choices
