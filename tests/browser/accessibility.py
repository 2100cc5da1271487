"""axe-core, run on what the browser shows."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

#: Only what is wrong leaves the browser: the whole report takes longer to hand over than to make.
RUN = """async () => {
    const report = await axe.run(document, { resultTypes: ["violations"] });
    return report.violations.flatMap((rule) =>
        rule.nodes.map((node) => `${rule.id}: ${node.target} on ${location.href} (${node.failureSummary})`));
}"""


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page, one line each: rule, where, on which address."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN)
    return found
