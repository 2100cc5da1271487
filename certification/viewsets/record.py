"""The record of the site in the CMS: what is told of certificates, keys and templates, of people and of programs."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from tempfile import TemporaryFile
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from academy.table_file import CONTENT_TYPES, write_table
from certification.forms.record import RecordForm
from certification.selectors.record import SOURCES, Entry, Place, Wanted, all_entries, entries, place_of
from certification.viewsets.record_rows import many_rows, rows_of

ROWS_ON_A_PAGE: Final = 50
#: So many lines a file holds; whoever wants more asks for other days.
ROWS_IN_A_FILE: Final = 100_000
PERMISSION: Final = "record.view_change"
_LONGEST_NUMBER: Final = 18


class RecordMenuItem(MenuItem):
    """An entry among the reports, for those alone who may see the record."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission."""
        return bool(request.user.has_perm(PERMISSION))


class RecordViewSet(ViewSet):
    """The listing and its file. Nothing is changed here."""

    name = "record"
    icon = "history"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Two addresses."""
        return [path("", index, name="index"), path("file/", download, name="file")]


def record_menu_item() -> RecordMenuItem:
    """Return the entry among the reports."""
    return RecordMenuItem(gettext_lazy("Record of changes"), reverse("record:index"), icon_name="history", order=1000)


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show a page of the record, the newest first, narrowed as the form says."""
    _refuse_strangers(request)
    form, after = RecordForm(request.GET), _place(request.GET.get("after", ""))
    found = entries(form.wanted(), after=after, number=ROWS_ON_A_PAGE + 1) if form.is_valid() else []
    shown = found[:ROWS_ON_A_PAGE]
    rows = rows_of(shown)
    context = {
        "form": form,
        "rows": rows,
        "altered": sum(row.is_altered for row in rows),
        "older": _token(place_of(shown[-1])) if len(found) > ROWS_ON_A_PAGE else "",
        "is_later_page": after is not None,
        "most": ROWS_IN_A_FILE,
    }
    return render(request, "certification/cms/record.html", context)


@never_cache
@require_safe
def download(request: HttpRequest) -> HttpResponse | FileResponse:
    """Hand out what the form asks for as a table; a form with a mistake is shown again."""
    _refuse_strangers(request)
    form = RecordForm(request.GET)
    if not form.is_valid():
        return index(request)
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_table(file, "csv", _heads(), _lines(form.wanted()))
    file.seek(0)
    name = f"record-{timezone.localdate()}.csv"
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES["csv"])


def _heads() -> list[str]:
    return [
        _("Time"),
        _("Event"),
        _("Event, as it is stored"),
        _("Person"),
        _("Institution"),
        _("Subject of the event"),
        _("Before and after"),
        _("Details"),
        _("Who did it"),
    ]


def _lines(wanted: Wanted) -> Iterator[list[object]]:
    found: Iterator[Entry] = islice(all_entries(wanted), ROWS_IN_A_FILE)
    for row in many_rows(found):
        yield [
            row.at,
            row.label,
            row.kind,
            row.person,
            row.institution,
            row.subject,
            row.change,
            row.facts,
            row.actor,
        ]


def _refuse_strangers(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


def _token(place: Place) -> str:
    return f"{place.at.isoformat()}~{place.source}~{place.number}"


def _place(token: str) -> Place | None:
    """Return the place that a page begins after; None, which is the first page, for what is no place."""
    moment, _tilde, rest = token.partition("~")
    source, _tilde, number = rest.partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    is_place = timezone.is_aware(at) and source in SOURCES and number.isdecimal() and len(number) <= _LONGEST_NUMBER
    return Place(at, source, int(number)) if is_place else None
