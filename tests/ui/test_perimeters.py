"""The page of directories and exposure on a real store: what is typed, what it says, what it answers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pages import an_assessment, answer_of, button, open_page, opened, running, seam
from places import a_directory, a_perimeter

from care_assess.perimeters import Book, Place
from care_assess.perimeters.keeping import from_json, to_json


def page(assessment: str, **params: str):
    return open_page("perimeters", a=assessment, **params)


def book(assessment: str) -> Book:
    return from_json(seam().choices.get(assessment, "perimeters"))


def keep(assessment: str, **facts) -> None:
    seam().choices.put(assessment, "perimeters", lambda _: to_json(Book(**facts)))


def said(app) -> str:
    return " ".join(one.value for one in (*app.markdown, *app.caption)).replace("\u00a0", " ")


def test_an_empty_page_says_what_will_be_here_and_proposes_nothing():
    app = page(an_assessment())
    assert "Aucun niveau ADS n'est encore noté" in said(app)
    assert "Proposition de CaRE Assess, à régler." in said(app)
    assert "Aucune réponse à proposer" in said(app)


def test_a_directory_typed_in_is_kept_and_answers_the_level():
    assessment = an_assessment()
    app = page(assessment)
    button(app, "Ajouter un annuaire").click()
    running(app)
    app.text_input(key="perimeters_directory_1_name").set_value("valmont.local")
    app.date_input(key="perimeters_directory_1_1_day").set_value(date(2026, 6, 1))
    app.selectbox(key="perimeters_directory_1_1_level").set_value(2)
    app.selectbox(key="perimeters_directory_1_1_source").set_value("ads")
    app.number_input(key="perimeters_directory_1_1_open2").set_value(4)
    app.text_input(key="perimeters_directory_1_1_report").set_value("ADS juin.pdf")
    app.checkbox(key="perimeters_all_directories").check()
    running(app)
    assert book(assessment).directories == (a_directory(2, open2=4, report="ADS juin.pdf"),)
    assert "niveau ADS 2, sous le plancher 3" in said(app)
    before = seam().scores(opened(assessment)).topics["ad"].score
    app.button(key="perimeters_accept_AD-03").click()
    running(app)
    kept = answer_of(assessment, "AD-03")
    assert (kept.value, kept.evidence) == (Fraction(2), ("ADS juin.pdf",))
    assert (before, seam().scores(opened(assessment)).topics["ad"].score) == (None, 2)


def test_a_perimeter_typed_in_is_kept_and_an_odd_count_is_said():
    assessment = an_assessment()
    app = page(assessment)
    button(app, "Ajouter un périmètre").click()
    running(app)
    app.number_input(key="perimeters_exposed_1_1_found_critical").set_value(1)
    app.number_input(key="perimeters_exposed_1_1_open_critical").set_value(3)
    running(app)
    assert book(assessment).exposed[0].checks[0].open_critical == 3
    assert any("plus de failles ouvertes" in one.value for one in app.warning)


def test_a_directory_noted_twice_is_told():
    assessment = an_assessment()
    keep(assessment, directories=(a_directory(2), a_directory(2, id=2)))
    assert ["Un autre porte le même nom" in one.value for one in page(assessment).warning] == [True]


def test_the_floor_can_be_changed_and_says_that_it_is_ours():
    assessment = an_assessment()
    keep(assessment, directories=(a_directory(3),))
    app = page(assessment)
    assert "pour un plancher de 3" in said(app)
    app.selectbox(key="perimeters_floor").set_value(4)
    running(app)
    assert book(assessment).floor == 4
    assert "sous le plancher 4" in said(app)


def test_a_second_audit_says_how_the_level_moves():
    assessment = an_assessment()
    keep(assessment, directories=(a_directory(2, day=date(2025, 6, 1)),))
    app = page(assessment)
    button(app, "Ajouter un audit").click()
    running(app)
    app.date_input(key="perimeters_directory_1_2_day").set_value(date(2026, 6, 1))
    app.selectbox(key="perimeters_directory_1_2_level").set_value(3)
    app.selectbox(key="perimeters_directory_1_2_source").set_value("ads")
    running(app)
    assert "En progrès depuis l'audit d'avant." in app.table[0].value.iloc[0, 1]


def test_places_are_taken_out_one_by_one():
    assessment = an_assessment()
    keep(assessment, directories=(a_directory(2), Place(id=2)), exposed=(a_perimeter(),))
    app = page(assessment)
    button(app, "Retirer cet annuaire").click()
    running(app)
    button(app, "Retirer ce périmètre").click()
    running(app)
    assert [one.id for one in book(assessment).directories] == [1]
    assert book(assessment).exposed == ()


def test_the_page_reads_in_english():
    assert page(an_assessment(), lang="en").title[0].value == "Directories and internet exposure"
