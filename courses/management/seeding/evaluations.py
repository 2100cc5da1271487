"""The evaluation form that the demo's seminars share, and evaluations of the past ones."""

from academy.accounts.models import Institution, User
from academy.languages import LANGUAGES
from courses.management.seeding.content import read
from courses.models import Evaluation, EvaluationField, EvaluationHandIn, Seminar
from courses.services.evaluations import hand_in_evaluation


def seed_evaluation(*, owner: User, institution: Institution) -> Evaluation:
    """Make the form with its questions; what is there stays as it is."""
    source = read("site", "evaluation.toml")
    facts = {"author": owner, "institution": institution}
    evaluation, made = Evaluation.objects.get_or_create(title=source["title"], defaults=facts)
    for place, asked in enumerate(source["questions"] if made else ()):
        EvaluationField.objects.create(
            evaluation=evaluation,
            clean_name=asked["name"],
            label={code: asked[code] for code in LANGUAGES},
            help_text=asked.get("hint", {}),
            field_type=asked["kind"],
            required=asked.get("required", False),
            choices=asked.get("choices", []),
            sort_order=place,
        )
    return evaluation


def seed_evaluation_answers(learner: User) -> None:
    """Hand in what was answered, each seminar once; where there are more people than answers, the learner waits."""
    for code, answers in read("site", "evaluation.toml")["answers"].items():
        seminar = Seminar.objects.get(code=code)
        if EvaluationHandIn.objects.filter(seminar=seminar).exists():
            continue
        there = User.objects.filter(attendance__session__seminar=seminar).distinct().order_by("email")
        people = sorted(there, key=lambda person: person == learner)
        for person, given in zip(people, answers, strict=False):
            hand_in_evaluation(user=person, seminar=seminar, answers=given)
