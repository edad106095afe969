"""Newer versions, from the home page to the questions: what they change is shown before it is done."""

from __future__ import annotations

import pytest
import streamlit as st
from filled import a_sheet
from living import write_living
from pages import button, open_page, opened, questions, running, seam

from care_assess.answers import Answer
from care_assess.text import NBSP

ANSWERS = {
    "LIV-01": "3",
    "LIV-03": "someone",
    "LIV-05": Answer(kind="value", value="3", comment="Serveurs *vus*"),
    "LIV-06": "2",
    "LIV-07": Answer(kind="value", value="yes", comment="<b>Au secrétariat</b>"),
}


@pytest.fixture(autouse=True)
def three_versions(tmp_path, monkeypatch):
    monkeypatch.setenv("CARE_QUESTIONNAIRES", str(write_living(tmp_path / "questionnaires")))
    st.cache_resource.clear()


@pytest.fixture
def assessment() -> str:
    return seam().import_sheet(a_sheet(ANSWERS, versions={"living": "1.0.0"})).id


def written(app) -> str:
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.text]
    return "\n".join(str(one.value) for one in parts).replace(NBSP, " ")


def tables(app):
    return [[list(map(str, row)) for row in one.value.itertuples(index=False)] for one in app.table]


def test_the_home_page_offers_the_newer_version(assessment):
    app = open_page()
    assert "Une version plus récente des questionnaires existe" in written(app)
    button(app, "Voir ce que cela change").click()
    running(app)
    assert app.title[0].value == "Passer aux nouvelles versions"
    assert app.query_params["a"] == assessment or app.query_params["a"] == [assessment]


def test_everything_is_shown_before_anything_is_written(assessment):
    app = open_page("upgrade", a=assessment)
    asked, gone, changed, new, carried, scores = tables(app)
    assert asked[0][:2] == [
        "LIV-03 : Qui s'en charge ?".replace(" :", f"{NBSP}:").replace(" ?", f"{NBSP}?"),
        "Une personne",
    ]
    assert gone[0][0].startswith("LIV-07")
    assert changed[0][2].startswith("2 · Niveau 2")
    assert [row[0][:6] for row in new] == ["LIV-11"]
    assert [row[0][:6] for row in carried] == ["LIV-01"]
    assert scores[0][0] == "Ensemble"
    assert len(seam().list()) == 1


def test_one_press_makes_the_new_assessment_and_goes_to_it(assessment):
    app = open_page("upgrade", a=assessment)
    button(app, "Créer l'évaluation à jour").click()
    running(app)
    (moved,) = (info for info in seam().list() if info.migrated_from == assessment)
    assert app.title[0].value == "Vivant"
    assert opened(moved.id).sheet.answers["LIV-22"].value == "2"
    assert opened(assessment).info.versions == {"living": "1.0.0"}


def test_an_assessment_that_moved_leads_to_its_continuation(assessment):
    seam().migrate(assessment)
    home = written(open_page())
    assert (
        "Cette évaluation a déjà une suite sur les nouvelles versions des questionnaires." in home
    )
    assert "reprise sur les nouvelles versions des questionnaires" in home
    app = open_page("upgrade", a=assessment)
    button(app, "Ouvrir l'évaluation à jour").click()
    running(app)
    assert app.title[0].value == "Vivant"
    assert len(seam().list()) == 2


def test_on_the_newest_versions_there_is_nothing_to_do(assessment):
    app = open_page("upgrade", a=seam().migrate(assessment).id)
    assert "il n'y a rien à faire" in written(app)


def test_a_former_answer_is_read_next_to_the_question_that_takes_it_up(assessment):
    app = questions(seam().migrate(assessment).id, "living")
    said = written(app)
    assert "Réponse à la version 1.1.0, LIV-03 : Qui s'en charge ?" in said
    assert "3 · Niveau 3\nCommentaire : Serveurs *vus*" in [
        one.value.replace(NBSP, " ") for one in app.text
    ]
    assert "LIV-01 · réponse du 23/11/2026, reprise d'une version antérieure" in said


def test_the_answer_of_a_question_that_has_gone_is_in_the_list_to_review(assessment):
    app = open_page("form", a=seam().migrate(assessment).id, q="review")
    assert "Réponses à des questions qui ne sont plus posées" in written(app)
    assert "Oui\nCommentaire : <b>Au secrétariat</b>" in [
        one.value.replace(NBSP, " ") for one in app.text
    ]


def test_the_old_assessment_can_still_be_answered_and_read(assessment):
    seam().migrate(assessment)
    assert "LIV-07" in written(questions(assessment, "living"))


def test_the_changes_between_two_versions_are_told(assessment):
    app = open_page("changes", d="living")
    said = written(app)
    assert "8 changements" in said
    assert "LIV-22 : Les serveurs sont-ils à jour ? (d'après LIV-05, LIV-06)" in said
    app.selectbox(key="before.living").set_value("1.0.0")
    running(app)
    assert app.selectbox(key="after.living.1.0.0").value == "2.0.0"


def test_the_method_page_leads_to_the_changes():
    app = open_page("method")
    button(app, "Voir ce qui change entre deux versions").click()
    running(app)
    assert app.title[0].value == "Ce qui change entre deux versions"


def test_results_say_that_the_year_before_was_on_other_versions(assessment):
    now = seam().import_sheet(
        a_sheet(
            {"LIV-01": "5"}, versions={"living": "2.0.0"}, date=a_sheet().date.replace(year=2027)
        )
    )
    app = open_page("results", a=now.id)
    (remark,) = (one.value for one in app.info if "versions antérieures" in one.value)
    assert remark.replace(NBSP, " ").startswith(
        "L'évaluation du 23/11/2026 portait sur des versions antérieures (Vivant 1.0.0)."
    )
