"""Final quizzes with their questions, and the banks from which they draw."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from academy.accounts.models import User
from academy.languages import LANGUAGES
from courses.management.seeding.content import read
from courses.models import (
    Course,
    Question,
    QuestionBank,
    QuestionCategory,
    Quiz,
    QuizDraw,
    QuizQuestion,
)
from courses.services.questions import revise_question

QUESTION_FACTS = {"key", "type", "category"}
#: What a learner chooses or arranges: each needs an id that tells nothing.
QUESTION_ROWS = {"options", "items"}
RULES = ("pass_mark", "attempts_allowed", "time_limit_minutes")


def seed_quiz(folder: str, source: dict[str, Any], texts: dict[str, Any], *, course: Course, owner: User) -> None:
    """Make the quiz of a course, unless it is there. Questions with a category are drawn from a bank of the owner."""
    rules: dict[str, Any] = {name: source[name] for name in RULES if name in source}
    rules["title"] = {code: texts[code]["quiz_title"] for code in LANGUAGES}
    rules["introduction"] = {code: texts[code]["quiz_introduction"] for code in LANGUAGES}
    quiz, made = Quiz.objects.get_or_create(course=course, defaults=rules)
    if made:
        _seed_questions(folder, quiz, read(folder, "quiz.toml"), owner)


def _seed_questions(folder: str, quiz: Quiz, source: dict[str, Any], owner: User) -> None:
    bank = QuestionBank.objects.create(name=source["bank"], author=owner) if "bank" in source else None
    for position, question in enumerate(source["questions"], start=1):
        made = _seed_question(folder, question, bank)
        if made.category is None:
            QuizQuestion.objects.create(quiz=quiz, question=made, position=position)
    for position, draw in enumerate(source.get("draws", ()), start=1):
        category = QuestionCategory.objects.select_related("bank").get(bank=bank, name=draw["category"])
        facts = {"bank": category.bank, "category": category, "count": draw["count"], "position": position}
        QuizDraw.objects.create(quiz=quiz, **facts)


def _seed_question(folder: str, source: dict[str, Any], bank: QuestionBank | None) -> Question:
    key = f"{folder}-{source['key']}"
    body = {name: value for name, value in source.items() if name not in QUESTION_FACTS}
    for rows in QUESTION_ROWS & body.keys():
        body[rows] = [
            row | {"id": uuid5(NAMESPACE_URL, f"{key}/{place}").hex[:8]} for place, row in enumerate(source[rows])
        ]
    category = (
        QuestionCategory.objects.get_or_create(bank=bank, name=source["category"])[0] if "category" in source else None
    )
    question = Question.objects.create(key=key, type=source["type"], bank=bank, category=category)
    revise_question(question=question, body=body)
    return question
