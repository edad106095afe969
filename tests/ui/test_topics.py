"""The page of a topic on a real store: its text, its dates, its facts, its score, its actions, its history."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from drills import an_exercise
from pages import an_assessment, answered, button, open_page, opened, running, seam
from places import a_directory

from care_assess.answers import Answer
from care_assess.campaign import Campaign, Entity
from care_assess.campaign.keeping import to_json as campaign_json
from care_assess.exercises import Register
from care_assess.exercises.keeping import to_json as exercises_json
from care_assess.perimeters import Book
from care_assess.perimeters.keeping import to_json as perimeters_json
from care_assess.showcase import load_group
from care_assess.ui import shell
from care_assess.ui.board import LISTS

VALMONT = "demo-ch-de-valmont-2026"
PARTS = [
    "Ce qui est demandé, et par quel texte",
    "Les échéances",
    "Les faits",
    "Le score, et pourquoi",
    "Ce qu'il faut faire",
    "Les preuves",
    "L'historique",
    "Ce qui existe déjà pour vous aider",
    "Les autres sujets",
]


def page(assessment: str, topic: str, **params: str):
    return open_page("topic", a=assessment, t=topic, **params)


def said(app) -> str:
    return " ".join(one.value for one in (*app.markdown, *app.caption)).replace("\u00a0", " ")


def table(app, title: str):
    return next(one.value for one in app.table if title in one.value.columns)


def test_every_topic_has_the_same_parts_in_the_same_order():
    seam().load_demo()
    app, names = page(VALMONT, LISTS[0]), seam().catalogue.reference.topics
    for topic in LISTS:
        app.query_params["t"] = topic
        running(app)
        assert app.title[0].value == names[topic].name.fr
        assert [one.value for one in app.header] == PARTS


def test_what_is_asked_says_its_text_and_how_sure_it_is():
    seam().load_demo()
    app = page(VALMONT, "ad")
    assert "L'instruction DNS/2025/12 (action 3)" in said(app)
    duties = table(app, "D'où cela vient")
    assert "proposition de CaRE Assess" in duties["D'où cela vient"][0]
    assert "connaissance générale, à confirmer sur le texte" in duties["D'où cela vient"][0]


def test_the_facts_come_from_the_answers_and_from_the_instrument():
    assessment = an_assessment()
    answered(assessment, "AD-03", Answer(kind="value", value=Fraction(2)))
    book = Book(directories=(a_directory(1),))
    seam().choices.put(assessment, "perimeters", lambda _: perimeters_json(book))
    app = page(assessment, "ad")
    assert "de 1 à 5 ? **2**" in said(app)
    assert "L'annuaire le plus faible est au niveau ADS 1, sous le plancher 3." in said(app)
    assert "1 réponse du questionnaire est à revoir ou à donner" in said(app)
    button(app, "Noter ou mettre à jour").click()
    assert running(app).title[0].value == "Annuaires et exposition sur internet"


def test_the_next_date_of_the_exercises_is_that_of_the_register():
    assessment = an_assessment()
    kept = Register(exercises=(an_exercise(),))
    seam().choices.put(assessment, "exercises", lambda _: exercises_json(kept))
    assert "au plus tard le 12/03/2027" in said(page(assessment, "crisis_exercises"))


def test_the_topic_of_the_group_says_where_its_facts_come_from():
    assessment = an_assessment(tier="full", ght="GHT du Lac")
    kept = Campaign(entities=(Entity(id=1, activity=10, assessed=date(2026, 11, 1)),))
    seam().choices.put(assessment, "campaign", lambda _: campaign_json(kept))
    words = said(page(assessment, "ght_steering"))
    assert "Aucune synthèse du groupement à montrer" in words
    assert "D'après la page Autoévaluation de cet établissement" in words
    assert "1 sur 1. Part de l'activité" in words


def test_the_topic_of_the_group_repeats_what_the_group_concludes():
    load_group(shell.campaigns(), seam().catalogue)
    words = said(page(an_assessment(), "ght_steering"))
    assert "Aucune synthèse du groupement" not in words
    assert "11 établissements sur 12 ont répondu" in words


def test_actions_and_evidence_wait_for_the_answers():
    app = page(an_assessment(), "crisis_exercises")
    assert "Les actions viendront avec les réponses." in said(app)
    assert "Les preuves viendront avec les réponses." in said(app)
    assert "L'historique commencera avec la prochaine évaluation" in said(app)


def test_what_has_no_evidence_comes_first_with_what_is_to_be_gathered():
    assessment = an_assessment()
    proof = Answer(kind="value", value=Fraction(9), evidence=("CR-exercice.pdf",))
    answered(assessment, "GOV-22", proof)
    answered(assessment, "GOV-23", Answer(kind="value", value="1"))
    app = page(assessment, "crisis_exercises")
    rows = table(app, "Preuve")["Preuve"]
    assert "Feuille de présence" in rows[0]
    assert "CR-exercice.pdf" in rows[1]
    assert "Associer la direction" in table(app, "Qui").iloc[0, 0]


def test_the_history_goes_back_from_assessment_to_assessment():
    seam().load_demo()
    found = table(page(VALMONT, "crisis_exercises"), "Évaluation du")
    assert list(found["Évaluation du"]) == ["23/11/2026", "24/11/2025"]
    score = seam().scores(opened(VALMONT)).topics["crisis_exercises"].score
    assert found["Score sur 5"][0].startswith(f"{float(score):.1f}".replace(".", ","))


def test_without_an_assessment_a_topic_still_says_what_it_asks_and_what_helps():
    app = open_page("topic", t="budget")
    assert app.title[0].value == "Calcul de la quote-part du budget numérique"
    assert [one.value for one in app.header] == [PARTS[0], *PARTS[-2:]]
    assert "Ouvrez une évaluation" in app.info[0].value


def test_an_unknown_topic_is_the_first_one():
    assert page(an_assessment(), "weather").title[0].value == "Active Directory"


def test_one_goes_from_topic_to_topic_and_from_the_results_and_the_home_page():
    seam().load_demo()
    app = page(VALMONT, "ad")
    app.button(key="topic_to_exposure").click()
    assert running(app).title[0].value == "Exposition sur internet"
    app = open_page("results", a=VALMONT)
    app.button(key="topic_crisis_exercises_open").click()
    assert running(app).title[0].value == "Exercices de gestion de crise"
    app = open_page()
    app.button(key="topic_budget").click()
    assert running(app).title[0].value == "Calcul de la quote-part du budget numérique"
    assert app.query_params["a"]


def test_the_page_reads_in_english():
    app = page(an_assessment(day=date(2026, 11, 23)), "ght_steering", lang="en")
    assert app.header[0].value == "What is asked, and by which text"
