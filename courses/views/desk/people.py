"""Staff as a list, one of them alone, and what is done with whoever is ticked."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from academy.accounts.models import Membership
from academy.accounts.requests import PersonRequest
from academy.cms.frames import SECONDS_OF_DECIDED
from academy.cms.held import held
from academy.errors import RuleBroken
from academy.named_ids import named_ids
from courses.enums import EnrolOutcome
from courses.errors import NobodyTicked
from courses.forms.desk import EnrolStaffForm, GroupChoiceForm, StaffFilter
from courses.models import StaffGroup
from courses.selectors.desk.people import PersonRow, person_of, person_rows
from courses.selectors.desk.requirements import requirements_of, with_rules
from courses.selectors.desk.staff import live_watches, narrowed_staff, staff_of
from courses.services.desk.learning import enrol_staff, put_into_group, remind_staff, take_out_of_group
from courses.services.desk.staff import take_off_staff
from courses.tasks import sweep_admission_letters, sweep_desk_letters
from courses.views.desk.door import for_officers, page
from courses.views.files import asked_for_file, export_choices, file_answer
from courses.views.returning import way_back

PEOPLE_ON_A_PAGE = 50


@require_GET
@for_officers
def people(request: PersonRequest, officer: Membership) -> HttpResponse:
    """Who belongs to the staff, and where each stands in figures; also as a file."""
    groups = groups_of(officer)
    form = StaffFilter(request.GET, groups=groups)
    found = narrowed_staff(staff_of(officer.institution), question=form.text, group=form.value("group"))
    asked = list(with_rules(requirements_of(officer.institution)))
    if kind := asked_for_file(request):
        return file_answer(kind, "staff", _heads(), [_line(row) for row in person_rows(list(found), asked)])
    on_page = Paginator(found, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    count = on_page.paginator.count
    return page(
        request,
        officer,
        "desk_people",
        filters=form,
        found=ngettext("%(count)s person", "%(count)s people", count) % {"count": count},
        rows=person_rows(list(on_page), asked),
        page_of_list=on_page,
        choices=export_choices(request),
        is_narrowed=bool(form.text or form.value("group")),
        **tick_forms(groups),
    )


def tick_forms(groups: Sequence[StaffGroup]) -> dict[str, object]:
    """What is chosen for ticked people; the courses are the same for all officers, and kept."""
    courses = held(f"courses-to-enrol-on:{get_language()}", _courses_field, seconds=SECONDS_OF_DECIDED)
    return {"courses_field": courses, "group_form": GroupChoiceForm(groups=groups) if groups else None}


def _courses_field() -> SafeString:
    return render_to_string("components/field.html", {"field": EnrolStaffForm()["course"]})


def groups_of(officer: Membership) -> list[StaffGroup]:
    """The groups of the officer's institution."""
    return list(officer.institution.staff_groups.all())


def _heads() -> list[str]:
    return [
        _("Full name"),
        _("E-mail"),
        _("Groups"),
        _("Valid certificates"),
        _("Hours this year"),
        _("Hours asked for"),
        _("Left to do"),
    ]


def _line(row: PersonRow) -> list[object]:
    user = row.person.user
    groups = ", ".join(group.name for group in row.groups)
    return [user.legal_name, user.email, groups, row.certificates, row.hours, row.target, row.open_number]


@require_GET
@for_officers
def person(request: PersonRequest, officer: Membership, pk: int) -> HttpResponse:
    """Certificates, hours and requirements of one person."""
    membership = _staff(officer, pk)
    watched = live_watches().filter(officer=officer, staff=membership)
    return page(
        request,
        officer,
        "desk_person",
        person=person_of(officer.institution, membership, get_language()),
        watched={watch.code: watch.pk for watch in watched},
        crumbs=[{"title": _("Staff"), "url": reverse("desk_people", args=[officer.institution_id])}],
        **tick_forms(groups_of(officer)),
    )


@require_POST
@for_officers
def take_out(request: PersonRequest, officer: Membership, pk: int, group: int) -> HttpResponse:
    """Take one person out of one group."""
    membership = _staff(officer, pk)
    take_out_of_group(person=membership, group=get_object_or_404(officer.institution.staff_groups, pk=group))
    messages.success(request, _("The person is in this group no more."))
    return redirect("desk_person", institution=officer.institution_id, pk=membership.pk)


@require_http_methods(["GET", "POST"])
@for_officers
def take_off(request: PersonRequest, officer: Membership, pk: int) -> HttpResponse:
    """Ask, then record that a person works here no more."""
    membership = _staff(officer, pk)
    if request.method == "POST":
        take_off_staff(membership=membership)
        messages.success(request, _("The person belongs to the staff no more. Certificates stay as they are."))
        return redirect("desk_people", institution=officer.institution_id)
    return page(request, officer, "desk_take_off", membership=membership)


@require_POST
@for_officers
def act(request: PersonRequest, officer: Membership) -> HttpResponse:
    """Do something with ticked people: enrol them, remind them, put them into a group."""
    ticked = named_ids(request.POST.getlist("people"))
    chosen = list(staff_of(officer.institution).filter(pk__in=ticked[: 2 * PEOPLE_ON_A_PAGE]))
    step = STEPS.get(request.POST.get("way", ""))
    try:
        if not chosen:
            raise NobodyTicked
        if step is None:
            raise RuleBroken
        step(request, officer, chosen)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    return redirect(way_back(request, reverse("desk_people", args=[officer.institution_id])))


def _enrol(request: PersonRequest, _officer: Membership, chosen: Sequence[Membership]) -> None:
    form = EnrolStaffForm(request.POST)
    course = form.cleaned_data.get("course") if form.is_valid() else None
    if course is None:
        raise RuleBroken(_("No course was chosen, so nobody was enrolled. Choose one first."))
    outcomes = enrol_staff(people=chosen, course=course)
    transaction.on_commit(sweep_admission_letters.delay, robust=True)
    names: dict[EnrolOutcome, list[str]] = defaultdict(list)
    for one in chosen:
        names[outcomes[one.pk]].append(one.user.legal_name)
    for outcome, who in names.items():
        tell = messages.warning if outcome == EnrolOutcome.MISSING else messages.success
        tell(request, f"{course.code} – {outcome.label}: {', '.join(who)}")


def _remind(request: PersonRequest, _officer: Membership, chosen: Sequence[Membership]) -> None:
    number = remind_staff(people=chosen, by=request.user)
    transaction.on_commit(sweep_desk_letters.delay, robust=True)
    if number:
        words = ngettext("%(count)d reminder is on its way.", "%(count)d reminders are on their way.", number)
        messages.success(request, words % {"count": number})
    if number < len(chosen):
        messages.warning(request, _("Whoever was reminded today gets no second letter. Try again tomorrow."))


def _group(request: PersonRequest, officer: Membership, chosen: Sequence[Membership]) -> None:
    form = GroupChoiceForm(request.POST, groups=groups_of(officer))
    group = form.cleaned_data.get("into") if form.is_valid() else None
    if group is None:
        raise RuleBroken(_("No group was chosen, so nothing was changed. Choose one first."))
    put_into_group(people=chosen, group=group)
    messages.success(request, _("The group has these people now: what is asked of it is asked of them."))


STEPS: dict[str, Callable[[PersonRequest, Membership, Sequence[Membership]], None]] = {
    "enrol": _enrol,
    "remind": _remind,
    "group": _group,
}


def _staff(officer: Membership, pk: int) -> Membership:
    return get_object_or_404(staff_of(officer.institution), pk=pk)
