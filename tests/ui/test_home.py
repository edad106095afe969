"""Home: begin in three clicks, come back where one was, and keep house."""

from __future__ import annotations

from datetime import date

import pytest
from pages import (
    an_assessment,
    answer_of,
    answered,
    button,
    choose,
    open_page,
    opened,
    questions,
    running,
    seam,
)
from stored import an_info

from care_assess.answers import Answer, Organisation
from care_assess.paths import data_dir
from care_assess.plan.following import Follow
from care_assess.store import open_store
from care_assess.ui import shell

SHEET = b"""format: care-assess/sheet/1
organisation: {name: "Clinique import\xc3\xa9e", kind: private_forprofit}
date: 2026-11-23
tier: core
questionnaires: {governance: "1.0.0"}
answers: {GOV-01: 3}
"""


@pytest.fixture
def assessment() -> str:
    return an_assessment()


def labels(app) -> list[str]:
    return [one.label for one in app.button]


def begun(name: str = "CH de Valmont"):
    app = open_page()
    button(app, "Commencer").click()
    running(app)
    app.text_input(key="cover.new.name").set_value(name)
    return app


def act(app, assessment: str, name: str):
    """Choose one of the other actions of an assessment; its dialog opens."""
    menu = app.menu_button(key=f"actions.{assessment}")
    menu.set_value(name) if hasattr(menu, "set_value") else menu.select(name)
    return running(app)


def test_a_new_visitor_reads_what_one_gets_and_how_long_it_takes():
    app = open_page()
    text = app.markdown[1].value
    assert "45 minutes pour la version essentielle (41 questions)" in text
    assert "la version complète (222 questions)" in text
    assert labels(app)[:2] == ["Commencer", "Voir un exemple"]
    assert "Reprendre" not in [one.value for one in app.header]


def test_the_first_question_is_two_clicks_away():
    app = begun()
    button(app, "Passer aux questions").click()
    running(app)
    assert app.title[0].value == "Gouvernance et résilience"
    info = opened(app.query_params["a"]).info
    assert (info.organisation, info.tier) == (
        Organisation(name="CH de Valmont", kind="public"),
        "core",
    )


def test_the_cover_keeps_everything_that_was_said():
    app = begun()
    app.radio(key="cover.new.kind").set_value("Privé à but lucratif")
    app.radio(key="cover.new.tier").set_value("Complète · 222 questions")
    app.date_input(key="cover.new.date").set_value(date(2026, 3, 2))
    app.text_input(key="cover.new.ght").set_value("GHT des Trois Rivières")
    app.number_input(key="cover.new.staff").set_value(820)
    without = app.checkbox(key="cover.new.without.has_dpi")
    assert without.label == "Sans objet\u00a0: dossier patient informatisé (DPI)"
    without.check()
    app.text_area(key="cover.new.perimeter").set_value("Hors EHPAD")
    button(app, "Passer aux questions").click()
    info = opened(running(app).query_params["a"]).info
    assert info.organisation == Organisation(
        name="CH de Valmont",
        kind="private_forprofit",
        ght="GHT des Trois Rivières",
        profile={"staff": 820, "has_dpi": False},
    )
    assert (info.date, info.tier, info.perimeter) == (date(2026, 3, 2), "full", "Hors EHPAD")


def test_without_a_name_nothing_begins_and_the_page_says_what_to_do():
    app = begun("  ")
    button(app, "Passer aux questions").click()
    running(app)
    assert [one.value for one in app.error] == [
        "L'évaluation a besoin du nom de l'établissement\u00a0: écrivez-le, puis continuez."
    ]
    assert seam().list() == ()


def test_one_can_change_ones_mind():
    app = begun()
    button(app, "Abandonner").click()
    assert "Commencer" in labels(running(app))


def test_an_assessment_can_be_taken_up_where_it_was(assessment):
    choose(questions(assessment), "GOV-01", "3")
    app = open_page()
    assert app.subheader[0].value == "CH de Valmont"
    assert app.progress[0].text == "Réponses\u00a0: 1 sur 41"
    button(app, "Continuer").click()
    running(app)
    assert app.query_params["a"] == assessment
    assert app.title[0].value == "Gouvernance et résilience"


def test_the_last_touched_comes_first(assessment):
    other = an_assessment("Clinique des Tilleuls")
    answered(assessment, "GOV-01", Answer(kind="unknown"))
    app = open_page()
    assert [one.value for one in app.subheader] == ["CH de Valmont", "Clinique des Tilleuls"]
    assert other != assessment


def test_many_assessments_are_shown_on_demand():
    for number in range(10):
        an_assessment(f"Établissement {number}")
    app = open_page()
    assert len(app.subheader) == 8
    button(app, "Montrer les 10 évaluations").click()
    assert len(running(app).subheader) == 10


def test_an_example_opens_on_its_results():
    app = open_page()
    button(app, "Voir un exemple").click()
    running(app)
    assert app.query_params["a"].startswith("demo-")
    assert len(seam().list()) == 6


def test_next_year_begins_with_this_years_answers(assessment):
    answered(assessment, "GOV-01", Answer(kind="value", value="3", grade="verified"))
    app = act(open_page(), assessment, "Préparer l'évaluation suivante")
    app.date_input(key="duplicate.date").set_value(date(2027, 11, 23))
    button(app, "Créer la copie").click()
    running(app)
    copy, _ = seam().list()
    assert (copy.date, copy.previous) == (date(2027, 11, 23), assessment)
    assert answer_of(copy.id, "GOV-01") == Answer(kind="value", value="3")


def test_a_copy_cannot_be_older_than_its_model(assessment):
    app = act(open_page(), assessment, "Préparer l'évaluation suivante")
    app.date_input(key="duplicate.date").set_value(date(2020, 1, 1))
    button(app, "Créer la copie").click()
    running(app)
    assert len(seam().list()) == 1


def test_the_cover_can_be_changed_afterwards(assessment):
    app = act(open_page(), assessment, "Modifier la présentation")
    app.text_input(key=f"cover.{assessment}.ght").set_value("GHT du Nord")
    button(app, "Enregistrer").click()
    running(app)
    assert opened(assessment).info.organisation.ght == "GHT du Nord"
    assert "edit" not in app.query_params


def test_deleting_takes_the_name_typed_in_full(assessment):
    app = act(open_page(), assessment, "Supprimer")
    app.text_input(key="delete.name").set_value("CH de Val")
    button(app, "Supprimer définitivement").click()
    running(app)
    assert len(seam().list()) == 1
    app = act(open_page(), assessment, "Supprimer")
    app.text_input(key="delete.name").set_value("CH de Valmont")
    button(app, "Supprimer définitivement").click()
    running(app)
    assert seam().list() == ()


def test_a_file_of_answers_is_imported_whole():
    app = open_page()
    app.file_uploader(key="import_file").upload("fiche.yaml", SHEET)
    running(app)
    button(app, "Importer").click()
    running(app)
    assert opened(app.query_params["a"]).info.organisation.name == "Clinique importée"
    assert answer_of(app.query_params["a"], "GOV-01") == Answer(kind="value", value="3")


def test_a_faulty_file_is_refused_with_every_fault():
    app = open_page()
    faulty = SHEET.replace(b"GOV-01: 3", b"GOV-01: 9, GOV-99: 1")
    app.file_uploader(key="import_file").upload("fiche.yaml", faulty)
    running(app)
    button(app, "Importer").click()
    running(app)
    assert len(app.error) == 1
    places = [one.value.partition(" ")[0] for one in app.text]
    assert places == ["fiche.yaml:6:", "fiche.yaml:6:"]
    assert seam().list() == ()


def test_a_name_in_markdown_is_shown_as_it_was_typed():
    an_assessment("# CH *de* :red[Valmont]")
    assert open_page().subheader[0].value == r"\# CH \*de\* \:red\[Valmont\]"


def test_home_in_english():
    app = open_page(lang="en")
    assert app.title[0].value == "Where does your establishment stand against cyberattacks?"
    assert labels(app)[:2] == ["Begin", "See an example"]
    button(app, "Français").click()
    assert labels(running(app))[:2] == ["Commencer", "Voir un exemple"]


def test_an_assessment_whose_questionnaire_has_gone_spoils_nothing_else(assessment):
    gone = an_info("gone", name="CH d'hier", versions={"old": "0.9.0"})
    open_store(data_dir()).create(gone, (), root="root")
    app = open_page()
    assert {one.value for one in app.subheader} == {"CH de Valmont", "CH d'hier"}
    assert len(app.error) == 1
    assert app.button(key="continue.gone").disabled
    lost = open_page("form", a="gone")
    assert len(lost.error) == 1
    button(lost, "Aller à l'accueil").click()
    assert running(lost).title[0].value.startswith("Où en est votre établissement")


def test_an_error_quotes_what_was_typed_letter_for_letter():
    gone = an_info("gone", name="CH d'hier", versions={"**old**": "0.9.0"})
    open_store(data_dir()).create(gone, (), root="root")
    assert r"\*\*old\*\*" in open_page().error[0].value


def followed(assessment: str, **said: Follow) -> None:
    """Someone says this of actions of the assessment; ``GOV_01=Follow(…)``."""
    named = {name.replace("_", "-"): follow for name, follow in said.items()}
    shell.follows().save(opened(assessment), named, after={}, author="")


LATE = Follow(due=date(2026, 11, 1))
BLOCKED = Follow(status="blocked", reason="Marché en attente")


def pressing(app) -> list[str]:
    """What home says of late and blocked actions."""
    lines = [one.value for one in app.markdown if one.value.startswith(":material/schedule:")]
    return [line.removeprefix(":material/schedule: ").strip("*") for line in lines]


def test_late_and_blocked_actions_are_told_and_lead_to_the_road_map(assessment):
    answered(assessment, "GOV-01", Answer(kind="value", value="0"))
    followed(assessment, GOV_01=LATE, GOV_02=LATE, GOV_03=BLOCKED)
    app = open_page()
    assert pressing(app) == ["2 actions en retard · Une action bloquée"]
    button(app, "Voir la feuille de route").click()
    assert running(app).title[0].value == "Qui fait quoi, et pour quand\u00a0?"


def test_home_says_nothing_when_no_action_is_late_or_blocked(assessment):
    followed(assessment, GOV_01=Follow(owner="Mme Roy", due=date(2099, 1, 1)))
    app = open_page()
    assert pressing(app) == []
    assert "Voir la feuille de route" not in labels(app)


def test_late_actions_are_told_once_where_they_are_followed_now(assessment):
    followed(assessment, GOV_01=LATE)
    seam().duplicate(assessment, date(2027, 11, 23))
    assert pressing(open_page()) == ["Une action en retard"]
