"""Alarms ask for what the site tells, and each has its page in the runbook."""

import re
from pathlib import Path

import pytest
import yaml
from django.test import Client

from certification.services.keys import ensure_demo_key

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
TOKEN = "t" * 40
#: What Prometheus itself knows, and what the words of its language are called.
OWN = {"up"}
WORD = re.compile(r"(?<![\"\w~=.])(academy_[a-z_]+|up)\b(?=[{\[)\s])")


def rules() -> list[dict]:
    groups = yaml.safe_load((DEPLOY / "alarms.yml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def sections() -> dict[str, str]:
    """Heading -> text, of what follows the introduction."""
    parts = (DEPLOY / "RUNBOOK.md").read_text().split("\n## ")[1:]
    return {heading: text for heading, _line, text in (part.partition("\n") for part in parts)}


def asked(rule: dict) -> set[str]:
    return set(WORD.findall(rule["expr"]))


def test_each_alarm_has_its_section_and_each_section_its_alarm() -> None:
    assert [*sections()] == [rule["alert"] for rule in rules()]


def test_each_section_says_what_to_do() -> None:
    assert [heading for heading, text in sections().items() if "\n1. " not in f"\n{text}"] == []


def test_links_lead_to_sections() -> None:
    anchors = set(re.findall(r"\]\(#([a-z]+)\)", (DEPLOY / "RUNBOOK.md").read_text()))
    assert anchors - {heading.lower() for heading in sections()} == set()


def test_each_alarm_wakes_somebody_or_waits() -> None:
    assert {rule["labels"]["severity"] for rule in rules()} == {"page", "ticket"}


def test_each_alarm_asks_for_what_the_site_tells(told_metrics: set[str]) -> None:
    wanted = {name for rule in rules() for name in asked(rule)}
    assert min(len(asked(rule)) for rule in rules()) == 1
    assert wanted - told_metrics - OWN == set()


@pytest.fixture
def told_metrics(client: Client, settings, db) -> set[str]:
    """The names under which a number is told; those for which there is none yet are told by their families."""
    settings.METRICS_TOKEN = TOKEN
    ensure_demo_key()
    client.get("/verify/")
    text = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).text
    return set(re.findall(r"^(academy_\w+)", text, re.MULTILINE)) | _told_once_there_is_one(text)


def _told_once_there_is_one(text: str) -> set[str]:
    families = re.findall(r"^# TYPE (academy_\w+)", text, re.MULTILINE)
    return {*families, *(f"{name}_oldest_seconds" for name in families)}
