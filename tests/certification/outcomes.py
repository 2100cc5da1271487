"""What the single checks of an answer say, by their names."""

from certification.services.verification import VerificationReport
from certification.services.verification_checks import check_results


def outcomes(report: VerificationReport) -> dict[str, str]:
    return {one.check.value: one.outcome.value for one in check_results(report)}
