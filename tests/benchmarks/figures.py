"""What a series of measurements says beside its reference: medians, best rounds, noise, and whether a limit is kept."""

import statistics
from collections.abc import Sequence

#: Two series of one thing differ by no more on a machine that is quiet enough.
NOISE = 0.05


def ratio(taken: Sequence[float], reference: Sequence[float]) -> float:
    """Return the median in medians of the reference."""
    return round(statistics.median(taken) / statistics.median(reference), 3)


def best_ratio(taken: Sequence[float], reference: Sequence[float]) -> float:
    """Return the best round in the best rounds of the reference."""
    return round(min(taken) / min(reference), 3)


def noise(one: Sequence[float], other: Sequence[float]) -> float:
    """Return by how much the medians of two series differ that measure one and the same thing."""
    medians = statistics.median(one), statistics.median(other)
    return round((max(medians) - min(medians)) / min(medians), 3)


def noise_words(found: float, most: float = NOISE) -> str:
    """Say it, and whether that is too much."""
    return f"{found:.1%}" + (": TOO NOISY, run it again on a quiet machine" if found > most else "")


def exceeds(limit: float | None, *figures: float | None) -> bool:
    """Tell whether a limit is missed by every figure: by the median and by the best round."""
    known = [figure for figure in figures if figure is not None]
    return limit is not None and bool(known) and min(known) > limit


def share_ms(latencies: Sequence[float], share: float) -> float:
    """Return below which time such a share of the answers lies, in milliseconds."""
    return round(sorted(latencies)[int(len(latencies) * share)] * 1000, 1)
