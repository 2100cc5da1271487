"""A small site on which everybody has something of each kind: what is one's own is foreign to somebody else."""

from dataclasses import dataclass

from wagtail.models import Page

from academy.accounts.models import User
from certification.services.keys import ensure_demo_key
from certification.services.log import extend_log
from certification.services.log_keys import make_log_key
from courses.models import LessonPage
from tests.access.people import make_people, side_of
from tests.access.rows.cms import cms_rows, page_rows, private_rows
from tests.access.rows.desk import desk_rows
from tests.access.rows.learning import learning_rows
from tests.access.rows.office import certificate_rows, office_rows
from tests.access.rows.seminars import seminar_rows
from tests.factories.learning import make_site
from tests.factories.people import add_second_factor, make_security_key


@dataclass(frozen=True)
class World:
    """People by role; what an argument of an address stands for, on this side, and on the other."""

    people: dict[str, User]
    own: dict[str, str]
    foreign: dict[str, str]


def make_world() -> World:
    """Make everything twice, but what belongs to the whole site."""
    ensure_demo_key()
    make_log_key(demo=True)
    people, index = make_people(), make_site()
    common = cms_rows(people["editor"]) | private_rows(index["az"].get_parent())
    sides = [_rows(people, prefix, index) for prefix in ("", "other ")]
    common |= office_rows(people["registrar"])
    extend_log()
    own, foreign = ({kind: str(value) for kind, value in (common | rows).items()} for rows in sides)
    return World(people, own, foreign)


def _rows(people: dict[str, User], prefix: str, index: dict[str, Page]) -> dict[str, object]:
    side = side_of(people, prefix)
    learning = learning_rows(side, index)
    pages = LessonPage.objects.filter(lesson__course__code=learning["course"], locale__language_code="az")
    add_second_factor(side.learner)
    key = {"security key": make_security_key(side.learner).pk}
    return learning | key | seminar_rows(side) | desk_rows(side) | certificate_rows(side) | page_rows(*pages)
