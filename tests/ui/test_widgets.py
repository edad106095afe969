"""The fields of every kind of question: what is answered comes back as it was, and is said in words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from build import (
    a_choice,
    a_date,
    a_multiple,
    a_number,
    a_question,
    a_reference,
    a_yes_no,
    an_information,
)
from streamlit.testing.v1 import AppTest

from care_assess.answers import CLEARED, NEVER, Answer
from care_assess.text import translator
from care_assess.wording import in_words

SCRIPT = """
import streamlit as st
from build import a_reference
from care_assess.text import translator
from care_assess.ui.widgets import Fields

fields = Fields(
    question=st.session_state["question"],
    reference=a_reference(),
    tr=translator("fr"),
    prefix="x",
)
forced = st.session_state.get("forced", False)
st.session_state["out"] = fields.draw(st.session_state["stored"], forced=forced)
"""

QUESTIONS = {
    "level": a_question().built,
    "yes": a_yes_no().built,
    "choice": a_choice(one=1, four=4).built,
    "number": a_number().built,
    "decimal": a_number(decimals=1).built,
    "multiple": a_multiple(a=2, b=3).built,
    "date": a_date().built,
    "information": an_information().built,
}
VALUES = {
    "level": ["0", "5"],
    "yes": ["yes", "no"],
    "choice": ["one", "four"],
    "number": [Fraction(14), Fraction(0), NEVER],
    "decimal": [Fraction("12.5"), Fraction(3)],
    "multiple": [("a",), ("a", "b"), ()],
    "date": ["2026-11-23"],
    "information": ["Deux lignes\\nde texte"],
}
CASES = [(kind, value) for kind, values in VALUES.items() for value in values]


def drawn(kind: str, stored: Answer, *, forced: bool = False) -> AppTest:
    app = AppTest.from_string(SCRIPT)
    app.session_state["question"] = QUESTIONS[kind]
    app.session_state["stored"] = stored
    app.session_state["forced"] = forced
    app.run()
    assert [error.message for error in app.exception] == []
    return app


def picked(app: AppTest, label: str) -> AppTest:
    app.radio(key="x.Q-1.pick").set_value(label)
    app.run()
    assert [error.message for error in app.exception] == []
    return app


def with_notes(value) -> Answer:
    return Answer(
        kind="value", value=value, comment="Vu", evidence=("a.pdf", "b.pdf"), grade="verified"
    )


@pytest.mark.parametrize("forced", [False, True])
@pytest.mark.parametrize(("kind", "value"), CASES)
def test_an_answer_comes_back_as_it_was(kind, value, forced):
    stored = with_notes(value)
    assert drawn(kind, stored, forced=forced).session_state["out"] == stored


@pytest.mark.parametrize("forced", [False, True])
@pytest.mark.parametrize("kind", QUESTIONS)
@pytest.mark.parametrize(
    "stored",
    [CLEARED, Answer(kind="unknown"), Answer(kind="not_applicable", reason="Sans objet")],
    ids=lambda answer: answer.kind,
)
def test_no_answer_unknown_and_not_applicable_come_back_as_they_were(kind, stored, forced):
    assert drawn(kind, stored, forced=forced).session_state["out"] == stored


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_card_has_one_group_and_nothing_that_could_contradict_it(kind):
    app = picked(drawn(kind, with_notes(VALUES[kind][0])), "Je ne sais pas")
    assert app.session_state["out"].kind == "unknown"
    assert app.session_state["out"].value is None
    assert [one.key for one in app.number_input] + [one.key for one in app.date_input] == []
    assert [one.key for one in app.checkbox] == []


def test_a_list_can_be_ticked_or_said_to_be_empty():
    app = drawn("multiple", CLEARED)
    app.checkbox(key="x.Q-1.option.b").check()
    app.run()
    assert app.session_state["out"] == Answer(kind="value", value=("b",))
    assert picked(app, "Aucune de ces réponses").session_state["out"] == Answer(
        kind="value", value=()
    )


def test_a_number_keeps_its_decimals_exactly():
    app = drawn("decimal", CLEARED)
    app.number_input(key="x.Q-1.number").set_value(0.1)
    app.run()
    assert app.session_state["out"].value == Fraction(1, 10)


def test_what_is_forced_goes_over_what_the_browser_holds():
    app = drawn("level", with_notes("1"))
    app.session_state["stored"] = with_notes("4")
    app.run()
    assert app.session_state["out"].value == "1"
    app.session_state["forced"] = True
    app.run()
    assert app.session_state["out"].value == "4"


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        ("level", Answer(kind="value", value="3"), "3 · "),
        ("choice", Answer(kind="value", value="four"), "four"),
        ("number", Answer(kind="value", value=Fraction(1400)), "1\u202f400\u00a0months (fr)"),
        ("decimal", Answer(kind="value", value=Fraction("12.5")), "12,5\u00a0months (fr)"),
        ("number", Answer(kind="value", value=NEVER), "Jamais"),
        ("multiple", Answer(kind="value", value=("a", "b")), "a (fr), b (fr)"),
        ("multiple", Answer(kind="value", value=()), "Aucune de ces réponses"),
        ("date", Answer(kind="value", value="2026-11-23"), "23/11/2026"),
        ("information", Answer(kind="value", value="texte"), "texte"),
        ("level", Answer(kind="unknown"), "Je ne sais pas"),
        (
            "level",
            Answer(kind="not_applicable", reason="Sans objet"),
            "Non applicable\u00a0: Sans objet",
        ),
        ("level", Answer(kind="not_applicable"), "Non applicable\u00a0: raison à écrire"),
        ("level", CLEARED, "Sans réponse"),
    ],
)
def test_an_answer_is_said_as_a_person_would(kind, answer, words):
    said = in_words(QUESTIONS[kind], answer, a_reference(), translator("fr"))
    assert said.startswith(words)


def test_comment_and_evidence_are_said_too():
    answer = Answer(comment="Vu en comité", evidence=("a.pdf", "b.pdf"))
    assert in_words(QUESTIONS["level"], answer, a_reference(), translator("fr")).splitlines() == [
        "Sans réponse",
        "Commentaire\u00a0: Vu en comité",
        "Preuves\u00a0: a.pdf, b.pdf",
    ]
