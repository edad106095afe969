"""The director's whole way: from the first click to the report in hand."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from walking import (
    PRESS,
    begin,
    begun,
    card,
    choose,
    expect_saved,
    param,
    press,
    seam,
    settle,
    take,
    write,
)

from care_assess.answers import Answer, asked
from care_assess.questionnaire import Question, QuestionId
from care_assess.store import open_store

LINE = re.compile(r"^[A-Z]+-\d+ · ")
NUMBER = 5
LEFT = QuestionId("GOV-01")
DOMAINS = {
    "Sensibilisation": "Sensibilisation",
    "Active Directory": "Annuaires techniques (Active Directory)",
    "Exposition": "Exposition sur internet",
    "Identité": "Identité électronique et HospiConnect",
}


def waiting(page) -> list[str]:
    """The questions of the page, by their quiet lines."""
    return [line.partition(" · ")[0] for line in page.get_by_text(LINE).all_inner_texts()]


def answer(page, question: str) -> None:
    """Answer a question: a number, or the fourth choice (the third level, or "I don't know" after yes and no)."""
    settle(page)
    number = card(page, question).get_by_test_id("stNumberInputField")
    if number.count():
        number.fill(str(NUMBER))
        number.blur()
    else:
        card(page, question).get_by_test_id("stRadioOption").nth(3).click(delay=PRESS)
    told = page.get_by_text(re.compile(rf"^{question} · (enregistré|Pas encore)"))
    expect(told).to_be_visible(timeout=15_000)


def answer_some(page, most: int = 3) -> None:
    """Answer the first questions of the page."""
    for question in waiting(page)[:most]:
        answer(page, question)


def others_answer(server, assessment: str) -> None:
    """Meanwhile, on other PCs, the team answers the rest, but for one question of the first page."""
    work = seam(server)
    opened = work.open(assessment)
    applicable = work.applicability(opened)
    for question in asked(work.questionnaires(opened), "core"):
        if applicable[question.id].applies and question.id not in {*opened.events, LEFT}:
            given = Answer(kind="value", value=middle(question))
            work.record(assessment, question.id, given, author="Équipe", tab="team")


def middle(question: Question) -> str | tuple[str, ...] | Fraction:
    """An answer that is neither the worst nor the best."""
    if question.kind == "number":
        return Fraction(NUMBER)
    option = question.options[len(question.options) // 2].id
    return (option,) if question.kind == "multiple" else option


@pytest.mark.slow
def test_a_director_answers_and_leaves_with_a_scored_report(server, open_page):
    page = open_page()
    assessment = begin(page, server.url, "CH des Trois Vallées")  # two clicks and a name
    expect(page.get_by_text("GOV-01 · sans réponse")).to_be_attached()
    choose(page, "GOV-02", "Non applicable à notre établissement")
    write(
        page,
        "GOV-02",
        "Pourquoi cette question ne concerne pas votre établissement",
        "RSSI du groupement",
    )
    expect_saved(page, "GOV-02")
    choose(page, "GOV-33", "Je ne sais pas")
    expect_saved(page, "GOV-33")

    press(page, "Suivant")
    expect(page.get_by_role("heading", name="S'entraîner à la crise")).to_be_visible()
    for short, title in DOMAINS.items():
        settle(page)
        answer_some(page)
        press(page, f"Suivant\u00a0: {short}")
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    settle(page)
    answer_some(page)
    others_answer(server, assessment)

    # What was left on the first page is found again.
    press(page, "Prochaine question sans réponse")
    expect(page.get_by_role("heading", name="Qui décide et qui porte le sujet")).to_be_visible()
    settle(page)
    answer(page, LEFT)

    press(page, "Réponses à revoir")
    expect(page.get_by_text(re.compile(r"^Je ne sais pas · \d+$"))).to_be_visible()
    expect(page.get_by_text("Non applicable · 1")).to_be_visible()

    press(page, "Résultats")
    expect(page.get_by_role("heading", name="Où en sommes-nous")).to_be_visible()
    expect(page.get_by_text(re.compile("sur 5, ")).first).to_be_visible()
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=20_000)

    press(page, "Plan d'action")
    expect(page.get_by_role("heading", name="Que faire d'abord")).to_be_visible()

    press(page, "Rapport")
    expect(page.get_by_role("heading", name="Le rapport de maturité")).to_be_visible()
    report = PdfReader(take(page, "Télécharger le rapport").path())
    text = "\n".join(sheet.extract_text() for sheet in report.pages)
    assert "CH des Trois Vallées" in text
    assert "RSSI du groupement" in text
    assert len(report.pages) > 5

    events = open_store(server.data).open(assessment).events
    assert len(events) >= 40
    assert events["GOV-33"].answer == Answer(kind="unknown")
    assert param(page, "a") == assessment


def test_a_visitor_sees_an_example_in_one_click(server, open_page):
    page = open_page()
    page.goto(server.url)
    press(page, "Voir un exemple")
    expect(page.get_by_role("heading", name="Où en sommes-nous")).to_be_visible(timeout=20_000)
    assert param(page, "a").startswith("demo-")
    page.reload()
    expect(page.get_by_role("heading", name="Où en sommes-nous")).to_be_visible(timeout=20_000)


def test_leaving_and_coming_back_lands_on_the_next_question(server, open_page):
    page = open_page()
    begun(page, server, "CH du Retour")
    for question in waiting(page)[:-1]:
        choice = Answer(kind="unknown")
        seam(server).record(param(page, "a"), QuestionId(question), choice, author="", tab="t")
    page.reload()
    expect(page.get_by_text("Page 1 sur")).to_be_visible(timeout=20_000)
    settle(page)
    answer(page, waiting(page)[-1])
    press(page, "Accueil")
    mine = (
        page.get_by_test_id("stVerticalBlock")
        .filter(has=page.get_by_role("heading", name="CH du Retour", level=3))
        .last
    )
    expect(mine.get_by_text("Réponses\u00a0: 7 sur 41")).to_be_visible()
    settle(page)
    mine.get_by_role("button", name="Continuer").click(delay=PRESS)
    expect(page.get_by_role("heading", name="S'entraîner à la crise")).to_be_visible()


def test_deleting_takes_the_name_in_full(server, open_page):
    page = open_page()
    begun(page, server, "CH à supprimer")
    press(page, "Accueil")
    mine = (
        page.get_by_test_id("stVerticalBlock")
        .filter(has=page.get_by_role("heading", name="CH à supprimer", level=3))
        .last
    )
    settle(page)
    mine.get_by_role("button", name="Autres actions").click(delay=PRESS)
    page.get_by_role("menuitem", name="Supprimer").click(delay=PRESS)
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nom de l'établissement").fill("CH")
    dialog.get_by_role("button", name="Supprimer définitivement").click(delay=PRESS)
    expect(dialog.get_by_text("Rien n'a été supprimé")).to_be_visible()
    dialog.get_by_label("Nom de l'établissement").fill("CH à supprimer")
    dialog.get_by_role("button", name="Supprimer définitivement").click(delay=PRESS)
    expect(page.get_by_role("heading", name="CH à supprimer")).to_have_count(0)
