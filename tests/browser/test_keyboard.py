"""A whole page of questions answered without a mouse, from the first key to the next page."""

from __future__ import annotations

from fractions import Fraction

from playwright.sync_api import expect
from walking import begun, card, expect_saved, kept, settle

from care_assess.answers import Answer

MOST_TABS = 60


def focused(page) -> dict[str, str]:
    """What has the focus: its role or kind, its name and its value."""
    return page.evaluate(
        """() => { const e = document.activeElement; const group = e.closest('[role=radiogroup]');
        return {kind: e.type || e.tagName.toLowerCase(),
                name: e.getAttribute('aria-label') || e.innerText || '',
                group: group ? group.getAttribute('aria-label') : ''}; }"""
    )


def tab_to(page, wanted) -> dict[str, str]:
    """Press Tab until the focus is on what is wanted."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        found = focused(page)
        if wanted(found):
            return found
    raise AssertionError("the keyboard does not lead there")


def test_a_page_is_completed_with_the_keyboard_alone(server, open_page):
    page = open_page()
    assessment = begun(page, server, "CH du Clavier")
    page.keyboard.press("Tab")
    assert focused(page)["name"] == "Skip to main content"
    seen = []
    for question in ("GOV-01", "GOV-02", "GOV-44", "GOV-29", "GOV-43", "GOV-33"):
        name = card(page, question).get_by_role("radiogroup").first.get_attribute("aria-label")
        tab_to(page, lambda at, name=name: at["kind"] == "radio" and at["group"] == name)
        for _ in range(3):
            page.keyboard.press("ArrowDown")
        expect_saved(page, question)
        settle(page)
        assert focused(page)["group"] == name
        seen.append(name)
    tab_to(page, lambda at: at["kind"] == "number")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect_saved(page, "GOV-35")
    settle(page)
    assert focused(page)["name"] == "Nombre (mois)"
    tab_to(page, lambda at: at["kind"] in {"button", "submit"} and "Suivant" in at["name"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="S'entraîner à la crise")).to_be_visible()

    assert len(set(seen)) == 6
    assert kept(server.data, assessment, "GOV-35") == Answer(kind="value", value=Fraction(7))
    levels = {kept(server.data, assessment, name).value for name in ("GOV-01", "GOV-02", "GOV-33")}
    assert levels <= {"2", "3"}
