"""Questions as the page of an attempt asks them and its result tells them: what dozens have in common is remembered."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from academy.cms.parts import NOTHING, in_a_row, said_around, said_by
from courses.forms.answers import AnswersForm, field_name
from courses.forms.choice_inputs import inputs_of
from courses.models import Attempt, AttemptQuestion
from courses.questions import TYPES, QuestionType
from courses.questions.essay import rubric_of
from courses.questions.rich import shown_in
from courses.selectors.reviews import MarkedQuestion

_ASKED: Final = "courses/_asked_question.html"
_REVIEWED: Final = "courses/_reviewed.html"


class _Cell(NamedTuple):
    """What decides how a question is asked, besides its choices; a text may be formatted or not."""

    template: str
    position: int
    total: int
    stem: str
    kind: type


def asked_questions(attempt: Attempt, asked: Sequence[AttemptQuestion], language: str) -> SafeString:
    """Return all questions of an attempt, each with the answer that is saved."""
    form = AnswersForm([one for one in asked if not _type_of(one).input_type], language=language)
    before, behind = reverse("save_answer", kwargs={"pk": attempt.pk, "position": 0}).rsplit("0", 1)
    return in_a_row(
        _asked(one, form, language, save_url=f"{before}{one.position}{behind}", total=len(asked)) for one in asked
    )


def _asked(asked: AttemptQuestion, form: AnswersForm, language: str, *, save_url: str, total: int) -> SafeString:
    revision, type_, position = asked.revision, _type_of(asked), asked.position
    stem = shown_in(revision.body["stem"], language)
    cell = _Cell(f"courses/questions/{type_.key}.html", position, total, stem, type(stem))
    words = {
        "save_url": save_url,
        "answered": milliseconds(asked.answered_at) if asked.answered_at else "",
        "status": NOTHING if asked.answer is None else said_by("courses/_answer_status.html")(()),
    }
    if type_.input_type:
        return said_around(_ASKED, cell, words | {"choices": _choices(asked, type_, language)})
    shown = cell._asdict() | {"field": form[field_name(position)], "rubric": rubric_of(revision.body, language)}
    return render_to_string(_ASKED, {"cell": shown, **words})


def _choices(asked: AttemptQuestion, type_: QuestionType, language: str) -> SafeString:
    offered = type_.offered(asked.revision.body, language=language, seed=f"{asked.attempt_id}:{asked.position}")
    return inputs_of(type_, field_name(asked.position), offered, type_.initial_of(asked.answer))


def marked_questions(reviews: Iterable[MarkedQuestion], *, tells_answers: bool) -> SafeString:
    """Return all questions of a closed attempt."""
    say = said_by(_REVIEWED)
    return in_a_row(
        render_to_string(_REVIEWED, {"cell": cell}) if cell[0].is_written else say(cell)
        for cell in ((marked, tells_answers) for marked in reviews)
    )


def _type_of(asked: AttemptQuestion) -> QuestionType:
    return TYPES[asked.revision.question.type]


def milliseconds(time: datetime) -> str:
    """Return a time as scripts count it; a text, because templates would group the digits of a number."""
    return str(int(time.timestamp() * 1000))
