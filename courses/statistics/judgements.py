"""What numbers mean: borders from the literature, and what of a question needs attention."""

from collections.abc import Mapping

from courses.enums import ItemFault, Quality
from courses.statistics.groups import Split

#: With fewer people nothing is said of a question or a test.
FEWEST = 10
#: Facilities outside are too hard or too easy to tell people apart (Crocker and Algina, chapter 14).
HARD, EASY = 0.2, 0.9
#: An item below is poor, from the second on good (Ebel and Frisbie, chapter 13).
POOR, GOOD = 0.2, 0.3
#: An option that fewer choose does not work as a distractor. Haladyna and Downing (1993) take 5 %, by which each option
#: of an easy question would be named.
UNUSED = 0.02
#: Reliability that is enough for decisions about groups, and about people (Nunnally, 1978).
FAIR_ALPHA, GOOD_ALPHA = 0.7, 0.8


def faults_of(
    *, people: int, facility: float | None, discrimination: float | None, options: Mapping[str, Split], keys: set[str]
) -> list[ItemFault]:
    """Name what needs attention, the worst first; an empty list is a good question.

    `options` counts who chose each option, `keys` are the correct ones. Raises nothing: what is not known is no fault.
    """
    if people < FEWEST:
        return [ItemFault.TOO_FEW]
    found = {
        ItemFault.NEGATIVE: discrimination is not None and discrimination < 0,
        ItemFault.KEY_BEATEN: beats_the_key(options, keys),
        ItemFault.TOO_HARD: facility is not None and facility < HARD,
        ItemFault.WEAK: discrimination is not None and 0 <= discrimination < POOR,
        ItemFault.TOO_EASY: facility is not None and facility > EASY,
        ItemFault.UNUSED: bool(unused(options, keys, people)),
    }
    return [fault for fault, is_so in found.items() if is_so]


def beats_the_key(options: Mapping[str, Split], keys: set[str]) -> bool:
    """Whether the best people chose some wrong option more often than every correct one."""
    best = max((options[key].upper for key in keys if key in options), default=None)
    return best is not None and any(split.upper > best for option, split in options.items() if option not in keys)


def unused(options: Mapping[str, Split], keys: set[str], people: int) -> list[str]:
    """Name the wrong options that hardly anybody chose."""
    return [
        option
        for option, split in options.items()
        if option not in keys and split.upper + split.middle + split.lower < UNUSED * people
    ]


def quality_of_discrimination(value: float | None) -> Quality:
    """Say how well a question tells those who know from those who do not."""
    return _quality(value, POOR, GOOD)


def quality_of_alpha(value: float | None) -> Quality:
    """Say how far the results of a test can be trusted."""
    return _quality(value, FAIR_ALPHA, GOOD_ALPHA)


def quality_of_facility(value: float | None) -> Quality:
    """Say whether a question, or a test, has the difficulty that tells most."""
    if value is None:
        return Quality.UNKNOWN
    return Quality.GOOD if HARD <= value <= EASY else Quality.POOR


def _quality(value: float | None, fair: float, good: float) -> Quality:
    if value is None:
        return Quality.UNKNOWN
    if value < fair:
        return Quality.POOR
    return Quality.GOOD if value >= good else Quality.FAIR
