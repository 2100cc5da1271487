"""Invitation links: made, copied, watched, ended."""

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry

from academy.accounts.models import User
from academy.accounts.requests import PersonRequest
from courses.forms.admissions import InvitationForm
from courses.models import Invitation
from courses.selectors.admission import invitation_state
from courses.services.invitations import end_invitation, invite_addresses, invite_anyone
from courses.tasks import mail_invitation
from courses.viewsets.filters import CourseRowFilterSet
from courses.viewsets.views import RowPageViewSet


def for_whom(invitation: Invitation) -> str:
    """The address, or that there is none."""
    return invitation.email or _("whoever has the link")


def uses_in_words(invitation: Invitation) -> str:
    """How many came, of how many who may."""
    if invitation.uses_allowed is None:
        return str(invitation.uses)
    return _("{count} of {allowed}").format(count=invitation.uses, allowed=invitation.uses_allowed)


class InvitationFilterSet(CourseRowFilterSet):
    """Invitations by course."""

    class Meta:
        model = Invitation
        fields = ("course",)


class InvitationViewSet(RowPageViewSet):
    """Who is invited to what. Links are ended, never changed or deleted: it can still be seen who was invited."""

    model = Invitation
    icon = "link"
    menu_label = gettext_lazy("Invitations")
    left_out = RowPageViewSet.left_out - {"add"}
    row_view = "show"
    list_display = (
        Column("email", label=gettext_lazy("For whom"), accessor=for_whom, sort_key="email"),
        Column("course", label=gettext_lazy("Course"), sort_key="course__code"),
        Column("cohort", label=gettext_lazy("Cohort"), accessor="cohort.name", sort_key="cohort__name"),
        Column("state", label=gettext_lazy("State"), accessor=lambda row: invitation_state(row).label),
        Column("uses", label=gettext_lazy("Came"), accessor=uses_in_words, sort_key="uses"),
        Column("expires_at", label=gettext_lazy("Expires"), sort_key="expires_at"),
        Column("created_at", label=gettext_lazy("Created"), sort_key="created_at"),
    )
    list_related = ("course", "cohort__course")
    filterset_class = InvitationFilterSet
    search_fields = ("email", "course__code", "cohort__name")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add what can be done with a link."""
        ways = [path("new/", make, name="add"), path("show/<int:pk>/", show, name="show")]
        return [*super().get_urlpatterns(), *ways]


@require_http_methods(["GET", "POST"])
def make(request: PersonRequest) -> HttpResponse:
    """Make a link, and show it."""
    if not request.user.has_perm("courses.add_invitation"):
        raise PermissionDenied
    form = InvitationForm(request.POST if request.method == "POST" else None, user=request.user)
    made = _made(request.user, form.cleaned_data) if form.is_valid() else None
    if made:
        return redirect("invitation:show", pk=made.pk)
    if form.is_valid():
        form.add_error("email", _("This address has an invitation that is still open. End it first, or use that one."))
    return render(request, "courses/cms/invitation_form.html", {"form": form})


def _made(by: User, answers: dict[str, Any]) -> Invitation | None:
    """Make the invitation; none for an address that has one already."""
    place = {"course": answers["course"], "cohort": answers["cohort"], "by": by}
    expires_at = _end_of(answers["last_day"])
    if not answers["email"]:
        return invite_anyone(**place, uses_allowed=answers["uses_allowed"], expires_at=expires_at)
    emails = [answers["email"]]
    made = invite_addresses(**place, emails=emails, language=answers["language"], expires_at=expires_at)
    transaction.on_commit(lambda: [mail_invitation.delay(invitation.pk) for invitation in made], robust=True)
    return made[0] if made else None


def _end_of(day: date | None) -> datetime | None:
    """The last moment of the day by the site's clock."""
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None


@require_http_methods(["GET", "POST"])
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the address to copy, and end the link."""
    found = get_object_or_404(_own(request).select_related("course", "cohort", "created_by"), pk=pk)
    if request.method == "POST":
        end_invitation(invitation=found)
        messages.success(request, _("The link is ended. Whoever has come by it stays."))
        return redirect("invitation:show", pk=found.pk)
    context = {
        "invitation": found,
        "state": invitation_state(found),
        "for_whom": for_whom(found),
        "uses": uses_in_words(found),
        "url": settings.SITE_URL + reverse("invitation", args=[found.token]),
    }
    return render(request, "courses/cms/invitation.html", context)


def _own(request: PersonRequest) -> QuerySet[Invitation]:
    policy = policy_registry.get_by_type(Invitation)
    return policy.instances_user_has_permission_for(request.user, "change")
