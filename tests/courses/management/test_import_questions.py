import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from courses.models import Question, QuestionBank

pytestmark = pytest.mark.django_db

GIFT = "// [id:5] [tag:a]\n::T::[html]<b>A</b>?{=x#yes ~%50%y ####why}\n\nText alone\n"
REASONS = {"az": "sualsız mətn", "ru": "текст без вопроса", "en": "a text without a question"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "questions.gift"
    path.write_text(GIFT)
    return path


def run(file: Path, *options: str, bank: str = "Bank") -> str:
    out = StringIO()
    call_command("import_questions", str(file), "--format", "gift", "--bank", bank, *options, stdout=out)
    return out.getvalue()


def test_json_holds_all_that_the_file_says(file: Path) -> None:
    with override("en"):
        first, second = json.loads(run(file, "--json", "--dry-run"))
    told = {"format": "html", "feedback_format": "html"}
    assert first == {
        "number": 1,
        "line": 2,
        "type": "single_choice",
        "title": "T",
        "stem": "<b>A</b>?",
        "stem_format": "html",
        "choices": [
            {"text": "x", "correct": True, "weight": None, "feedback": "yes", **told},
            {"text": "y", "correct": False, "weight": 50.0, "feedback": None, **told, "feedback_format": None},
        ],
        "general_feedback": "why",
        "general_feedback_format": "html",
        "tags": ["a"],
        "id": "5",
        "category": None,
        "refused": "an answer is partly correct",
    }
    assert (second["line"], second["type"], second["refused"]) == (4, "description", "a text without a question")


@pytest.mark.parametrize("language", REASONS)
def test_reasons_are_told_in_each_language(file: Path, language: str) -> None:
    with override(language):
        assert json.loads(run(file, "--json", "--dry-run"))[1]["refused"] == REASONS[language]


def test_dry_run_writes_nothing(file: Path) -> None:
    run(file, "--dry-run")
    assert (QuestionBank.objects.count(), Question.objects.count()) == (0, 0)


def test_bank_is_made_once_and_found_by_name_and_number(file: Path) -> None:
    file.write_text("A?{T}\n")
    run(file)
    run(file, "--language", "ru")
    bank = QuestionBank.objects.get()
    assert run(file, bank=str(bank.pk)) == "Came in: 0. Known already: 1. Refused: 0.\n"
    assert bank.name == {"az": "Bank"}


@pytest.mark.parametrize("content", [b"\xff\xff", b"", b"A?{T}\0"])
def test_refused_file_leaves_nothing(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(CommandError):
        run(file)
    assert QuestionBank.objects.count() == 0


def test_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        run(tmp_path / "none")
