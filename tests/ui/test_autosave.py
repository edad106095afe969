"""No answer is lost and nobody's is silently overwritten, whatever happens to the server or the tab."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from fractions import Fraction

import pytest
from pages import (
    an_assessment,
    answer_of,
    answered,
    button,
    choose,
    field,
    opened,
    picked,
    questions,
    reloaded,
    restarted,
    running,
    seam,
    state_of,
)
from stored import limit_pages

from care_assess.answers import CLEARED, Answer
from care_assess.errors import StoreUnavailable
from care_assess.paths import data_dir
from care_assess.questionnaire import QuestionId
from care_assess.store import open_store
from care_assess.ui import autosave

UNKNOWN = Answer(kind="unknown")
SAVED = re.compile(r"enregistré à \d\d:\d\d")


def level(value: str) -> Answer:
    return Answer(kind="value", value=value)


@pytest.fixture
def assessment() -> str:
    return an_assessment()


def events(assessment: str) -> int:
    return opened(assessment).top_seq


def test_showing_a_page_writes_nothing(assessment):
    answered(
        assessment, "GOV-01", Answer(kind="value", value="2", comment="a\n b", evidence=("c",))
    )
    before = events(assessment)
    running(questions(assessment))
    assert events(assessment) == before


def test_a_level_is_in_the_store_when_the_page_says_so(assessment):
    app = choose(questions(assessment), "GOV-01", "3")
    assert answer_of(assessment, "GOV-01") == level("3")
    assert SAVED.match(state_of(app, "GOV-01"))


def test_an_answer_is_written_once_however_often_the_page_runs(assessment):
    app = choose(questions(assessment), "GOV-01", "3")
    before = events(assessment)
    running(running(app))
    assert events(assessment) == before


def test_a_number_never_and_unknown_replace_each_other(assessment):
    app = questions(assessment)
    field(app, "GOV-35", "number").set_value(14)
    running(app)
    assert answer_of(assessment, "GOV-35") == Answer(kind="value", value=Fraction(14))
    choose(app, "GOV-35", "Jamais")
    assert answer_of(assessment, "GOV-35") == level("never")
    choose(app, "GOV-35", "Je ne sais pas")
    assert answer_of(assessment, "GOV-35") == UNKNOWN
    assert [one.key for one in app.number_input] == []
    choose(app, "GOV-35", "Je connais le nombre")
    assert answer_of(assessment, "GOV-35") == CLEARED


def test_a_number_out_of_bounds_is_not_saved_and_the_line_says_why(assessment):
    app = questions(assessment)
    field(app, "GOV-35", "number").set_value(-3)
    running(app)
    assert answer_of(assessment, "GOV-35") is None
    assert state_of(app, "GOV-35").startswith(
        "**Pas encore enregistré. Ce nombre est hors des bornes\u00a0: écrivez un nombre de 0 à"
    )


def test_not_applicable_is_saved_with_its_reason_only(assessment):
    app = choose(questions(assessment), "GOV-01", "Non applicable")
    assert answer_of(assessment, "GOV-01") is None
    assert state_of(app, "GOV-01").startswith(
        "**Pas encore enregistré. «\u00a0Non applicable\u00a0» demande une raison\u00a0:"
    )
    field(app, "GOV-01", "reason").set_value("  pas de directeur  ")
    running(app)
    assert answer_of(assessment, "GOV-01") == Answer(
        kind="not_applicable", reason="pas de directeur"
    )
    assert SAVED.match(state_of(app, "GOV-01"))


def test_a_comment_is_kept_while_the_reason_is_still_to_be_written(assessment):
    app = choose(questions(assessment), "GOV-01", "2")
    choose(app, "GOV-01", "Non applicable")
    field(app, "GOV-01", "comment").set_value("à revoir avec la DSI")
    running(app)
    assert answer_of(assessment, "GOV-01") == Answer(
        kind="value", value="2", comment="à revoir avec la DSI"
    )


def test_a_comment_too_long_keeps_no_level_from_being_saved(assessment):
    app = questions(assessment)
    field(app, "GOV-01", "comment").set_value("x" * 5000)
    choose(app, "GOV-01", "4")
    assert answer_of(assessment, "GOV-01") == level("4")
    assert state_of(app, "GOV-01").startswith("**Pas encore enregistré. Le commentaire compte 5000")


def test_comment_evidence_and_grade_go_with_the_answer(assessment):
    app = choose(questions(assessment), "GOV-01", "3")
    field(app, "GOV-01", "comment").set_value("Vu en comité")
    field(app, "GOV-01", "evidence").set_value("PSSI.pdf\n\n CR du 12/10 \n")
    field(app, "GOV-01", "grade").set_value("montrée")
    running(app)
    assert answer_of(assessment, "GOV-01") == Answer(
        kind="value",
        value="3",
        comment="Vu en comité",
        evidence=("PSSI.pdf", "CR du 12/10"),
        grade="shown",
    )


def test_an_empty_text_is_no_answer(assessment):
    app = questions(assessment)
    field(app, "GOV-01", "comment").set_value("   ")
    running(app)
    assert answer_of(assessment, "GOV-01") is None


# Restarts and reloads


def test_the_first_answer_after_a_restart_is_saved(assessment):
    app = choose(questions(assessment), "GOV-01", "2")
    pick = field(app, "GOV-01", "pick")
    pick.set_value(pick.options[4])
    again = restarted(app)
    assert answer_of(assessment, "GOV-01") == level("4")
    assert picked(again, "GOV-01").startswith("4")


def test_texts_and_numbers_typed_before_a_restart_are_saved_after_it(assessment):
    app = questions(assessment)
    field(app, "GOV-01", "comment").set_value("été")
    field(app, "GOV-35", "number").set_value(7)
    restarted(app)
    assert answer_of(assessment, "GOV-01") == Answer(comment="été")
    assert answer_of(assessment, "GOV-35") == Answer(kind="value", value=Fraction(7))


def test_a_reload_shows_what_was_saved(assessment):
    app = choose(questions(assessment), "GOV-01", "2")
    again = reloaded(app)
    assert picked(again, "GOV-01").startswith("2")
    assert again.query_params["tab"] == app.query_params["tab"]


def test_the_name_given_is_remembered_by_the_tab_after_a_reload(assessment):
    app = questions(assessment)
    app.text_input(key="who").set_value("Mme Roy")
    choose(app, "GOV-01", "2")
    assert opened(assessment).events[QuestionId("GOV-01")].author == "Mme Roy"
    assert reloaded(app).text_input(key="who").value == "Mme Roy"


# Several people


def test_someone_elses_answer_comes_on_the_screen(assessment):
    app = choose(questions(assessment), "GOV-01", "2")
    answered(assessment, "GOV-01", level("5"))
    running(app)
    assert picked(app, "GOV-01").startswith("5")
    assert answer_of(assessment, "GOV-01") == level("5")
    assert re.match(r"enregistré à \d\d:\d\d par M. Durand", state_of(app, "GOV-01"))
    assert [one.value for one in app.warning] == []


def test_an_edit_over_a_newer_answer_gives_way_and_both_are_shown(assessment):
    app = choose(questions(assessment), "GOV-01", "2")
    answered(assessment, "GOV-01", level("5"))
    choose(app, "GOV-01", "1")
    assert answer_of(assessment, "GOV-01") == level("5")
    assert picked(app, "GOV-01").startswith("5")
    assert app.warning[0].value.startswith("M. Durand a répondu à cette question à ")
    assert [one.value.partition(" · ")[0] for one in app.text] == ["5", "1"]


def test_keep_mine_answers_over_the_other(assessment):
    app = choose(questions(assessment), "GOV-01", "2")
    answered(assessment, "GOV-01", level("5"))
    choose(app, "GOV-01", "1")
    button(app, "Garder la mienne").click()
    running(app)
    assert answer_of(assessment, "GOV-01") == level("1")
    assert picked(app, "GOV-01").startswith("1")
    assert [one.value for one in app.warning] == []


def test_keep_the_saved_one_changes_nothing(assessment):
    app = choose(questions(assessment), "GOV-01", "2")
    answered(assessment, "GOV-01", level("5"))
    choose(app, "GOV-01", "1")
    button(app, "Garder la réponse enregistrée").click()
    running(app)
    assert answer_of(assessment, "GOV-01") == level("5")
    assert picked(app, "GOV-01").startswith("5")
    assert [one.value for one in app.warning] == []


def test_a_stale_screen_after_a_restart_overwrites_nobody(assessment):
    app = choose(questions(assessment), "GOV-01", "2")
    answered(assessment, "GOV-01", level("5"))
    again = restarted(app)
    assert answer_of(assessment, "GOV-01") == level("5")
    assert picked(again, "GOV-01").startswith("5")
    assert [one.value for one in again.warning] == []  # nothing of ours is at stake
    running(again)
    assert answer_of(assessment, "GOV-01") == level("5")


def test_an_answer_given_while_the_server_was_down_waits_for_a_choice(assessment):
    app = choose(questions(assessment), "GOV-01", "2")
    answered(assessment, "GOV-01", level("5"))
    pick = field(app, "GOV-01", "pick")
    pick.set_value(pick.options[3])
    again = restarted(app)
    assert answer_of(assessment, "GOV-01") == level("5")
    button(again, "Garder la mienne").click()
    running(again)
    assert answer_of(assessment, "GOV-01") == level("3")


def test_a_browser_that_still_sends_what_it_had_is_not_believed(assessment):
    app = choose(questions(assessment), "GOV-01", "2")
    stale = app._tree.get_widget_states()
    answered(assessment, "GOV-01", level("5"))
    running(app)
    app._run(stale)
    assert answer_of(assessment, "GOV-01") == level("5")
    assert picked(app, "GOV-01").startswith("5")
    time.sleep(autosave.ECHO_SECONDS)
    choose(app, "GOV-01", "2")
    assert answer_of(assessment, "GOV-01") == level("2")


def test_another_question_of_someone_else_is_left_alone(assessment):
    app = questions(assessment)
    answered(assessment, "GOV-02", level("4"))
    choose(app, "GOV-01", "3")
    assert answer_of(assessment, "GOV-02") == level("4")
    assert picked(app, "GOV-02").startswith("4")


def test_a_name_that_is_markdown_stays_text_in_the_warning(assessment):
    app = choose(questions(assessment), "GOV-01", "2")
    answered(assessment, "GOV-01", level("5"), by="**Eve** [x](http://mal.example)")
    choose(app, "GOV-01", "1")
    assert app.warning[0].value.startswith("\\*\\*Eve\\*\\* \\[x\\](http:")


# Undo and confirm


def test_undo_gives_back_the_answer_before(assessment):
    app = choose(questions(assessment), "GOV-01", "2")
    choose(app, "GOV-01", "4")
    button(app, "Annuler").click()
    running(app)
    assert answer_of(assessment, "GOV-01") == level("2")
    assert picked(app, "GOV-01").startswith("2")


def test_undo_of_a_first_answer_leaves_none(assessment):
    app = choose(questions(assessment), "GOV-01", "2")
    button(app, "Annuler").click()
    running(app)
    assert answer_of(assessment, "GOV-01") == CLEARED
    assert picked(app, "GOV-01") is None
    assert state_of(app, "GOV-01").startswith("sans réponse")


def test_an_answer_carried_over_says_so_until_it_is_confirmed(assessment):
    answered(assessment, "GOV-01", level("3"))
    copy = seam().duplicate(assessment, opened(assessment).info.date).id
    app = questions(copy)
    assert state_of(app, "GOV-01").startswith("repris de l'évaluation du 23/11/2026, à confirmer")
    button(app, "Confirmer").click()
    running(app)
    assert SAVED.match(state_of(app, "GOV-01"))
    assert opened(copy).events[QuestionId("GOV-01")].source == "form"


# A store that cannot save


def test_a_page_is_not_left_while_an_answer_on_it_could_not_be_saved(assessment):
    app = questions(assessment)
    limit_pages(open_store(data_dir()), 0)
    with suppress(StoreUnavailable):
        while True:  # the pages that are still free
            answered(assessment, "GOV-02", Answer(comment="x" * 3900))
    field(app, "GOV-01", "comment").set_value("x" * 3900)
    button(app, "Suivant").click()
    running(app)
    assert app.query_params["p"] == "1"
    assert "Le disque est plein" in state_of(app, "GOV-01")
    assert [one.value.partition("\u00a0")[0] for one in app.error] == [
        "Une réponse de cette page n'a pas pu être enregistrée"
    ]
    button(app, "Résultats").click()
    assert running(app).title[0].value == "Gouvernance et résilience"
    limit_pages(open_store(data_dir()), None)
    button(app, "Résultats").click()
    assert running(app).title[0].value == "Où en sommes-nous\u00a0?"
    assert answer_of(assessment, "GOV-01") == Answer(comment="x" * 3900)


# Language


def test_changing_the_language_loses_nothing(assessment):
    app = choose(questions(assessment), "GOV-01", "2")
    choose(app, "GOV-02", "Non applicable")
    field(app, "GOV-44", "comment").set_value("à suivre")
    button(app, "English").click()
    running(app)
    assert app.query_params["lang"] == "en"
    assert picked(app, "GOV-01").startswith("2 · Management discusses it")
    assert picked(app, "GOV-02") == "Not applicable to our establishment"
    assert answer_of(assessment, "GOV-01") == level("2")
    assert answer_of(assessment, "GOV-44") == Answer(comment="à suivre")
    before = events(assessment)
    running(app)
    assert events(assessment) == before
