"""The page of crisis exercises on a real store: entries kept, verdicts, answers accepted, files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from pages import an_assessment, answer_of, button, open_page, opened, running, seam

from care_assess.answers import Answer
from care_assess.exercises import Exercise, Lesson, Register
from care_assess.exercises.keeping import from_json, to_json
from care_assess.exercises.setting import Setting
from care_assess.ui import shell

TEAMS = ("management", "medical", "care", "it", "communication")
HELD = Exercise(
    id=1,
    title="Un mardi sans dossier patient",
    day=date(2026, 3, 12),
    form="crisis",
    functions=TEAMS,
    level="beginner",
    care=True,
    review="oral",
    evidence="CR-exercice.pdf",
)


def page(assessment: str, **params: str):
    return open_page("exercises", a=assessment, **params)


def register(assessment: str) -> Register:
    return from_json(seam().choices.get(assessment, "exercises"))


def keep(assessment: str, *exercises: Exercise, **facts) -> None:
    kept = to_json(Register(exercises=exercises, **facts))
    seam().choices.put(assessment, "exercises", lambda _: kept)


def said(app) -> str:
    return " ".join(one.value for one in (*app.markdown, *app.caption)).replace("\u00a0", " ")


def table(app, title: str):
    return next(one.value for one in app.table if title in one.value.columns)


@pytest.fixture
def held():
    """An assessment whose register holds an exercise that counts."""
    assessment = an_assessment(tier="full")
    keep(assessment, HELD)
    return assessment


def test_an_empty_register_says_that_nothing_counts_and_proposes_nothing():
    app = page(an_assessment())
    assert "Aucun exercice noté ici ne compte encore." in said(app)
    assert "Prochain exercice : dès maintenant." in said(app)
    assert "Aucune réponse à proposer" in said(app)
    assert not [one for one in app.button if "accept" in (one.key or "")]


def test_each_field_is_kept_as_soon_as_it_is_left():
    assessment = an_assessment()
    app = page(assessment)
    button(app, "Ajouter un exercice").click()
    running(app)
    app.text_input(key="exercises_1_title").set_value("Nuit du rançongiciel")
    app.date_input(key="exercises_1_day").set_value(date(2026, 3, 12))
    app.selectbox(key="exercises_1_form").set_value("crisis")
    for team in ("care", "management"):
        app.checkbox(key=f"exercises_1_functions_{team}").check()
    app.checkbox(key="exercises_1_care").check()
    app.number_input(key="exercises_1_wards").set_value(2)
    running(app)
    one = register(assessment).exercises[0]
    assert (one.title, one.day, one.form) == ("Nuit du rançongiciel", date(2026, 3, 12), "crisis")
    assert (one.functions, one.care, one.wards) == (("management", "care"), True, 2)
    assert list(table(page(assessment), "Exercice")["Exercice"]) == [
        "12/03/2026 · Nuit du rançongiciel · exercice de crise cyber"
    ]


def test_a_technical_test_does_not_count_and_says_why(held):
    keep(held, HELD, Exercise(id=2, day=date(2026, 9, 1), form="failover", care=True))
    verdicts = table(page(held), "Exercice")
    assert list(verdicts.iloc[:, 1]) == [
        "Non\u00a0: c'est un test technique, et non un exercice de crise.",
        "Oui",
    ]
    assert "RETEX" in verdicts.iloc[1, 2]


def test_a_proposed_answer_is_recorded_at_a_press_and_moves_the_score(held):
    before = seam().scores(opened(held)).topics["crisis_exercises"].score
    app = page(held)
    app.button(key="exercises_accept_GOV-22").click()
    running(app)
    kept = answer_of(held, "GOV-22")
    assert (kept.value, kept.evidence) == (Fraction(9), ("CR-exercice.pdf",))
    assert "le dernier exercice qui compte, du 12/03/2026" in kept.comment
    assert opened(held).events["GOV-22"].source == "instrument"
    after = seam().scores(opened(held)).topics["crisis_exercises"].score
    assert before is None
    assert after == 5


def test_an_answer_that_says_more_than_the_register_knows_stands(held):
    keep(held, replace(HELD, wards=2), Exercise(id=2, day=date(2027, 3, 1), form="crisis"))
    app = page(held)
    assert "au moins : **3 · Au moins un service de soins s'est entraîné" in said(app)
    assert app.get_by_key("exercises_accept_AWA-18") is not None
    assert table(app, "Exercice").iloc[0, 1] == "Pas encore\u00a0: il est prévu."
    seam().record(held, "AWA-18", Answer(kind="value", value="4"), author="", tab="t")
    app = page(held)
    assert "Votre réponse dit mieux" in " ".join(one.value for one in app.success)
    assert not [one for one in app.button if one.key == "exercises_accept_AWA-18"]


def test_an_answer_given_meanwhile_is_not_overwritten(held):
    app = page(held)
    seam().record(held, "GOV-22", Answer(kind="value", value=Fraction(3)), author="", tab="another")
    app.button(key="exercises_accept_GOV-22").click()
    running(app)
    assert answer_of(held, "GOV-22").value == Fraction(3)
    assert app.error


def test_a_lesson_tied_to_an_action_goes_to_the_road_map(held):
    seam().record(held, "GOV-24", Answer(kind="value", value="1"), author="", tab="t")
    lesson = Lesson(
        id=1,
        text="Tenir l'annuaire papier",
        owner="Mme Roy",
        due=date(2027, 1, 15),
        action="GOV-24",
    )
    keep(held, Exercise(id=1, day=HELD.day, form="crisis", lessons=(lesson,)))
    app = page(held)
    button(app, "Porter sur la feuille de route").click()
    running(app)
    follow = shell.follows().latest(held)["GOV-24"].follow
    assert (follow.owner, follow.due) == ("Mme Roy", date(2027, 1, 15))
    assert "Tenir l'annuaire papier" in follow.comment
    assert [one.value for one in app.success] == ["Cette leçon est sur la feuille de route."]


def test_a_register_too_big_is_refused_whole_and_says_so(held, monkeypatch):
    before = register(held)
    app = page(held)
    monkeypatch.setattr("care_assess.choices.LARGEST", 300)
    app.text_input(key="exercises_1_scenario").set_value("s" * 200)
    running(app)
    assert register(held) == before
    assert len(app.error) == 1


def test_lessons_are_added_and_taken_out_one_by_one(held):
    app = page(held)
    for _ in range(2):
        button(app, "Ajouter une leçon").click()
        running(app)
    app.text_input(key="exercises_1_lesson_2_text").set_value("Second")
    running(app)
    button(app, "Retirer la leçon 1").click()
    running(app)
    assert [one.text for one in register(held).exercises[0].lessons] == ["Second"]


def test_the_exercise_advised_is_chosen_and_takes_the_names_of_the_establishment(held):
    app = page(held)
    assert app.radio(key="exercises_kit").value == "beginner"
    app.text_input(key="exercises_setting_ehr").set_value("Orbis")
    app.checkbox(key="exercises_setting_absent_theatre").check()
    running(app)
    assert register(held).setting == Setting(ehr="Orbis", absent=("theatre",))
    assert [one.proto.label for one in app.get("download_button")] == [
        "Télécharger l'exercice (PDF)",
        "Télécharger les tableaux à remplir (XLSX)",
    ]


def test_a_former_register_is_offered_to_the_next_assessment(held):
    following = seam().duplicate(held, date(2027, 3, 1)).id
    app = page(following)
    button(app, "Reprendre ces informations").click()
    running(app)
    assert register(following) == register(held)


def test_what_was_typed_is_shown_letter_for_letter():
    assessment = an_assessment("**CH** [x](http://y)")
    keep(assessment, Exercise(id=1, title="**gras**", day=date(2026, 3, 12), form="crisis"))
    app = page(assessment)
    assert "\\*\\*gras\\*\\*" in table(app, "Exercice").iloc[0, 0]


def test_the_page_reads_in_english():
    assert page(an_assessment(), lang="en").title[0].value == "Crisis exercises"
