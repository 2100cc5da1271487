"""The people of one session: who comes, who waits, who is decided about; and writing to them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from academy.accounts.requests import PersonRequest
from academy.cms.tables import Cell, Column
from academy.errors import RuleBroken
from academy.languages import text_in
from courses.enums import Audience, RegistrationState
from courses.forms.participants import ParticipantFilter
from courses.forms.sessions import AddPersonForm, MessageForm, ReasonForm
from courses.models import Registration, SeminarQuestion, Session, SessionMessage
from courses.selectors.organising import organised_seminars, sessions_run_by
from courses.selectors.registering import answers_of
from courses.selectors.session_desk import audience_of, narrowed_participants, participants, session_figures
from courses.services.registration import (
    admit_to_session,
    approve_registration,
    refuse_registration,
    remove_registration,
)
from courses.services.session_messages import send_message
from courses.views.files import asked_for_file, export_choices, file_answer
from courses.views.seminar_desk import for_organisers, own_session, seminar_crumbs, title_of

PEOPLE_ON_A_PAGE = 50
#: What can be decided about somebody.
WAYS = ("approve", "refuse", "remove")
STATES = {
    RegistrationState.CONFIRMED: ("success", "check"),
    RegistrationState.OFFERED: ("warning", "warning"),
    RegistrationState.WAITING: ("warning", "hourglass"),
    RegistrationState.REQUESTED: ("warning", "hourglass"),
    RegistrationState.REFUSED: ("error", "warning"),
    RegistrationState.CALLED_OFF: ("error", "warning"),
}


@for_organisers
def session_desk(request: PersonRequest, pk: int) -> HttpResponse:
    """Who comes and who waits; with `export`, everybody whom the filters leave, as a file."""
    session = _run_session(request, pk)
    organises = organised_seminars(request.user).filter(pk=session.seminar_id).exists()
    form = ParticipantFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    state = asked.get("state")
    found = narrowed_participants(participants(session), text=asked.get("q") or "", states=[state] if state else ())
    questions = list(session.seminar.questions.all()) if organises else []
    columns = _columns(questions)
    if kind := asked_for_file(request):
        rows = [_values(row, questions, answers) for row, answers in _with_answers(found, session)]
        return file_answer(kind, f"participants-{session.pk}", [column.label for column in columns], rows)
    page = Paginator(found, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    context = {
        "crumbs": seminar_crumbs(session.seminar if organises else None),
        "title": title_of(session.seminar),
        "session": session_figures(Session.objects.filter(pk=pk), get_language())[0],
        "organises": organises,
        "filters": form,
        "found": ngettext("%(count)s person", "%(count)s people", count) % {"count": count},
        "columns": columns,
        "rows": [_cells(row, questions, answers, linked=organises) for row, answers in _with_answers(page, session)],
        "page_of_list": page,
        "choices": export_choices(request),
        "add_form": AddPersonForm(),
    }
    return render(request, "courses/studio/session.html", context)


def _columns(questions: Sequence[SeminarQuestion]) -> list[Column]:
    heads = [
        Column("name", _("Full name"), is_sortable=False),
        Column("email", _("E-mail"), is_sortable=False),
        Column("institution", _("Institution"), is_sortable=False),
        Column("state", _("State"), is_sortable=False),
        Column("registered", _("Registered"), is_sortable=False),
        Column("until", _("To be confirmed by"), is_sortable=False),
    ]
    language = get_language()
    return heads + [Column(f"q{one.pk}", text_in(one.text, language), is_sortable=False) for one in questions]


def _with_answers(rows: Any, session: Session) -> list[tuple[Registration, Mapping[tuple[int, int], str]]]:
    found = list(rows)
    answers = answers_of([row.user_id for row in found], session.seminar)
    return [(row, answers) for row in found]


def _values(
    row: Registration, questions: Sequence[SeminarQuestion], answers: Mapping[tuple[int, int], str]
) -> list[object]:
    return [
        row.user.legal_name,
        row.user.email,
        str(row.institution or ""),
        str(row.get_state_display()),
        row.registered_at,
        row.offered_until,
        *(answers.get((row.user_id, question.pk), "") for question in questions),
    ]


def _cells(
    row: Registration,
    questions: Sequence[SeminarQuestion],
    answers: Mapping[tuple[int, int], str],
    *,
    linked: bool,
) -> list[Cell]:
    name, email, institution, state, _registered, _until, *told = _values(row, questions, answers)
    kind, icon = STATES.get(RegistrationState(row.state), ("neutral", ""))
    return [
        Cell(str(name), url=reverse("participant", args=[row.pk]) if linked else ""),
        Cell(str(email)),
        Cell(str(institution) or "–"),
        Cell(str(state), kind=kind, icon=icon),
        Cell(_moment(row.registered_at)),
        Cell(_moment(row.offered_until) if row.offered_until else "–"),
        *(Cell(str(text) or "–") for text in told),
    ]


def _moment(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


@for_organisers
def participant(request: PersonRequest, pk: int) -> HttpResponse:
    """One person of a session: what is known, and what can be decided."""
    row = _own_registration(request, pk)
    questions = row.session.seminar.questions.all()
    answers, language = answers_of([row.user_id], row.session.seminar), get_language()
    context = {
        "crumbs": _session_crumbs(row.session),
        "row": row,
        "answers": [
            {"label": text_in(question.text, language), "value": answers[row.user_id, question.pk]}
            for question in questions
            if (row.user_id, question.pk) in answers
        ],
        "form": ReasonForm(),
    }
    return render(request, "courses/studio/participant.html", context)


@require_POST
@for_organisers
def decide(request: PersonRequest, pk: int) -> HttpResponse:
    """Approve, refuse, or take off, as the button pressed says; the last two with a reason."""
    row = _own_registration(request, pk)
    way = request.POST.get("way", "")
    if way not in WAYS:
        raise BadRequest
    form = ReasonForm(request.POST)
    if way != "approve" and not form.is_valid():
        messages.error(request, _("Write a reason: the person reads it. Nothing was changed."))
        return redirect("participant", pk=pk)
    try:
        _decide(row, request, way, form.cleaned_data.get("reason", "") if form.is_valid() else "")
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Done. The person is written to."))
    return redirect("session_desk", pk=row.session_id)


def _decide(row: Registration, request: PersonRequest, way: str, reason: str) -> None:
    if way == "approve":
        approve_registration(registration=row, by=request.user, for_institution=False)
    elif way == "refuse":
        refuse_registration(registration=row, by=request.user, reason=reason)
    else:
        remove_registration(registration=row, by=request.user, reason=reason)


@require_POST
@for_organisers
def add_person(request: PersonRequest, pk: int) -> HttpResponse:
    """Register somebody; the organiser has decided, so nothing else is asked."""
    session = own_session(request, pk)
    form = AddPersonForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("session_desk", pk=pk)
    try:
        made = admit_to_session(session=session, user=form.cleaned_data["email"])
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        told = _("{name}: {state}").format(name=made.user.legal_name, state=made.get_state_display())
        messages.success(request, told)
    return redirect("session_desk", pk=pk)


@for_organisers
def write(request: PersonRequest, pk: int) -> HttpResponse:
    """Write to those who come, who wait, or who have not confirmed; say before how many that is."""
    session = own_session(request, pk)
    message = SessionMessage(session=session, author=request.user)
    form = MessageForm(request.POST if request.method == "POST" else None, instance=message)
    form.fields["audience"].choices = [  # type: ignore[attr-defined]
        (audience.value, f"{audience.label} ({audience_of(session, audience).count()})") for audience in Audience
    ]
    if form.is_valid():
        number = send_message(message=message)
        told = ngettext("The message goes to %(count)d person.", "The message goes to %(count)d people.", number)
        messages.success(request, told % {"count": number})
        return redirect("session_desk", pk=pk)
    context = {"crumbs": _session_crumbs(session), "form": form, "sent": session.messages.select_related("author")}
    return render(request, "courses/studio/message.html", context, status=422 if form.is_bound else 200)


def _run_session(request: PersonRequest, pk: int) -> Session:
    return get_object_or_404(sessions_run_by(request.user).select_related("seminar").distinct(), pk=pk)


def _own_registration(request: PersonRequest, pk: int) -> Registration:
    found = Registration.objects.select_related("session__seminar", "user", "institution", "ended_by")
    return get_object_or_404(found.filter(session__seminar__in=organised_seminars(request.user)), pk=pk)


def _session_crumbs(session: Session) -> list[dict[str, str]]:
    moment = date_format(timezone.localtime(session.starts_at), "DATETIME_FORMAT")
    own = {"title": moment, "url": reverse("session_desk", args=[session.pk])}
    return [*seminar_crumbs(session.seminar), own]
