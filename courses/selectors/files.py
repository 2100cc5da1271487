"""Who may have a file of the CMS (document, captions, recording): whoever is shown a page on which it stands."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex

from courses.models import LessonPage, SeminarPage
from courses.selectors.lesson import lesson_view_of
from courses.selectors.seminars import seminar_view

#: Fields of a seminar's page that wait for the end of its first session.
AFTERWARDS = frozenset({"materials_after", "recording"})


def may_have_file(file: Model, request: HttpRequest) -> bool:
    """Whether whoever asks is shown the file somewhere, or works in the CMS, whose library all of them share."""
    if request.user.has_perm("wagtailadmin.access_admin"):
        return True
    return any(_is_shown(page, fields, request) for page, fields in _places(file))


def _places(file: Model) -> Iterator[tuple[Page, set[str]]]:
    """Published pages that hold the file, each with the names of the fields in which it stands."""
    fields: dict[int, set[str]] = {}
    of_page = ContentType.objects.get_for_model(Page)
    standing = ReferenceIndex.get_references_to(file).filter(base_content_type=of_page)
    for pk, path in standing.values_list("object_id", "model_path"):
        fields.setdefault(int(pk), set()).add(path.partition(".")[0])
    for page in Page.objects.live().filter(pk__in=fields).specific():
        yield page, fields[page.pk]


def _is_shown(page: Page, fields: set[str], request: HttpRequest) -> bool:
    if not all(restriction.accept_request(request) for restriction in page.get_view_restrictions()):
        return False
    if isinstance(page, LessonPage):
        return lesson_view_of(page, request=request).may_read
    if isinstance(page, SeminarPage) and fields <= AFTERWARDS:
        return seminar_view(page.seminar, page.locale.language_code).tells_afterwards
    return True
