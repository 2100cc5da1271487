"""The form in which every page of this site is written."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.coreutils import string_to_ascii


class OwnedPageForm(WagtailAdminPageForm):
    """Takes a page without a slug: the editor's script fills it from the title, but only once it has loaded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let the form be sent without a slug."""
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """Make one of the title that no other page beside this one has."""
        slug: str = self.cleaned_data["slug"]
        title = slugify(string_to_ascii(self.cleaned_data.get("title") or ""))
        if not slug and not title:
            raise ValidationError(self.fields["slug"].error_messages["required"], code="required")
        return slug or next(each for each in _numbered(title) if self._is_free(each))

    def _is_free(self, slug: str) -> bool:
        return self._meta.model._slug_is_available(slug, self.parent_page, self.instance)  # noqa: SLF001 - Wagtail's rule


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))
