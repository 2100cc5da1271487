"""The CMS's form of a question: drawn from what its type says that it asks for (`courses.questions.editing`)."""

from courses.questions import TYPES

TYPE_NAMES = [(key, type_.label) for key, type_ in TYPES.items()]
