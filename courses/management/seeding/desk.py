"""The HR desk of the demo: staff in every state, what is asked of them, and certificates that end soon."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from academy.accounts.enums import MembershipRole
from academy.accounts.models import Institution, Membership, User
from academy.accounts.services import join_institution
from certification import api as certification
from courses.data import achievement_key
from courses.management.seeding.content import read
from courses.management.seeding.school_class import ADDRESS
from courses.models import Course, Enrolment, Programme, Requirement, StaffGroup, StaffInvitation
from courses.selectors.outline import course_titles
from courses.services.desk.learning import put_into_group
from courses.services.desk.staff import invite_staff
from courses.services.desk.watches import watch_certificate
from courses.services.enrolment import enrol
from courses.services.progress import mark_lesson_read

#: Years for which a certificate of competence is valid, as certificate.toml says in months.
VALID_YEARS = 3


def seed_desk(institution: Institution, *, officer: User, learner: User) -> None:
    """Make staff, groups, requirements and certificates, unless the institution has groups already."""
    if institution.staff_groups.exists():
        return
    source = read("site", "desk.toml")
    users = list(User.objects.filter(email__startswith=ADDRESS.split("%", maxsplit=1)[0]).order_by("email"))
    staff = [join_institution(user=user, institution=institution) for user in [learner, *users[: source["staff"]]]]
    groups = _groups(institution, source["groups"], staff)
    for asked in source["requirements"]:
        _require(institution, asked, groups)
    _read(groups[0], source)
    held = _certify(staff, source)
    hr = officer.memberships.get(institution=institution, role=MembershipRole.HR)
    watch_certificate(officer=hr, staff=held[0][0], code=held[0][1].code)
    invite_staff(institution=institution, emails=source["invited"], language="az", by=officer)
    StaffInvitation.objects.filter(institution=institution).update(mailed_at=timezone.now())


def _groups(
    institution: Institution, told: Sequence[Mapping[str, Any]], staff: Sequence[Membership]
) -> list[StaffGroup]:
    groups, first = [], 0
    for one in told:
        group = StaffGroup.objects.create(institution=institution, name=one["name"])
        put_into_group(people=staff[first : first + one["size"]], group=group)
        groups.append(group)
        first += one["size"]
    return groups


def _require(institution: Institution, asked: Mapping[str, Any], groups: Sequence[StaffGroup]) -> None:
    today = timezone.localdate()
    Requirement.objects.create(
        institution=institution,
        group=groups[asked["group"]] if "group" in asked else None,
        course=Course.objects.get(code=asked["course"]) if "course" in asked else None,
        programme=Programme.objects.get(code=asked["programme"]) if "programme" in asked else None,
        hours=Decimal(asked["hours"]) if "hours" in asked else None,
        due_on=today + timedelta(days=asked["due"]) if "due" in asked else None,
    )


def _read(group: StaffGroup, source: Mapping[str, Any]) -> None:
    (code,) = [asked["course"] for asked in source["requirements"] if asked.get("group") == 0]
    course = Course.objects.get(code=code)
    for person, number in zip(group.members.order_by("pk"), source["read"], strict=False):
        enrolment = enrol(user=person.user, course=course)
        for lesson in course.lessons.all()[:number]:
            mark_lesson_read(enrolment=enrolment, lesson=lesson)


def _certify(
    staff: Sequence[Membership], source: Mapping[str, Any]
) -> list[tuple[Membership, certification.IssuedCertificate]]:
    """Issue certificates of earlier years to people who have completed the course that is asked of everybody."""
    course = Course.objects.get(code=source["requirements"][0]["course"])
    completed = set(Enrolment.objects.filter(course=course, completed_at__isnull=False).values_list("user", flat=True))
    people = [person for person in staff if person.user_id in completed]
    held = []
    for person, days in zip(people, source["ending"], strict=False):
        achievement = certification.Achievement(
            key=achievement_key(course.code),
            titles=course_titles(course),
            hours=course.cpd_hours,
            achieved_on=_years_before(timezone.localdate() + timedelta(days=days)),
            score=Decimal(90),
        )
        template = course.certificate_template_id or 0
        issued = certification.issue_certificate(holder=person.user, template=template, achievement=achievement)
        held.append((person, issued))
    return held


def _years_before(day: date) -> date:
    return day.replace(year=day.year - VALID_YEARS, day=min(day.day, 28))
