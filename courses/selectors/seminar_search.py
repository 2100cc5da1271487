"""What narrows a list of seminars: counted and filtered here, because there are not many."""

from collections import Counter
from collections.abc import Mapping, Sequence

from courses.selectors.seminars import SeminarCard

#: What narrows, in the order in which it is offered.
CRITERIA = ("topic", "format", "language", "institution", "city", "seats")
#: The one value of “seats”.
FREE = "free"


def values_of(card: SeminarCard, criterion: str) -> Sequence[str]:
    """Return what the seminar is by one criterion: nothing where it says nothing of it."""
    seminar = card.seminar
    values: Mapping[str, Sequence[str]] = {
        "topic": [seminar.topic],
        "format": [seminar.format],
        "language": card.languages,
        "institution": [str(seminar.institution_id or "")],
        "city": [card.city],
        "seats": [FREE if any(meeting.has_free_seat for meeting in card.sessions) else ""],
    }
    return [value for value in values[criterion] if value]


def narrowed(cards: Sequence[SeminarCard], wanted: Mapping[str, str]) -> list[SeminarCard]:
    """Leave those that are all of what is wanted; an empty criterion asks nothing."""
    asked = [(name, value) for name, value in wanted.items() if value]
    return [card for card in cards if all(value in values_of(card, name) for name, value in asked)]


def counts_of(cards: Sequence[SeminarCard], wanted: Mapping[str, str], criterion: str) -> Counter[str]:
    """Count how many there would be with each value of one criterion, everything else as it is wanted."""
    others = {name: value for name, value in wanted.items() if name != criterion}
    return Counter(value for card in narrowed(cards, others) for value in values_of(card, criterion))
