"""What a person does in a browser, in words: begin, answer, write, look at what was saved."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Download, Locator, Page, expect
from serving import Server

from care_assess.answers import Answer, Organisation
from care_assess.assessments import Assessments
from care_assess.content import load_catalogue
from care_assess.questionnaire import QuestionId
from care_assess.store import new_id, open_store

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36",
}
"""A browser that says it is a phone's."""

# A robot presses and releases at once; a person does not, and Streamlit tells a blur from a click by it.
PRESS = 80
CALM = 500  # milliseconds in which a choice makes the page run again


def begin(page: Page, url: str, name: str = "CH de Valmont") -> str:
    """From the first page to the first question; the id of the new assessment."""
    page.goto(url)
    press(page, "Commencer")
    settle(page)
    page.get_by_label("Nom de l'établissement").fill(name)
    press(page, "Passer aux questions")
    expect(page.get_by_text("Page 1 sur")).to_be_visible(timeout=20_000)
    settle(page)
    return param(page, "a")


def put_example(server: Server) -> str:
    """The id of a whole assessment of the demonstration, brought into the data of a server."""
    seam(server).load_demo()
    return "demo-ch-de-valmont-2026"


def begun(page: Page, server: Server, name: str = "CH de Valmont") -> str:
    """The first question of a new assessment, without the way to it; its id."""
    organisation = Organisation(name=name, kind="public")
    made = seam(server).create(organisation, date(2026, 11, 23), "core")
    page.goto(f"{server.url}/questionnaire?a={made.id}")
    expect(page.get_by_text("Page 1 sur")).to_be_visible(timeout=20_000)
    settle(page)
    return made.id


def param(page: Page, name: str) -> str:
    """A parameter of the page's address."""
    return parse_qs(urlsplit(page.url).query)[name][0]


def settle(page: Page) -> None:
    """Wait until the page is drawn to its end: a field still on its way would move the rest under the hand."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)


def press(page: Page, label: str | re.Pattern[str]) -> None:
    """Press a button as a hand does."""
    settle(page)
    page.get_by_role("button", name=label, exact=isinstance(label, str)).click(delay=PRESS)


def take(page: Page, label: str) -> Download:
    """Press a button that gives a file, once what was chosen before has reached the server and come back."""
    page.wait_for_timeout(CALM)
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=label).click(delay=PRESS)
    return download.value


def card(page: Page, question: str) -> Locator:
    """The card of a question: the smallest block that holds its quiet line."""
    line = page.get_by_text(re.compile(rf"^{question} · "))
    return page.get_by_test_id("stVerticalBlock").filter(has=line).last


def choose(page: Page, question: str, words: str) -> None:
    """Choose the answer that holds these words."""
    settle(page)
    group = card(page, question).get_by_role("radiogroup").first
    group.get_by_text(words, exact=True).click(delay=PRESS)


def unfold(page: Page, question: str) -> None:
    """Open the comment and the evidence."""
    settle(page)
    card(page, question).get_by_text("Commentaire et preuves").click(delay=PRESS)
    expect(card(page, question).get_by_label("Commentaire", exact=True)).to_be_visible()


def write(page: Page, question: str, label: str, text: str) -> None:
    """Write in a field and leave it."""
    settle(page)
    field = card(page, question).get_by_label(label, exact=True)
    field.fill(text)
    field.blur()


def expect_saved(page: Page, question: str) -> None:
    """The line under the question says that it is saved."""
    line = page.get_by_text(re.compile(rf"^{question} · enregistré à \d\d:\d\d"))
    expect(line).to_be_visible(timeout=15_000)


def kept(data: Path, assessment: str, question: str) -> Answer | None:
    """What the store holds."""
    event = open_store(data).open(assessment).events.get(QuestionId(question))
    return event.answer if event else None


def seam(server: Server) -> Assessments:
    """What the pages of a server write to, from here as from another server."""
    return Assessments(
        open_store(server.data), load_catalogue(), clock=lambda: datetime.now(UTC), new_id=new_id
    )
