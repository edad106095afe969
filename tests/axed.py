"""What axe-core says of pages, each on a laptop in the light, then as it stands on a phone in the dark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from walking import PRESS, settle

from care_assess.assessments import Assessments
from care_assess.content import load_catalogue
from care_assess.store import new_id, open_store

COMPLETE = "demo-ch-de-valmont-2026"
UNKNOWN = "demo-ch-de-valmont-2025"
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
OF_THE_LOOK = {
    "runOnly": {
        "type": "rule",
        "values": ["color-contrast", "link-in-text-block", "scrollable-region-focusable"],
    },
    "resultTypes": ["violations"],
}
"""The rules that depend on the theme or on the size of the screen; the others have had their word already."""
CALM = 300  # milliseconds: what appears does so gradually, and half a colour fails

_OPEN_ALL = "document.querySelectorAll('details:not([open]) > summary').forEach(one => one.click())"
_BACKGROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"


@dataclass(frozen=True)
class State:
    """A page as someone meets it, and what they then do there.

    axe-core looks both times, and in the end once more as the page stands, in the dark and on a phone; unless
    ``dark`` says not to, for one state of each page is enough. ``stiff``: some choices of the page keep the colours of
    the theme in which they were drawn, so that it is drawn again in the dark.
    """

    path: str
    then: Callable[[Page], None] | None = None
    dark: bool = True
    stiff: bool = False


def demonstration(data: Path) -> Assessments:
    """The seam to a new data folder that holds the demonstration."""
    data.mkdir()
    seam = Assessments(
        open_store(data), load_catalogue(), clock=lambda: datetime.now(UTC), new_id=new_id
    )
    seam.load_demo()
    return seam


def all_faults(page: Page, url: str, states: Mapping[str, State]) -> dict[str, list[str]]:
    """The states that have any fault, with them all."""
    found: dict[str, list[str]] = {}
    for name, state in states.items():
        visit(page, f"{url}{state.path}")
        found[name] = _faults(page)
        if state.then:
            state.then(page)
            found[f"{name}, then"] = _faults(page)
        if state.dark:
            found[f"{name}, in the end, dark, on a phone"] = _in_the_dark(page, stiff=state.stiff)
    return {name: lines for name, lines in found.items() if lines}


def visit(page: Page, url: str) -> None:
    """Load a page to its end, with all that can be unfolded."""
    page.goto(url)
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=20_000)
    for chart in page.locator(".js-plotly-plot").all():
        expect(chart.locator(".main-svg").first).to_be_visible(timeout=15_000)
    unfold_all(page)


def unfold_all(page: Page) -> None:
    """Open all that can be unfolded."""
    page.evaluate(_OPEN_ALL)


def dialog(key: str) -> Callable[[Page], None]:
    """Open what a button opens."""

    def opened(page: Page) -> None:
        page.locator(f".st-key-{key} button").click(delay=PRESS)
        expect(page.get_by_role("dialog")).to_be_visible()
        settle(page)

    return opened


def _in_the_dark(page: Page, *, stiff: bool) -> list[str]:
    """What axe-core finds there; the page is in the light again afterwards."""
    app, light = page.get_by_test_id("stApp"), page.evaluate(_BACKGROUND)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    expect(app).not_to_have_css("background-color", light)
    if stiff:
        visit(page, page.url)
    found = _faults(page, OF_THE_LOOK)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(LAPTOP)
    return found


def _faults(page: Page, rules: object = RULES) -> list[str]:
    """What axe-core finds, one line each."""
    for _ in range(2):  # what was just unfolded may have asked the server for the rest
        settle(page)
        page.wait_for_timeout(CALM)
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
