"""How much of the CMS's own interface speaks Azerbaijani. Wagtail brings none: our catalogue is all there is."""

from pathlib import Path

import polib
import pytest
from django.apps import AppConfig, apps

pytestmark = pytest.mark.static

BORROWED = Path(__file__).resolve().parents[1] / "academy" / "locale" / "borrowed" / "az" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
#: At least so much of each app's interface is Azerbaijani, in per cent.
ENOUGH = 90


def msgids(config: AppConfig, domain: str) -> set[tuple[str | None, str]]:
    """Return what an app says, read from the first of its catalogues that is there."""
    files = (Path(config.path) / "locale" / code / "LC_MESSAGES" / f"{domain}.po" for code in ("ru", "en"))
    found = next((file for file in files if file.exists()), None)
    return (
        {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(found)) if not entry.obsolete} if found else set()
    )


def translated(domain: str) -> set[tuple[str | None, str]]:
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(BORROWED / f"{domain}.po")).translated_entries()}


def coverage() -> dict[tuple[str, str], float]:
    """Return for each app of Wagtail and each of its domains how much is translated, in per cent."""
    ours = {domain: translated(domain) for domain in DOMAINS}
    said = {
        (config.name, domain): msgids(config, domain)
        for config in apps.get_app_configs()
        if config.name.startswith("wagtail")
        for domain in DOMAINS
    }
    return {key: 100 * len(ids & ours[key[1]]) / len(ids) for key, ids in said.items() if ids}


def test_cms_speaks_azerbaijani_app_by_app(record_property) -> None:
    shares = coverage()
    record_property("coverage", {" ".join(key): round(share, 1) for key, share in shares.items()})
    assert {("wagtail.admin", "django"), ("wagtail.admin", "djangojs"), ("wagtail_localize", "django")} <= set(shares)
    assert {key: share for key, share in shares.items() if share < ENOUGH} == {}
