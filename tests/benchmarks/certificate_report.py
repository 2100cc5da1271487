"""What the turns have told, as numbers (JSON), as a table (Markdown) and as a verdict."""

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from tests.benchmarks.bars import picture
from tests.benchmarks.certificate_turns import Measured
from tests.benchmarks.circumstances import circumstances, command, machine, versions
from tests.benchmarks.compared import Compared, bars_of, missed, row_of, table_of
from tests.benchmarks.figures import noise, noise_words
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
    found = facts(measured)
    store(f"certificates-{measured.key.lower()}", found, _table(found), svg=picture(bars_of(found["rows"])))
    return 1 if missed(found["rows"]) else 0


def facts(measured: Measured) -> dict[str, Any]:
    """Return everything that the table tells."""
    times = measured.times | {
        "unit": [sum(turn) for turn in zip(*(measured.times[step] for step in STEPS), strict=True)]
    }
    return {
        **circumstances(LIBRARIES),
        "command": command("make benchmark-certificates", "SIGNING_KEY_TYPE", "TURNS"),
        "key": measured.key,
        "database": measured.database,
        "turns": len(measured.times["plain"]),
        "noise": noise(measured.times["plain"], measured.times["plain again"]),
        "rows": {what: row_of(_in_plain_renders(what, times)) for what in WORDS},
        "certificates_per_second_and_core": _rate(measured.times, STEPS),
        "signings_per_second_and_core": _rate(measured.times, ("sign",)),
        "raw_signatures_per_second": round(measured.signatures_per_second),
        "openssl_signatures_per_second": measured.openssl_per_second,
    }


def _in_plain_renders(what: str, times: Mapping[str, list[float]]) -> Compared:
    return Compared(
        words=WORDS[what],
        unit="ms",
        taken=times[what],
        reference=times["plain"] + times["plain again"],
        reference_words="plain renders",
        most=TARGETS.get(what),
    )


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
    "unit": "the whole unit",
}


def _table(found: dict[str, Any]) -> str:
    title = f"# Certificates, {found['key']}, {found['date']}"
    lines = "\n".join(table_of(found["rows"]))
    return "\n\n".join([title, _conditions(found), lines, _rates(found), versions(found)]) + "\n"


def _conditions(found: dict[str, Any]) -> str:
    return (
        f"`{found['command']}`: {found['turns']} turns, processor time, {found['database']}, {machine(found)}; the two "
        f"plain series differ by {noise_words(found['noise'], NOISE)}."
    )


def _rates(found: dict[str, Any]) -> str:
    return (
        f"{found['certificates_per_second_and_core']} certificates a second and core; signing alone "
        f"{found['signings_per_second_and_core']}. The bare key signs {found['raw_signatures_per_second']} times a "
        f"second in this process, and {found['openssl_signatures_per_second'] or 'an unknown number of'} times in "
        "`openssl speed`."
    )
