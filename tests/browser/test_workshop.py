"""A whole workshop: one who leads, three phones, the screen of the room, a power cut, the report."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from serving import Server
from walking import PHONE, PRESS, begun, kept, param, press, settle, take

ROUND = 15_000
RECONNECT = 60_000
PEOPLE = {"Zélie": "Soins", "Lucien": "DSI", "Zoé": "Direction"}


def join(page: Page, url: str, code: str, name: str, function: str) -> None:
    """Join as a hand does: the code, a name, a function."""
    page.goto(f"{url}/rejoindre")
    settle(page)
    page.get_by_role("textbox", name="Code de l'atelier").fill(code)
    page.get_by_role("textbox", name="Prénom ou pseudonyme").fill(name)
    page.get_by_role("radiogroup").get_by_text(function, exact=True).click(delay=PRESS)
    press(page, "Rejoindre")
    expect(page.get_by_text("Vous êtes dans l'atelier")).to_be_visible()


def vote(page: Page, level: int) -> None:
    """Choose a level once the question has come, and wait until it is kept."""
    settle(page)
    page.get_by_role("radiogroup").locator("label").nth(level).click(delay=PRESS)
    expect(page.get_by_text("Vote enregistré")).to_be_visible(timeout=ROUND)
    expect(page.get_by_role("radio").nth(level)).to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]


def asked(page: Page, number: int) -> None:
    expect(page.get_by_text(f"Votre vote, tour {number}")).to_be_visible(timeout=ROUND)


def show_votes(room: Room, said: str) -> None:
    """Everyone sees the same, by themselves."""
    press(room.lead, "Montrer les votes")
    for page in room.everyone:
        expect(page.get_by_text(said, exact=True)).to_be_visible(timeout=ROUND)


@dataclass
class Room:
    """Everyone's page, on one server."""

    server: Server
    assessment: str
    lead: Page
    phones: list[Page]
    wall: Page

    @property
    def everyone(self) -> list[Page]:
        return [self.lead, self.wall, *self.phones]


def open_room(server: Server, open_page) -> Room:
    """One who leads has opened a workshop, three people have joined, the wall counts them."""
    lead = open_page()
    assessment = begun(lead, server)
    lead.goto(f"{server.url}/atelier?a={assessment}")
    press(lead, "Ouvrir l'atelier")
    expect(lead.get_by_role("button", name="Poser cette question")).to_be_visible(timeout=ROUND)
    code = lead.get_by_role("heading", name=re.compile(r"^\w{4}-\w{4}$")).inner_text()
    phones = [open_page(**PHONE) for _ in PEOPLE]
    for page, (name, function) in zip(phones, PEOPLE.items(), strict=True):
        join(page, server.url, code, name, function)
    wall = open_page()
    wall.goto(f"{server.url}/projection?a={assessment}&w={param(lead, 'w')}")
    expect(wall.get_by_text("3 personnes présentes")).to_be_visible(timeout=ROUND)
    return Room(server, assessment, lead, phones, wall)


def first_round(room: Room) -> None:
    """Votes hidden, one of them changed, then shown to all."""
    press(room.lead, "Poser cette question")
    for page, level in zip(room.phones, (1, 4, 2), strict=True):
        asked(page, 1)
        vote(page, level)
    vote(room.phones[2], 3)
    expect(room.wall.get_by_text("Ont voté : 3 sur 3")).to_be_visible(timeout=ROUND)
    expect(room.wall.get_by_text("Médiane")).to_have_count(0)
    show_votes(room, "Médiane : 3. Votes de 1 à 4.")
    expect(room.wall.get_by_text("Votes de 1 à 4 : Soins et DSI divergent.")).to_be_visible()


def second_round(room: Room) -> None:
    """A power cut between two votes: one page waits for its server, another is loaded again."""
    press(room.lead, "Voter de nouveau")
    for page in room.phones:
        asked(page, 2)
    vote(room.phones[0], 3)
    radio = room.phones[1].get_by_role("radio").first
    room.server.kill()
    expect(radio).to_be_disabled(timeout=RECONNECT)
    room.server.start()
    expect(radio).to_be_enabled(timeout=RECONNECT)
    vote(room.phones[1], 3)
    room.phones[2].reload()
    asked(room.phones[2], 2)
    vote(room.phones[2], 3)
    room.lead.reload()
    expect(room.lead.get_by_text("Ont voté : 3 sur 3")).to_be_visible(timeout=RECONNECT)
    show_votes(room, "Médiane : 3. Votes tous à 3.")


def settle_on(room: Room, level: int, note: str) -> None:
    lead = room.lead
    lead.get_by_role("radiogroup").first.locator("label").nth(level).click(delay=PRESS)
    settle(lead)
    lead.get_by_text("Commentaire et preuves").click(delay=PRESS)
    comment = lead.get_by_label("Commentaire", exact=True)
    comment.fill(note)
    comment.blur()
    press(lead, "Retenir cette réponse")
    expect(lead.get_by_text(re.compile("^Retenu à "))).to_be_visible(timeout=ROUND)
    for page in (*room.phones, room.wall):
        expect(page.get_by_text("Le groupe retient")).to_be_visible(timeout=ROUND)


@pytest.mark.slow
def test_a_room_votes_through_a_power_cut_settles_and_reads_it_in_the_report(
    start_server, open_page
):
    room = open_room(start_server(), open_page)
    first_round(room)
    second_round(room)
    settle_on(room, 3, "Signé en juin")
    answer = kept(room.server.data, room.assessment, "GOV-01")
    assert (answer.value, answer.comment) == ("3", "Signé en juin")
    press(room.lead, "Conclure l'atelier")
    for page in room.phones:
        expect(page.get_by_text("L'atelier est conclu")).to_be_visible(timeout=ROUND)
    room.lead.goto(f"{room.server.url}/rapport?a={room.assessment}")
    report = PdfReader(take(room.lead, "Télécharger le rapport").path())
    text = " ".join(page.extract_text() for page in report.pages)
    assert "Ce que l'atelier a montré" in text
    assert not [name for name in PEOPLE if name in text]
