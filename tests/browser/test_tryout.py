"""The page of scenarios in a browser: an action is ticked, the figure moves, a reload keeps it."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from walking import PRESS, settle


def test_a_ticked_action_moves_the_figure_and_is_still_ticked_after_a_reload(server, example, page):
    page.goto(f"{server.url}/essais?a={example}")
    expect(page.get_by_role("heading", level=1, name="Et si ces actions")).to_be_visible()
    settle(page)
    scenario = page.get_by_test_id("stColumn").first
    figure = scenario.get_by_test_id("stMetricValue").first
    scenario.get_by_role("button", name="Tout décocher").click(delay=PRESS)
    expect(figure).to_have_text(re.compile(r"^(\d,\d\d) → \1$"))
    still = figure.inner_text()

    settle(page)
    scenario.locator("summary", has_text="Exposition").click(delay=PRESS)
    settle(page)
    first = scenario.get_by_role("checkbox").first
    first.focus()
    page.keyboard.press("Space")
    expect(figure).not_to_have_text(still)
    settle(page)
    expect(first).to_be_checked()
    expect(scenario.get_by_role("checkbox").nth(1)).to_be_visible()  # the list stays open
    moved = figure.inner_text()

    page.reload()
    expect(page.get_by_role("heading", level=1, name="Et si ces actions")).to_be_visible()
    settle(page)
    expect(figure).to_have_text(moved)
    scenario.locator("summary", has_text="Exposition").click(delay=PRESS)
    settle(page)
    expect(scenario.get_by_role("checkbox").first).to_be_checked()
