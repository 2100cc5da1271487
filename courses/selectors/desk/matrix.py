"""The training matrix: staff down, requirements across. A filter by state looks at everybody, no filter at fifty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from academy.accounts.models import Institution, Membership
from academy.cms.paging import BothEndsPaginator
from courses.enums import Fulfilment
from courses.models import Requirement, StaffGroup
from courses.selectors.desk.facts import facts_of
from courses.selectors.desk.fulfilment import Standing, standings_of
from courses.selectors.desk.requirements import Desk
from courses.selectors.desk.staff import end_of_staff, narrowed_staff, staff_of
from courses.selectors.required import percents_of

PEOPLE_ON_A_PAGE = 50
#: What is asked for beside the states: whatever is late, and whatever is left to do.
OVERDUE, OPEN = "overdue", "open"


class MatrixRow(NamedTuple):
    """One of the staff, with where she or he stands with each requirement; None where it is not asked of the person."""

    person: Membership
    standings: Sequence[Standing | None]

    @property
    def open_number(self) -> int:
        """How many requirements are left to fulfil."""
        return sum(standing is not None and standing.is_open for standing in self.standings)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What narrows the matrix."""

    text: str = ""
    group: StaffGroup | None = None
    requirement: Requirement | None = None
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """One page of it, or all of it without a page: `columns` are what the requirements are called."""

    requirements: Sequence[Requirement]
    columns: Sequence[str]
    rows: Sequence[MatrixRow]
    page: Page | None


def matrix_of(desk: Desk, question: Question, number: str) -> Matrix:
    """Gather page `number` of the matrix. The number of queries depends on neither people nor requirements."""
    columns = _columns(desk.asked, question)
    if question.state:
        found = rows_of(list(_staff(desk.institution, question)), columns)
        left: Page[MatrixRow] = Paginator(_in_state(found, question.state), PEOPLE_ON_A_PAGE).get_page(number)
        return _matrix(desk.asked, columns, list(left), left)
    page = _page(desk, question, number)
    return _matrix(desk.asked, columns, rows_of(list(page), columns), page)


def whole_matrix_of(desk: Desk, question: Question) -> Matrix:
    """Gather everybody whom the question leaves, for a file."""
    columns = _columns(desk.asked, question)
    rows = _in_state(rows_of(list(_staff(desk.institution, question)), columns), question.state)
    return _matrix(desk.asked, columns, rows)


def _columns(asked: Mapping[Requirement, str], question: Question) -> list[Requirement]:
    """What is asked of the group, that of all staff included, and perhaps one requirement of it alone."""
    return [
        one
        for one in asked
        if (question.group is None or one.group_id in {None, question.group.pk}) and question.requirement in {None, one}
    ]


def _matrix(
    asked: Mapping[Requirement, str],
    columns: Sequence[Requirement],
    rows: Sequence[MatrixRow],
    page: Page | None = None,
) -> Matrix:
    return Matrix(requirements=columns, columns=[asked[one] for one in columns], rows=with_progress(rows), page=page)


def _staff(institution: Institution, question: Question) -> QuerySet[Membership]:
    staff = staff_of(institution).only("institution", "user__legal_name", "user__email")
    return narrowed_staff(staff, question=question.text, group=question.group)


def _page(desk: Desk, question: Question, number: str) -> Page:
    """Read a page of people."""
    staff = _staff(desk.institution, question)
    if question.text or question.group:
        return BothEndsPaginator(staff, PEOPLE_ON_A_PAGE).get_page(number)
    read_end = partial(end_of_staff, desk.institution)
    return BothEndsPaginator(staff, PEOPLE_ON_A_PAGE, count=desk.people, read_end=read_end).get_page(number)


def rows_of(people: Sequence[Membership], asked: Sequence[Requirement]) -> list[MatrixRow]:
    """Where each of these people stands, without per cents of courses."""
    facts = facts_of(people, asked, with_all=False)
    return [MatrixRow(person, standings_of(person, asked, facts)) for person in people]


def _in_state(rows: Sequence[MatrixRow], state: str) -> list[MatrixRow]:
    return [row for row in rows if not state or is_in_state(row, state)]


def is_in_state(row: MatrixRow, state: str) -> bool:
    """Whether the person is in the state with any of the requirements."""
    return any(standing is not None and _has_state(standing, state) for standing in row.standings)


def _has_state(standing: Standing, state: str) -> bool:
    if state == OPEN:
        return standing.is_open
    return standing.is_overdue if state == OVERDUE else standing.fulfilment == state


def with_progress(rows: Sequence[MatrixRow]) -> list[MatrixRow]:
    """Count how far each course under way is done, of these rows alone. One query beside what is kept."""
    under_way = [
        standing.learning
        for row in rows
        for standing in row.standings
        if standing and standing.learning and standing.fulfilment == Fulfilment.UNDER_WAY
    ]
    percents = percents_of({one.enrolment: (one.course, one.enrolled_at) for one in under_way}) if under_way else {}
    return [
        row._replace(standings=[standing and _with_percent(standing, percents) for standing in row.standings])
        for row in rows
    ]


def _with_percent(standing: Standing, percents: Mapping[int, int]) -> Standing:
    percent = percents.get(standing.learning.enrolment) if standing.learning else None
    return standing if percent is None else standing._replace(percent=percent)
