"""Statistics of one question."""

from courses.statistics.groups import Groups, Histogram
from courses.statistics.sums import Pairs


def facility(score: int, marks: int) -> float | None:
    """Return the part of the possible marks that was earned, 0 to 1.

    For marks of 0 and 1 it is the item difficulty p of Crocker and Algina (chapter 5); Moodle calls it facility index.
    """
    return score / marks if marks else None


def discrimination_index(groups: Groups, score: Histogram, marks: Histogram) -> float | None:
    """Return the facility in the upper group less that in the lower group, -1 to 1 (Ebel and Frisbie, chapter 13).

    The groups are Kelley's 27 %. `score` and `marks` say by result how much was earned and could have been.
    """
    earned, possible = groups.split(score), groups.split(marks)
    if not possible.upper or not possible.lower:
        return None
    return float(earned.upper / possible.upper - earned.lower / possible.lower)


def point_biserial(pairs: Pairs) -> float | None:
    """Return the correlation of the item's score with the total score (Crocker and Algina, chapter 14).

    With scores of 0 and 1 it is the point-biserial correlation; with part marks, Pearson's, of which that is a case.
    """
    return pairs.correlation


def corrected_point_biserial(pairs: Pairs) -> float | None:
    """Return the correlation of the item's score with the score of all other items.

    In the total an item would agree with itself; Henrysson's correction (1963; Crocker and Algina, chapter 14) takes it
    out. Moodle calls it discriminative index.
    """
    return pairs.rest.correlation
