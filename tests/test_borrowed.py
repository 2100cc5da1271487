"""What the CMS says in words of others: Azerbaijani, which nobody brings, and Russian, where others left gaps.

A string without a translation would be shown in Azerbaijani, the first language of the site, whoever reads.
"""

from pathlib import Path

import polib
import pytest
from django.apps import AppConfig, apps

BORROWED = Path(__file__).resolve().parents[1] / "academy" / "locale" / "borrowed"
DOMAINS = ("django", "djangojs")
#: At least so much of each app's interface is Azerbaijani, in per cent.
ENOUGH = 90
#: Plural forms that whole numbers take in Russian.
FORMS = 3

Key = tuple[str | None, str]


def entries(folder: Path, language: str, domain: str) -> list[polib.POEntry]:
    file = folder / language / "LC_MESSAGES" / f"{domain}.po"
    return [entry for entry in polib.pofile(str(file)) if not entry.obsolete] if file.exists() else []


def keys(found: list[polib.POEntry]) -> set[Key]:
    return {(entry.msgctxt, entry.msgid) for entry in found}


def said(config: AppConfig, domain: str) -> set[Key]:
    """Return what an app says."""
    folder = Path(config.path) / "locale"
    return keys([*entries(folder, "en", domain), *entries(folder, "ru", domain)])


def is_whole(entry: polib.POEntry) -> bool:
    forms = [form for form in entry.msgstr_plural.values() if form]
    return entry.translated() and (not entry.msgid_plural or len(forms) >= FORMS)


def borrowed(language: str, domain: str) -> set[Key]:
    return keys([entry for entry in entries(BORROWED, language, domain) if entry.translated()])


def of_the_cms() -> list[AppConfig]:
    return [config for config in apps.get_app_configs() if config.name.startswith("wagtail")]


def azerbaijani() -> dict[tuple[str, str], float]:
    """Return for each app of the CMS and each of its domains how much is Azerbaijani, in per cent."""
    ours = {domain: borrowed("az", domain) for domain in DOMAINS}
    found = {(config.name, domain): said(config, domain) for config in of_the_cms() for domain in DOMAINS}
    return {key: 100 * len(ids & ours[key[1]]) / len(ids) for key, ids in found.items() if ids}


def test_cms_speaks_azerbaijani_app_by_app(record_property) -> None:
    shares = azerbaijani()
    record_property("coverage", {" ".join(key): round(share, 1) for key, share in shares.items()})
    assert {("wagtail.admin", "django"), ("wagtail.admin", "djangojs"), ("wagtail_localize", "django")} <= set(shares)
    assert {key: share for key, share in shares.items() if share < ENOUGH} == {}


@pytest.mark.parametrize("domain", DOMAINS)
def test_russian_has_no_gaps(domain: str) -> None:
    """A plural with too few forms is a gap, too: numbers such as 5 would find none."""
    configs = [config for config in apps.get_app_configs() if config.name.startswith(("wagtail", "allauth"))]
    brought = [entry for config in configs for entry in entries(Path(config.path) / "locale", "ru", domain)]
    whole = keys([entry for entry in brought if is_whole(entry)]) | borrowed("ru", domain)
    assert {key for config in configs for key in said(config, domain)} - whole == set()
