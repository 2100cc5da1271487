"""The page of the CMS that says in words how the house does."""

import platform
from collections.abc import Iterable
from itertools import groupby

import celery
import django
import wagtail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from academy.house.data import Condition, Figure, Section
from academy.house.figures import all_figures
from academy.house.parts import look_at_parts

PERMISSION = "house.view_heartbeat"


@require_safe
def state_of_the_house(request: HttpRequest) -> HttpResponse:
    """Show the parts, then what each app tells."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    parts, figures = look_at_parts(), all_figures()
    wrong = [part for part in parts if part.condition is not Condition.OK]
    context = {
        "parts": parts,
        "sections": _by_section(figures),
        "versions": _versions(),
        "to_look_at": len(wrong) + sum(figure.is_wrong for figure in figures),
    }
    return render(request, "house/state.html", context)


def _by_section(figures: Iterable[Figure]) -> list[tuple[Section, list[Figure]]]:
    order = list(Section)
    ordered = sorted(figures, key=lambda figure: order.index(figure.section))
    return [(section, list(group)) for section, group in groupby(ordered, key=lambda figure: figure.section)]


def _versions() -> list[tuple[str, str]]:
    """Return what the site is made of. Administrators alone see it."""
    database = ".".join(map(str, connection.get_database_version()))
    return [
        ("Python", platform.python_version()),
        ("Django", django.__version__),
        ("Wagtail", wagtail.__version__),
        ("Celery", celery.__version__),
        (connection.display_name, database),
    ]
