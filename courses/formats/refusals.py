"""Why a file, or one question of it, is not taken; in words for whoever brings it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class Refusal(models.TextChoices):
    """Why one question stays out, while the others of its file may come in."""

    NO_TEXT = "no_text", _("the question has no text")
    NO_QUESTION = "no_question", _("a text without a question")
    UNKNOWN_TYPE = "unknown_type", _("questions of this type are not taken")
    UNCLOSED = "unclosed", _("the answers begin with “{” and never end with “}”")
    TWO_BLOCKS = "two_blocks", _("the question has more than one block of answers, or a brace that is not escaped")
    NO_ANSWERS = "no_answers", _("the answers are missing or cannot be told apart")
    BAD_WEIGHT = "bad_weight", _("a weight lies outside -100 to 100")
    BAD_NUMBER = "bad_number", _("a number cannot be read")
    BAD_PAIR = "bad_pair", _("a pair lacks one of its sides")
    NO_CORRECT = "no_correct", _("no answer is correct")
    NO_ANSWER_LINE = "no_answer_line", _("the line that names the correct answer is missing or names none of them")
    TOO_LONG = "too_long", _("a text is longer than 20,000 characters, or there are more than 100 answers")
    UNEQUAL_WEIGHTS = "unequal_weights", _("the correct answers have different weights")
    PARTLY_CORRECT = "partly_correct", _("an answer is partly correct")
    SEVERAL_WAYS = "several_ways", _("several answers are correct and one of them is enough")
    ATTACHMENTS = "attachments", _("the question holds pictures, recordings or tables")
    PICTURE = "picture", _("a picture cannot be read, is larger than 2 MB, or is no PNG, JPEG, GIF or WebP")
    UNITS = "units", _("the number has units")
    DETAILS = "details", _("the question has details that cannot be kept")
    NOT_WRITABLE = "not_writable", _("the format has no way to write this question")


class QuestionUnclear(ValueError):  # noqa: N818 - errors are named for the state (conventions, 17)
    """Something of one question cannot be read; `refusal` says what. The others of its file may come in."""

    def __init__(self, refusal: Refusal) -> None:
        """Keep the reason."""
        super().__init__(refusal.value)
        self.refusal = refusal


class FileUnreadable(RuleBroken):
    """The whole file cannot be taken; nothing of it is kept."""

    TOO_LARGE = _("The file is larger than 5 MB. Divide it into several files.")
    TOO_MANY = _("The file holds more than 5,000 questions. Divide it into several files.")
    ENCODING = _("The letters of this file cannot be told. Save it in the encoding UTF-8, and choose it again.")
    EMPTY = _("The file holds no questions.")
    ENTITIES = _("The file declares entities or a document type, which are not taken. Export it again without them.")
    DAMAGED = _("The file cannot be read. Export it again, and check that its format is the one you chose.")
    NO_COLUMNS = _("The first line has to name the columns: at least “question” and “correct”.")

    message = DAMAGED
