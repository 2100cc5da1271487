"""Question types. Adding one: a file here, a line in TYPES, a template in templates/courses/questions, a test.

Nothing here knows the database or a request: a type reads a body (JSON) and an answer (JSON) and marks it.
"""

from courses.questions.base import BodyInvalid, Option, Part, QuestionType, Review
from courses.questions.classify import Classify
from courses.questions.essay import Essay
from courses.questions.gaps import Gaps
from courses.questions.hotspot import Hotspot
from courses.questions.matching import Matching
from courses.questions.multiple_choice import MultipleChoice
from courses.questions.numeric import Numeric
from courses.questions.ordering import Ordering
from courses.questions.shelf_order import ShelfOrder
from courses.questions.short_text import ShortText
from courses.questions.single_choice import SingleChoice
from courses.questions.true_false import TrueFalse

TYPES: dict[str, QuestionType] = {
    type_.key: type_
    for type_ in (
        SingleChoice(),
        MultipleChoice(),
        TrueFalse(),
        ShortText(),
        Numeric(),
        Matching(),
        Classify(),
        Ordering(),
        ShelfOrder(),
        Gaps(),
        Hotspot(),
        Essay(),
    )
}

__all__ = ["TYPES", "BodyInvalid", "Option", "Part", "QuestionType", "Review"]
