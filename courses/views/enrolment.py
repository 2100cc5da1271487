"""Coming onto a course and leaving it: enrolling, asking to be enrolled, an invitation, a withdrawal."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from academy.accounts.models import User
from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from academy.languages import text_in
from courses.enums import RequestState
from courses.errors import InvitationForeign, InvitationRefused
from courses.forms.requests import RequestForm
from courses.models import Course, EnrolmentRequest, Invitation
from courses.selectors.admission import has_come
from courses.selectors.outline import course_titles, enrolment_of
from courses.services.enrolment import enrol, withdraw
from courses.services.invitations import accept_invitation, check_invitation
from courses.services.requests import request_enrolment, take_back_request

#: What a link that enrols nobody answers; any other one did enrol people and is gone.
STATUS = {InvitationRefused: HTTPStatus.NOT_FOUND, InvitationForeign: HTTPStatus.FORBIDDEN}


@require_POST
@login_required
def enrol_on_course(request: PersonRequest, code: str) -> HttpResponse:
    """Enrol, and go to the first lesson."""
    try:
        enrol(user=request.user, course=_published(code))
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return redirect("course", code=code)
    messages.success(request, _("You are enrolled. Here is the first lesson."))
    return redirect("continue_course", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def ask_to_enrol(request: PersonRequest, code: str) -> HttpResponse:
    """Ask whoever runs the course, with a message if one likes."""
    course = _published(code)
    form = RequestForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "courses/ask_to_enrol.html", {"course": course, "title": _title(course), "form": form})
    try:
        request_enrolment(user=request.user, course=course, message=form.cleaned_data["message"])
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Your request was sent. You will receive a letter when it is decided."))
    return redirect("course", code=code)


@require_POST
@login_required
def take_back(request: PersonRequest, code: str) -> HttpResponse:
    """Take the request back that waits; none that waits is a missing one."""
    own = EnrolmentRequest.objects.filter(user=request.user, state=RequestState.WAITING)
    try:
        take_back_request(request=get_object_or_404(own, course=_published(code)))
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Your request was taken back."))
    return redirect("course", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def leave(request: PersonRequest, code: str) -> HttpResponse:
    """Ask once more, then leave the course; one that was left before is a missing one."""
    course = get_object_or_404(Course, code=code, enrolments__user=request.user, enrolments__withdrawn_at=None)
    enrolment = enrolment_of(request.user, course.pk)
    if request.method != "POST" or enrolment is None:
        return render(request, "courses/leave.html", {"course": course, "title": _title(course)})
    try:
        withdraw(enrolment=enrolment)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("You have left the course. Your progress is kept, and you can come back."))
    return redirect("my")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say which course it is and what happens, then enrol. Who is not logged in sees the same page for every link."""
    if not isinstance(request.user, User):
        return render(request, "courses/invitation_login.html")
    found = Invitation.objects.select_related("course", "cohort__trainer").filter(token=token).first()
    try:
        invited = check_invitation(invitation=found, user=request.user)
        if request.method == "POST":
            return _accept(request, request.user, invited)
    except InvitationRefused as refusal:
        status = STATUS.get(type(refusal), HTTPStatus.GONE)
        return render(request, "courses/invitation_refused.html", {"refusal": refusal}, status=status)
    return render(
        request,
        "courses/invitation.html",
        {"invitation": invited, "title": _title(invited.course), "has_come": has_come(invited, request.user)},
    )


def _accept(request: HttpRequest, user: User, invited: Invitation) -> HttpResponse:
    try:
        accept_invitation(invitation=invited, user=user)
    except InvitationRefused:
        raise
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return redirect("invitation", token=invited.token)
    messages.success(request, _("You are enrolled."))
    return redirect("course", code=invited.course.code)


def _published(code: str) -> Course:
    return get_object_or_404(Course.objects.filter(pages__live=True).distinct(), code=code)


def _title(course: Course) -> str:
    return text_in(course_titles(course), get_language()) or course.code
