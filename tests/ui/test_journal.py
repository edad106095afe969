"""The journal page on a real store: filters, going back, comparing, and what prevents it."""

from __future__ import annotations

import pytest
from pages import an_assessment, answer_of, answered, button, open_page, opened, running

from care_assess.answers import Answer


@pytest.fixture
def told() -> str:
    """GOV-01 went from 1 to 4, GOV-02 is at 2."""
    assessment = an_assessment()
    for question, value, who in (
        ("GOV-01", "1", ""),
        ("GOV-02", "2", "M. Ba"),
        ("GOV-01", "4", ""),
    ):
        answered(assessment, question, Answer(kind="value", value=value), by=who)
    return assessment


def rows(app, number: int = 0) -> list[list[str]]:
    """The cells of a table."""
    return app.table[number].value.values.tolist()


def questions(app, number: int = 0) -> list[str]:
    column = 0 if number else 1
    return [row[column].partition(" · ")[0] for row in rows(app, number)]


def test_before_the_first_answer_the_page_says_what_will_be_here():
    app = open_page("journal", a=an_assessment())
    button(app, "Répondre aux premières questions").click()
    assert running(app).title[0].value == "Gouvernance et résilience"


def test_each_answer_is_there_with_its_author_the_newest_first(told):
    app = open_page("journal", a=told)
    assert questions(app) == ["GOV-01", "GOV-02", "GOV-01"]
    assert rows(app)[1][0].endswith(", M. Ba")
    assert rows(app)[0][0].endswith(", sans nom")
    assert rows(app)[0][2].startswith("4 · ")


def test_filters_keep_one_person_or_one_part(told):
    app = open_page("journal", a=told)
    app.selectbox(key="journal_person").set_value("M. Ba")
    assert questions(running(app)) == ["GOV-02"]
    app.selectbox(key="journal_person").set_value("")
    app.date_input(key="journal_until").set_value("2020-01-01")
    assert "Aucune réponse ne correspond" in "".join(one.value for one in running(app).markdown)


def test_a_long_journal_is_read_by_pages():
    assessment = an_assessment()
    for n in range(20):
        answered(assessment, "GOV-01", Answer(kind="value", value=str(n % 5)))
    app = open_page("journal", a=assessment)
    assert len(rows(app)) == 15
    app.button(key="journal_page_next").click()
    assert len(rows(running(app))) == 5
    assert app.button(key="journal_page_next").disabled


def test_one_answer_is_found_again_once_what_changes_is_shown(told):
    app = open_page("journal", a=told)
    assert questions(app, 1) == ["GOV-01"]
    app.button(key="journal_back").click()
    running(app)
    assert app.success[0].value.startswith("Une réponse est revenue en arrière.")
    assert answer_of(told, "GOV-01") == Answer(kind="value", value="1")
    assert rows(app)[0][2].endswith("(retour à une réponse d'avant)")


def test_the_whole_goes_back_to_a_moment_and_forth_again(told):
    app = open_page("journal", a=told)
    app.radio(key="journal_scope").set_value("whole")
    running(app)
    assert questions(app, 1) == ["GOV-01", "GOV-02"]  # the beginning
    app.button(key="journal_back").click()
    running(app)
    assert dict(opened(told).sheet.answers) == {}
    assert questions(app, 1) == ["GOV-01", "GOV-02"]  # just before the return
    app.button(key="journal_back").click()
    running(app)
    assert answer_of(told, "GOV-01") == Answer(kind="value", value="4")


def test_an_answer_given_since_the_page_was_drawn_stops_the_return(told):
    app = open_page("journal", a=told)
    answered(told, "GOV-02", Answer(kind="unknown"))
    app.button(key="journal_back").click()
    assert running(app).error[0].value.startswith("Quelqu'un vient de répondre")
    assert answer_of(told, "GOV-01") == Answer(kind="value", value="4")


def test_two_moments_are_compared_by_their_answers_and_their_scores(told):
    app = open_page("journal", a=told)
    assert questions(app, 2) == ["GOV-01", "GOV-02"]
    assert rows(app, 3)[0][1] == "–"
    assert rows(app, 3)[0][2] != "–"
