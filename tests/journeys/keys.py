"""Going through a page as a person without a mouse does."""

from playwright.sync_api import Page

NAME = "document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText"
OUTLINE = "getComputedStyle(document.activeElement).outlineStyle"


def press_on(page: Page, name: str) -> None:
    """Go on with Tab until the thing of this name holds the focus, where everyone can see it."""
    for _step in range(80):
        page.keyboard.press("Tab")
        if name in page.evaluate(NAME):
            assert page.evaluate(OUTLINE) != "none", f"nothing shows that {name} holds the focus"
            return
    raise AssertionError(f"Tab never reaches {name}")
