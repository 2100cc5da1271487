"""What the page of the catalogue asks for: a page of the CMS, whose address holds what narrows it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django import template
from django.core.paginator import Page, Paginator
from django.template.loader import render_to_string
from django.utils.translation import get_language

from academy.cms.held import held_of_each
from courses.enums import CatalogueKind
from courses.forms.catalogue import CatalogueForm, Chip
from courses.selectors.catalogue import cards_of
from courses.selectors.catalogue_index import Key
from courses.selectors.search import find

register = template.Library()

PAGE_SIZE = 12
#: Levels of headings on cards: of what was found, and of what comes nearest.
FOUND: Final = 2
NEAREST: Final = 3


@dataclass(frozen=True, kw_only=True)
class CatalogueView:
    """A page of what was found, as cards, and how to find more or less."""

    form: CatalogueForm
    page: Page
    cards: Sequence[str]
    chips: Sequence[Chip]
    suggestions: Sequence[str]


@register.simple_tag(takes_context=True)
def search_catalogue(context: dict[str, Any]) -> CatalogueView:
    """Look for what the address asks for."""
    data = context["request"].GET
    form = CatalogueForm(data)
    found = find(form.wanted(), get_language())
    form.offer(found.counts)
    page = Paginator(found.keys, PAGE_SIZE).get_page(data.get("page"))
    return CatalogueView(
        form=form,
        page=page,
        cards=_cards(list(page), heading=FOUND),
        chips=form.chips(found),
        suggestions=_cards(found.suggestions, heading=NEAREST),
    )


def _cards(keys: Collection[Key], *, heading: int) -> list[str]:
    """Return cards as they are shown to everybody, each held; what has been hidden meanwhile has none."""
    language, shown = get_language(), dict[Key, str]()
    for kind in {key.kind for key in keys}:
        make = partial(_rendered, kind=kind, language=language, heading=heading)
        rows = [key.pk for key in keys if key.kind == kind]
        made = held_of_each(f"card:{kind}:{language}:{heading}", rows, make)
        shown |= {Key(kind, pk): card for pk, card in made.items()}
    return [shown[key] for key in keys if shown[key]]


def _rendered(rows: Collection[int], *, kind: CatalogueKind, language: str, heading: int) -> dict[int, str]:
    cards = cards_of([Key(kind, pk) for pk in rows], language)
    shown = {
        card.row.pk: render_to_string("components/course_card.html", {"course": card, "heading": heading})
        for card in cards
    }
    return {pk: shown.get(pk, "") for pk in rows}
