"""What a certificate costs is told in plain renders of its page."""

from tests.benchmarks.certificate_report import STEPS, facts
from tests.benchmarks.certificate_turns import Measured


def found(milliseconds: float) -> dict:
    times = {name: [100.0, 100.0] for name in ("plain", "plain again")}
    times |= {name: [milliseconds, milliseconds + 5] for name in (*STEPS, "credential")}
    return facts(
        Measured(times=times, signatures_per_second=900.4, openssl_per_second=30000.0, key="P-256", database="sqlite")
    )


def test_unit_is_the_sum_of_its_steps() -> None:
    unit = found(34)["rows"]["unit"]
    assert (unit["taken"], unit["ratio"], unit["ratio_best"]) == ({"median": 182.5, "best": 170.0}, 1.825, 1.7)
    assert unit["verdict"] == "met"


def test_unit_that_costs_too_much_in_every_turn_misses_its_budget() -> None:
    assert {what: row["verdict"] for what, row in found(37)["rows"].items() if row["verdict"]} == {
        "unit": "missed",
        "sign": "met",
    }


def test_signing_stands_beside_the_bare_key() -> None:
    told = found(40)
    assert (told["signings_per_second_and_core"], told["raw_signatures_per_second"]) == (23.5, 900)
    assert told["openssl_signatures_per_second"] == 30000.0
