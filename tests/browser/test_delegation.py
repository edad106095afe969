"""Two people, two browsers: one entrusts questions, the other answers them and sees nothing else."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from walking import PHONE, PRESS, begun, card, choose, expect_saved, kept, press, settle

from care_assess.answers import Answer


def test_one_asks_the_other_answers_and_the_first_accepts(server, open_page):
    director, expert = open_page(), open_page(**PHONE)
    assessment = begun(director, server)
    director.goto(f"{server.url}/delegation?a={assessment}")
    director.get_by_label("À qui", exact=True).fill("M. Ba")
    director.get_by_label("À qui", exact=True).blur()
    press(director, "Préparer le lien")
    message = director.get_by_text(re.compile(r"/reponse\?d=")).first
    expect(message).to_be_visible()
    link = re.search(r"http\S+/reponse\?d=[\w-]+", message.inner_text())[0]

    expert.goto(link)
    expect(
        expert.get_by_role("heading", name="Les questions qui vous sont confiées")
    ).to_be_visible()
    choose(expert, "GOV-01", "1 · La direction est informée seulement après un incident")
    expect_saved(expert, "GOV-01")
    assert kept(server.data, assessment, "GOV-01") == Answer(kind="value", value="1")
    settle(expert)
    for elsewhere in ("Résultats", "Accueil", "Plan d'action"):
        expect(expert.get_by_role("button", name=elsewhere)).to_have_count(0)
    press(expert, "J'ai terminé")
    expect(expert.get_by_text("Vos réponses sont transmises")).to_be_visible()

    director.reload()
    expect(director.get_by_text("terminé, à relire")).to_be_visible()
    director.get_by_role("button", name="Tout accepter").click(delay=PRESS)
    expect(director.get_by_text("acceptée · répondu par M. Ba")).to_be_visible()
    expert.reload()
    expect(expert.get_by_text("Vos réponses sont transmises")).to_be_visible()
    expect(card(expert, "GOV-01")).to_have_count(0)
