"""The table of the road map under a real hand: typed, held, kept, and there again after a reload."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Locator, Page, expect
from walking import PRESS, press, settle

from care_assess.answers import Answer, Organisation, Sheet
from care_assess.assessments import Assessments
from care_assess.content import load_catalogue
from care_assess.plan.following import Follow
from care_assess.questionnaire import QuestionId
from care_assess.store import new_id, open_store

OWNER = 2  # the column of the person in charge
KEY_DELAY = 60  # milliseconds from key to key, of a hand


@pytest.fixture
def assessment(server) -> str:
    """One question answered at the lowest level: one action."""
    catalogue = load_catalogue()
    versions = {"governance": catalogue.latest()["governance"]}
    work = Assessments(
        open_store(server.data), catalogue, clock=lambda: datetime.now(UTC), new_id=new_id
    )
    sheet = Sheet(
        organisation=Organisation(name="CH de Valmont", kind="public"),
        date=date(2026, 11, 23),
        versions=versions,
        answers={QuestionId("GOV-01"): Answer(kind="value", value="0")},
    )
    return work.import_sheet(sheet).id


def owner(page: Page) -> Locator:
    """The cell of the person in charge of the first action: a table is drawn, its cells are beneath for those who listen."""
    return page.locator("[role=gridcell]").nth(OWNER)


def write(page: Page, text: str) -> None:
    """Write in the cell of the person in charge of the first action, without leaving the cell."""
    settle(page)
    expect(owner(page)).to_be_attached()
    canvas = page.get_by_test_id("data-grid-canvas")
    canvas.scroll_into_view_if_needed()
    title = 38  # pixels: the row of titles
    canvas.click(position={"x": 60 + 280 + 40, "y": title + 20}, delay=PRESS, force=True)
    expect(owner(page)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#portal").get_by_role("textbox")).to_be_focused()
    page.keyboard.type(text, delay=KEY_DELAY)


def kept(server, assessment: str) -> list[Follow]:
    return [event.follow for event in open_store(server.data).follows.latest(assessment)]


def test_what_is_typed_is_held_then_kept_and_there_again_after_a_reload(
    server, open_page, assessment
):
    page = open_page()
    page.goto(f"{server.url}/feuille-de-route?a={assessment}")
    write(page, "Mme Roy")
    press(page, "Résultats")
    expect(page.get_by_text("Une action est modifiée et n'est pas encore")).to_be_visible()
    expect(page.get_by_role("heading", name="Qui fait quoi")).to_be_visible()
    assert kept(server, assessment) == []
    press(page, "Enregistrer")
    expect(page.get_by_text("Une action enregistrée.")).to_be_visible()
    assert kept(server, assessment) == [Follow(owner="Mme Roy")]
    page.reload()
    expect(owner(page)).to_have_text("Mme Roy")
    press(page, "Résultats")
    expect(page.get_by_role("heading", name="Qui fait quoi")).to_have_count(0)
