"""Walking a page by the keyboard alone, as a person does who uses no mouse."""

from playwright.sync_api import Locator, Page

MANY = 400
IS_FOCUSED = "element => element === document.activeElement"


def reach(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus. Fails when it cannot be reached."""
    target.wait_for(state="attached")
    for _press in range(MANY):
        if target.evaluate(IS_FOCUSED):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reachable by keyboard: {target}")


def follow(page: Page, target: Locator) -> None:
    """Go to a link or button and press Enter; wait for the page that comes."""
    reach(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fill(page: Page, target: Locator, text: str) -> None:
    """Go to a field and type."""
    reach(page, target)
    page.keyboard.type(text)


def tick(page: Page, target: Locator) -> None:
    """Go to a check box and press Space."""
    reach(page, target)
    page.keyboard.press("Space")


def choose(page: Page, group: Locator, target: Locator) -> None:
    """Go into a group of radio buttons and move with the arrow until the target is chosen."""
    radios = group.get_by_role("radio")
    for _press in range(MANY):
        if radios.evaluate_all("all => all.includes(document.activeElement)"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _press in range(radios.count()):
        if target.is_checked():
            return
        page.keyboard.press("ArrowDown")
    assert target.is_checked()
