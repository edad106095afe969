"""An exercise noted in a browser becomes an answer, and the score of its topic moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from playwright.sync_api import expect
from walking import PRESS, begun, kept, press, settle


def test_an_exercise_noted_becomes_an_answer_and_moves_the_score(server, page):
    assessment = begun(page, server)
    page.goto(f"{server.url}/exercices?a={assessment}")
    expect(page.get_by_text("Aucun exercice noté ici ne compte encore.")).to_be_visible()
    press(page, "Ajouter un exercice")
    settle(page)
    held = datetime.now(UTC).date() - timedelta(days=200)
    page.get_by_role("spinbutton", name="day, Date, passée ou prévue").click(delay=PRESS)
    page.keyboard.type(f"{held:%d%m%Y}", delay=PRESS)
    page.keyboard.press("Tab")
    settle(page)
    choice = page.get_by_role("combobox", name="Ce qui a été joué")
    choice.click(delay=PRESS)
    page.get_by_role("option", name="exercice de crise cyber").click(delay=PRESS)
    settle(page)
    for team in ("Direction générale", "Direction des soins et services"):
        page.get_by_text(team, exact=True).click(delay=PRESS)
        settle(page)
    page.get_by_text("Il a jugé la capacité à continuer de soigner").click(delay=PRESS)
    expect(page.get_by_text("Dernier exercice qui compte :")).to_be_visible()
    settle(page)
    page.locator(".st-key-exercises_accept_GOV-22 button").click(delay=PRESS)
    expect(page.get_by_text("C'est déjà votre réponse.")).to_be_visible()
    answer = kept(server.data, assessment, "GOV-22")
    assert answer.value == Fraction(7)
    expect(page.get_by_text("Score du sujet « Exercices de crise » : 5,0 sur 5")).to_be_visible()
