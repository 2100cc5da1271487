"""axe-core, run on what the browser shows."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page, one line each: rule, where, on which address."""
    found = AXE.run(page).response["violations"]
    return [
        f"{rule['id']}: {node['target']} on {page.url} ({node.get('failureSummary', '')})"
        for rule in found
        for node in rule["nodes"]
    ]
