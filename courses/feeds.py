"""Atom feeds of what is new, one for each language: what has a page in that language."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.translation import gettext as _

from academy.cms.structured_data import absolute
from academy.languages import LANGUAGES
from courses.selectors.catalogue import CatalogueCard
from courses.selectors.meetings import Meeting
from courses.selectors.search import courses_in
from courses.selectors.seminars import SeminarCard, upcoming_seminars

LIMIT = 20


class CardFeed(Feed):
    """A feed of cards; the language stands in the address, where the whole answer takes it from."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, language: str) -> str:  # noqa: ARG002 - the signature is Django's
        """Take the language; another beginning of the address is no feed."""
        if language not in LANGUAGES:
            raise Http404
        return language

    def author_name(self) -> str:
        """Whoever runs the site."""
        return _("Librarian Academy")

    def link(self, language: str) -> str:
        """The home page in this language."""
        return absolute(f"/{language}/")

    def feed_guid(self, language: str) -> str:
        """Tell the feeds of one site apart."""
        return self.feed_url(language)

    def item_title(self, item: CatalogueCard | SeminarCard) -> str:
        """Title of the page."""
        return item.title

    def item_description(self, item: CatalogueCard | SeminarCard) -> str:
        """Description of the page, as markup."""
        return escape(item.page.description)

    def item_link(self, item: CatalogueCard | SeminarCard) -> str:
        """Public address of the page."""
        return absolute(item.url)

    def item_guid(self, item: CatalogueCard | SeminarCard) -> str:
        """What stays when the page's address changes."""
        return absolute(f"/#page-{item.page.pk}")

    def item_pubdate(self, item: CatalogueCard | SeminarCard) -> datetime:
        """When it was new."""
        return item.page.first_published_at

    def item_updateddate(self, item: CatalogueCard | SeminarCard) -> datetime:
        """When it was last changed."""
        return item.page.last_published_at


class CourseFeed(CardFeed):
    """The newest courses."""

    def title(self) -> str:
        """Title of the feed."""
        return _("New courses in Librarian Academy")

    def feed_url(self, language: str) -> str:
        """Public address of the feed."""
        return absolute(reverse("course_feed", args=[language]))

    def items(self, language: str) -> Sequence[CatalogueCard]:
        """The newest courses that speak this language."""
        return courses_in(language, limit=LIMIT)


class SeminarFeed(CardFeed):
    """The seminars ahead, with their dates."""

    def title(self) -> str:
        """Title of the feed."""
        return _("Seminars in Librarian Academy")

    def feed_url(self, language: str) -> str:
        """Public address of the feed."""
        return absolute(reverse("seminar_feed", args=[language]))

    def items(self, language: str) -> Sequence[SeminarCard]:
        """The seminars ahead that speak this language, the nearest first."""
        return [card for card in upcoming_seminars(language) if not card.is_fallback][:LIMIT]

    def item_description(self, item: CatalogueCard | SeminarCard) -> str:
        """Description of the page, and each session ahead."""
        sessions = item.sessions if isinstance(item, SeminarCard) else ()
        dates = format_html_join("", "<li>{} {}</li>", ((_when(session), session.place) for session in sessions))
        return format_html("<p>{}</p><ul>{}</ul>", item.page.description, dates)


def _when(session: Meeting) -> str:
    return date_format(session.starts_at, "DATETIME_FORMAT")
