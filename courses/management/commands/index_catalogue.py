"""The words of the catalogue’s search, made anew for every page."""

from typing import Any

from django.core.management.base import BaseCommand

from courses.services.search_index import index_catalogue


class Command(BaseCommand):
    """Makes what the search finds pages by, for pages that were published before."""

    help = "Make the words of the catalogue's search anew for every course, seminar and programme page."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Go through all pages; publishing does the same for one."""
        self.stdout.write(f"Pages: {index_catalogue()}.")
