"""What the turns have told, as numbers (JSON), as a table (Markdown) and as a verdict."""

import os
import statistics
import sys
from collections.abc import Sequence

from tests.benchmarks.bars import Bar, picture
from tests.benchmarks.certificate_turns import Measured
from tests.benchmarks.circumstances import circumstances, machine, versions
from tests.benchmarks.figures import best_ratio, exceeds, noise, noise_words, ratio
from tests.benchmarks.stored import store

#: The steps of the unit, in order; the credential is a part of the drawing.
STEPS = ("draw", "lint", "sign", "read back", "store")
#: At most so many plain renders.
TARGETS = {"unit": 1.8, "sign": 0.5}
#: Two series of one thing differ by no more on a machine that is quiet enough.
NOISE = 0.03
LIBRARIES = ("weasyprint", "pyhanko", "pikepdf", "cryptography", "pyld", "segno", "django")


def write_report(measured: Measured) -> int:
    """Write all files and return the exit code: 1 when a target is missed by the median and by the best turn."""
    ratios, found = _ratios(measured.times), _facts(measured)
    name = f"certificates-{measured.key.lower()}"
    missed = [what for what, limit in TARGETS.items() if exceeds(limit, *ratios[what].values())]
    found |= {"ratios": ratios, "missed": missed}
    store(name, found, _table(measured, ratios, found), svg=picture(_bars(ratios, missed)))
    sys.stdout.writelines(f"Missed: {what}, at most {TARGETS[what]}\n" for what in missed)
    return 1 if missed else 0


def _ratios(times: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    """Return the median and the best turn of each thing, both in plain renders."""
    series = times | {"unit": [sum(turn) for turn in zip(*(times[step] for step in STEPS), strict=True)]}
    plain = times["plain"] + times["plain again"]
    return {what: {"median": ratio(taken, plain), "best": best_ratio(taken, plain)} for what, taken in series.items()}


def _bars(ratios: dict[str, dict[str, float]], missed: Sequence[str]) -> list[Bar]:
    verdicts = {what: "missed" if what in missed else "met" for what in TARGETS}
    return [
        Bar(words=words, ratio=ratios[what]["median"], most=TARGETS.get(what), verdict=verdicts.get(what, ""))
        for what, words in WORDS.items()
    ]


def _facts(measured: Measured) -> dict[str, object]:
    return {
        **circumstances(LIBRARIES),
        "command": _command(),
        "key": measured.key,
        "database": measured.database,
        "turns": len(measured.times["plain"]),
        "noise": noise(measured.times["plain"], measured.times["plain again"]),
        "milliseconds": {
            what: {"median": round(statistics.median(taken), 1), "best": round(min(taken), 1)}
            for what, taken in measured.times.items()
        },
        "certificates_per_second_and_core": _rate(measured.times, STEPS),
        "signings_per_second_and_core": _rate(measured.times, ("sign",)),
        "raw_signatures_per_second": round(measured.signatures_per_second),
        "openssl_signatures_per_second": measured.openssl_per_second,
    }


def _command() -> str:
    kept = [f"{name}={os.environ[name]} " for name in ("SIGNING_KEY_TYPE", "TURNS") if name in os.environ]
    return "".join(kept) + "make benchmark-certificates"


def _rate(times: dict[str, list[float]], steps: Sequence[str]) -> float:
    return round(1000 / sum(statistics.median(times[step]) for step in steps), 1)


WORDS = {
    "plain": "plain render of the same page",
    "plain again": "the same once more",
    "credential": "of the drawing: its credential",
    "draw": "drawing, PDF/A-3a and PDF/UA-1, credential attached",
    "lint": "lint: page, QR mark, link, fonts, credential",
    "sign": "signing, PAdES B-LT with time-stamp",
    "read back": "reading the signature back",
    "store": "storing",
    "unit": "**the whole unit**",
}


def _table(measured: Measured, ratios: dict[str, dict[str, float]], found: dict[str, object]) -> str:
    rows = [
        f"| {words} | {ratios[what]['median']:.2f} | {ratios[what]['best']:.2f} | {_limit(what)} |"
        for what, words in WORDS.items()
    ]
    head = ["| in plain renders | median | best turn | target |", "| --- | --- | --- | --- |"]
    title = f"# Certificates, {measured.key}, {found['date']}"
    return "\n".join([title, "", _conditions(found), "", *head, *rows, "", _rates(found), "", versions(found)]) + "\n"


def _conditions(found: dict[str, object]) -> str:
    return (
        f"`{found['command']}`: {found['turns']} turns, processor time, {found['database']}, {machine(found)}; the two "
        f"plain series differ by {noise_words(found['noise'], NOISE)}."
    )


def _rates(found: dict[str, object]) -> str:
    return (
        f"{found['certificates_per_second_and_core']} certificates a second and core; signing alone "
        f"{found['signings_per_second_and_core']}. The bare key signs {found['raw_signatures_per_second']} times a "
        f"second in this process, and {found['openssl_signatures_per_second'] or 'an unknown number of'} times in "
        "`openssl speed`."
    )


def _limit(what: str) -> str:
    return f"≤ {TARGETS[what]}" if what in TARGETS else ""
