"""Announcements in the CMS: written as drafts, looked at as letters, sent once, and then only read."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView
from wagtail.permissions import policy_registry

from academy.accounts.models import User
from academy.languages import LANGUAGES
from academy.mail.letters import write_letter
from courses.enums import Notice
from courses.errors import AnnouncementSent
from courses.forms.announcements import AnnouncementForm
from courses.models import Announcement, AnnouncementLetter, Course
from courses.selectors.access import admissible_courses
from courses.selectors.announcements import addressees, announcement_views, recipients
from courses.services.announcements import hold_draft, send_announcement
from courses.services.unsubscribing import unsubscribe_url
from courses.tasks import deliver_announcement
from courses.viewsets.listing import OwnIndexView
from courses.viewsets.views import OwnDeleteView, OwnEditView, OwnRowViewSet

STATES = (("draft", gettext_lazy("draft")), ("sent", gettext_lazy("sent")))
HEADINGS = {"az": gettext_lazy("In Azerbaijani"), "ru": gettext_lazy("In Russian"), "en": gettext_lazy("In English")}


def _courses(request: Any) -> QuerySet[Course]:
    return admissible_courses(request.user)


class AnnouncementFilterSet(WagtailFilterSet):
    """Announcements by course, drafts and sent ones."""

    course = ModelChoiceFilter(label=gettext_lazy("Course"), queryset=_courses)
    state = ChoiceFilter(label=gettext_lazy("State"), choices=STATES, method="in_state")

    class Meta:
        model = Announcement
        fields = ("course", "state")

    def in_state(self, announcements: QuerySet[Announcement], _name: str, state: str) -> QuerySet[Announcement]:
        """Keep drafts, or what was sent."""
        return announcements.filter(sent_at__isnull=state == "draft")


class AnnouncementIndexView(OwnIndexView):
    """Leads from a draft to its form, and from what was sent to its letter."""

    def get_edit_url(self, instance: Announcement) -> str | None:
        """Words stay as they were sent."""
        return super().get_edit_url(instance) if instance.sent_at is None else letter_url(instance)

    def get_delete_url(self, instance: Announcement) -> str | None:
        """What was sent stays."""
        return super().get_delete_url(instance) if instance.sent_at is None else None


class AnnouncementCreateView(CreateView):
    """Keeps who wrote it, and shows the letter next."""

    def save_instance(self) -> Announcement:
        """Add the author."""
        self.form.instance.author = self.request.user
        return super().save_instance()

    def get_success_url(self) -> str:
        """Show the letter."""
        return letter_url(self.object)


class DraftMixin:
    """Refuses what somebody has sent meanwhile."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Hold the draft while it is changed."""
        try:
            with transaction.atomic():
                hold_draft(self.object)  # type: ignore[attr-defined]
                return super().form_valid(form)  # type: ignore[misc]
        except AnnouncementSent as refusal:
            messages.error(self.request, str(refusal.message))  # type: ignore[attr-defined]
            return redirect(letter_url(self.object))  # type: ignore[attr-defined]


class AnnouncementEditView(DraftMixin, OwnEditView):
    """Changes a draft."""

    def get_success_url(self) -> str:
        """Show the letter."""
        return letter_url(self.object)


class AnnouncementDeleteView(DraftMixin, OwnDeleteView):
    """Throws a draft away."""


def letter_url(announcement: Model) -> str:
    """Where an announcement is shown as a letter, and sent."""
    return reverse("announcement:letter", args=[announcement.pk])


class AnnouncementViewSet(OwnRowViewSet):
    """What trainers write to the people of a course or a cohort."""

    model = Announcement
    icon = "mail"
    menu_label = gettext_lazy("Announcements")
    index_view_class = AnnouncementIndexView
    add_view_class = AnnouncementCreateView
    edit_view_class = AnnouncementEditView
    delete_view_class = AnnouncementDeleteView
    list_display = (
        "__str__",
        Column("course", label=gettext_lazy("Course"), sort_key="course__code"),
        Column("cohort", label=gettext_lazy("Cohort"), accessor="cohort.name", sort_key="cohort__name"),
        Column("state", label=gettext_lazy("State"), accessor=lambda row: _("sent") if row.sent_at else _("draft")),
        Column("sent_at", label=gettext_lazy("Sent"), sort_key="sent_at"),
        Column("letters_sent", label=gettext_lazy("Letters")),
        Column("author", label=gettext_lazy("Author"), sort_key="author__legal_name"),
    )
    list_related = ("course", "cohort", "author")
    filterset_class = AnnouncementFilterSet
    search_fields = ("course__code", *(f"{name}__{code}" for name in ("subject", "body") for code in LANGUAGES))
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("course"), FieldPanel("cohort")]),
            *(
                MultiFieldPanel([FieldPanel(f"subject_{code}"), FieldPanel(f"body_{code}")], heading=HEADINGS[code])
                for code in LANGUAGES
            ),
        ],
        base_form_class=AnnouncementForm,
    )

    def prepare_rows(self, rows: Sequence[Announcement], language: str) -> None:  # noqa: ARG002 - the signature is shared
        """Add how many letters have gone."""
        gone = AnnouncementLetter.objects.filter(announcement__in=rows, sent_at__isnull=False)
        sent = dict(gone.values_list("announcement").annotate(Count("pk")).order_by())
        for announcement in rows:
            announcement.letters_sent = sent.get(announcement.pk, 0)  # type: ignore[attr-defined]

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the letter."""
        return [
            *super().get_urlpatterns(),
            path("letter/<int:pk>/", letter, name="letter"),
            path("letter/<int:pk>/<str:language>/", letter_as_sent, name="letter_as_sent"),
        ]


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how readers of each language get it and how many they are; send it."""
    announcement = _own(request, pk)
    if request.method == "POST":
        return _send(request, announcement)
    letters = [
        {"code": code, "heading": HEADINGS[code], "item": announcement_views([announcement], code)[0]}
        for code in LANGUAGES
    ]
    told = recipients(announcement).count()
    context = {
        "announcement": announcement,
        "letters": letters,
        "told": told,
        "others": addressees(announcement).count() - told,
    }
    return render(request, "courses/cms/announcement.html", context)


@require_GET
def letter_as_sent(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show the letter itself, addressed to whoever looks at it."""
    if language not in LANGUAGES:
        raise Http404
    announcement, reader = _own(request, pk), _person(request)
    context = {
        "item": announcement_views([announcement], language)[0],
        "name": reader.legal_name,
        "notice": Notice.ANNOUNCEMENTS,
        "unsubscribe_url": unsubscribe_url(reader, Notice.ANNOUNCEMENTS),
    }
    return HttpResponse(write_letter("announcement", language=language, context=context).html)


def _send(request: HttpRequest, announcement: Announcement) -> HttpResponse:
    """Send it, and have the letters queued after the commit: neither a broker nor a mail server can hinder it."""
    try:
        send_announcement(announcement=announcement, by=_person(request))
    except AnnouncementSent as refusal:
        messages.error(request, str(refusal.message))
    else:
        transaction.on_commit(lambda: deliver_announcement.delay(announcement.pk), robust=True)
        messages.success(request, _("The announcement is sent, and stands on the page of its course."))
    return redirect("announcement:index")


def _own(request: HttpRequest, pk: int) -> Announcement:
    """Find a row that the person may see; another's answers as a missing one."""
    policy = policy_registry.get_by_type(Announcement)
    own = policy.instances_user_has_permission_for(_person(request), "change")
    return get_object_or_404(own.select_related("course", "cohort"), pk=pk)


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user
