"""The living style guide, for staff: every component in every state, and sketches of pages that are still to come."""

from collections.abc import Callable
from functools import wraps

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from academy.cms.styleguide import sketches, specimens
from academy.cms.styleguide.forms import EveryFieldForm, PeopleFilter, RegistrationForm, YearFilter
from academy.cms.styleguide.tokens import Colour, colours, distances, icons, steps
from academy.cms.tables import order_in

View = Callable[[HttpRequest], HttpResponse]
PEOPLE_ON_A_PAGE = 5


def for_staff(view: View) -> View:
    """Let in whoever may enter the CMS; for others there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise Http404
        return view(request)

    return never_cache(require_GET(guarded))


@for_staff
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show tokens, icons and all components."""
    palette = colours()
    context = {
        "colours": [(colour, *colour.contrasts_on(_ground(palette))) for colour in palette],
        "distances": distances(),
        "steps": steps(),
        "icons": icons(),
        "scenes": specimens.SCENES,
        "courses": specimens.courses(),
        "programmes": specimens.programmes(),
        "seminar": specimens.seminar(),
        "meeting": specimens.meeting(0),
        "shelves": [(read, specimens.shelf(read)) for read in (0, 3, 6)],
        "form": EveryFieldForm(prefix="empty"),
        "wrong_form": specimens.wrong_form(),
        "filters": PeopleFilter(prefix="filter"),
        "columns": specimens.columns(),
        "rows": specimens.rows(),
        "nothing": [],
        "classes": specimens.classes(),
        "facts": specimens.facts(),
        "crumbs": _crumbs()[:1],
        "page_of_list": specimens.page(),
        "matrix": specimens.matrix(),
        "plot": specimens.plot(),
        "choices": specimens.choices(),
    }
    return render(request, "cms/styleguide.html", context)


@for_staff
def seminar(request: HttpRequest) -> HttpResponse:
    """Sketch: registration and waiting list of a seminar."""
    context = {
        "crumbs": _crumbs(),
        "seminar": specimens.seminar(),
        "facts": specimens.facts(),
        "meetings": [specimens.meeting(0), specimens.meeting(7)],
        "form": RegistrationForm(),
        "columns": sketches.participant_columns(),
        "rows": sketches.participants(),
    }
    return render(request, "cms/styleguide/seminar.html", context)


@for_staff
def desk(request: HttpRequest) -> HttpResponse:
    """Sketch: the people of an institution and their training matrix; sorting, filters and paging work."""
    filters, columns = PeopleFilter(request.GET), sketches.columns()
    order = order_in(request, columns, default="name")
    people = sketches.ordered(sketches.chosen(filters.cleaned_data if filters.is_valid() else {}), order)
    page = Paginator(people, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": _crumbs(),
        "filters": filters,
        "columns": columns,
        "order": order,
        "page_of_list": page,
        "rows": [sketches.row_of(person) for person in page],
        "found": ngettext("%(count)s person found", "%(count)s people found", len(people)) % {"count": len(people)},
        "matrix": sketches.matrix(),
        "choices": specimens.choices(),
    }
    return render(request, "cms/styleguide/desk.html", context)


@for_staff
def statistics(request: HttpRequest) -> HttpResponse:
    """Sketch: numbers, a plot, and the table that says the same."""
    plot = specimens.plot()
    context = {
        "crumbs": _crumbs(),
        "results": list(zip(specimens.courses(), (71, 58, 86), strict=True)),
        "filters": YearFilter(initial={"year": "2026"}),
        "plot": plot,
        "heads": [_("Month"), _("Enrolled"), _("Completed")],
        "rows": [[specimens.month(number), str(bar.value), str(bar.part)] for number, bar in enumerate(plot.bars, 1)],
        "choices": specimens.choices(),
    }
    return render(request, "cms/styleguide/statistics.html", context)


def _crumbs() -> list[dict[str, str]]:
    return [{"title": _("Home"), "url": reverse("root")}, {"title": _("Style guide"), "url": reverse("styleguide")}]


def _ground(palette: list[Colour]) -> Colour:
    """The paper on which everything is written."""
    return next(colour for colour in palette if colour.name == "paper")
