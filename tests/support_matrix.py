"""Which questions of the corpus are read and come in: `make support-matrix` writes the table in courses/README.md."""

import os
from collections import Counter, defaultdict
from pathlib import Path

import django

README = Path(__file__).resolve().parents[1] / "courses" / "README.md"
BEGIN, END = "<!-- support matrix: made by `make support-matrix` -->", "<!-- end of the support matrix -->"
FORMATS = {"gift": "gift/*.gift", "moodle_xml": "moodle_xml/*.xml"}
HEADS = ("format", "type", "in the corpus", "read", "come in", "refused, and why")


def support_matrix() -> str:
    """Run each reader over its files, and count."""
    rows = [HEADS, ("---",) * len(HEADS)]
    for name, pattern in FORMATS.items():
        for kind, plans in sorted(_plans(name, pattern).items()):
            rows.append((name, kind, *_counts(plans)))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def written_matrix() -> str:
    """Return the table as it stands in the README."""
    return README.read_text().split(BEGIN)[1].split(END)[0].strip()


def _plans(name: str, pattern: str) -> dict[str, list]:
    from courses.models import QuestionBank  # noqa: PLC0415 - apps are ready only after the setup
    from courses.services.question_import import plan_import  # noqa: PLC0415
    from tests.corpus import corpus_files  # noqa: PLC0415

    plans = defaultdict(list)
    for path in corpus_files(pattern):
        content = path.read_bytes()
        for plan in plan_import(content=content, format_name=name, bank=QuestionBank(), language="en"):
            plans[plan.item.type.value].append(plan)
    return plans


def _counts(plans: list) -> tuple[str, ...]:
    from django.utils.translation import override  # noqa: PLC0415

    unread = sum(plan.item.refused is not None and plan.item.type == "unknown" for plan in plans)
    with override("en"):
        reasons = Counter(str(plan.refused.label) for plan in plans if plan.refused)
    why = "; ".join(f"{number}: {reason}" for reason, number in sorted(reasons.items()))
    taken = sum(plan.refused is None for plan in plans)
    return str(len(plans)), str(len(plans) - unread), str(taken), why


def main() -> None:
    """Write the table into the README."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings.test")
    django.setup()
    before, rest = README.read_text().split(BEGIN)
    README.write_text(f"{before}{BEGIN}\n\n{support_matrix()}\n\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    main()
