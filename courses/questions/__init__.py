"""Question types. Adding one: a file here, a line in TYPES, a template in templates/courses/questions, a test.

Nothing here knows the database or a request: a type reads a body (JSON) and an answer (JSON) and marks it.
"""

from courses.questions.base import BodyInvalid, Option, QuestionType, Review
from courses.questions.multiple_choice import MultipleChoice
from courses.questions.single_choice import SingleChoice

TYPES: dict[str, QuestionType] = {type_.key: type_ for type_ in (SingleChoice(), MultipleChoice())}

__all__ = ["TYPES", "BodyInvalid", "Option", "QuestionType", "Review"]
