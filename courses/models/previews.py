"""How a page of learning is previewed: as people see it who are enrolled or not, and in its other languages."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from academy.accounts.models import User
from courses.models.course import Course
from courses.models.enrolment import Enrolment

VISITOR = "visitor"


class ReaderPreviewMixin:
    """The preview of a page that enrolled people see otherwise than visitors; `previewed_course` names the course."""

    @property
    def previewed_course(self) -> Course:
        """The course on which the reader of the preview is enrolled."""
        raise NotImplementedError

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Offer both kinds of readers, and each language into which the page was translated."""
        languages = dict(settings.LANGUAGES)
        others = self._translations().values_list("locale__language_code", flat=True) if self.pk else []  # type: ignore[attr-defined]
        return [
            ("", _("Somebody enrolled")),
            (VISITOR, _("A visitor")),
            *((code, languages[code]) for code in languages if code in set(others)),
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the page in one of these ways."""
        if mode_name == VISITOR:
            request.user, request.is_preview = AnonymousUser(), False  # type: ignore[attr-defined]
            return super().serve_preview(request, mode_name)  # type: ignore[misc]
        if mode_name:
            return self._translated(request, mode_name)
        return self._as_enrolled(request)

    def _as_enrolled(self, request: HttpRequest) -> HttpResponse:
        """Enrol whoever looks for as long as the page is made; nothing of it stays."""
        with transaction.atomic():
            if self.previewed_course.pk and isinstance(request.user, User):
                Enrolment.objects.get_or_create(user=request.user, course=self.previewed_course)
            response = super().serve_preview(request, "").render()  # type: ignore[misc]
            transaction.set_rollback(True)
        return response

    def _translations(self) -> Any:
        return self.get_translations().select_related("locale")  # type: ignore[attr-defined]

    def _translated(self, request: HttpRequest, language: str) -> HttpResponse:
        """Show the newest draft of a translation to whoever may edit it, and to others what is published."""
        page: Page = self._translations().get(locale__language_code=language).specific
        if page.permissions_for_user(request.user).can_edit():
            page = page.get_latest_revision_as_object()
        elif not page.live:
            raise PermissionDenied
        with translation.override(language):
            request.LANGUAGE_CODE = language
            return page.serve_preview(request, page.default_preview_mode).render()
