"""The page of the crises: one page, the most exposed first, with what opens the way and what reduces it."""

from __future__ import annotations

import pytest
from build import a_question, a_questionnaire, a_reference, a_scenario
from filled import UNKNOWN, not_applicable
from reported import DEMO, part, told

from care_assess.report.blocks import OnePage, Table, headings
from care_assess.risks import build_risks, by_exposure

LONG = "x" * 40


def page_of(report) -> OnePage:
    return next(
        block
        for block in report.blocks
        if isinstance(block, OnePage) and next(headings((block,))).id == "risks"
    )


def table_of(report) -> Table:
    return next(block for block in page_of(report).blocks if isinstance(block, Table))


def small(answers, *scenarios, **questions):
    """The report of one questionnaire whose questions those scenarios place."""
    asked = [questions.get(name, a_question(name)) for name in answers]
    return told(a_questionnaire("care", *asked), answers, reference=a_reference(*scenarios))


def barrier(name: str, question: str):
    return a_scenario(name, step=(1, {question: ("stops", 1)}))


@pytest.mark.parametrize("name", DEMO)
def test_the_five_crises_come_from_the_most_exposed_to_the_least(teller, name):
    sheet = teller.sheet(f"{name}-2026")
    _, asked, reference, _, plan = teller.parts(sheet)
    found = by_exposure(build_risks(asked, sheet, plan, reference))
    rows = table_of(teller.report(sheet)).rows
    assert [row[0][0][0].text for row in rows] == [one.name("fr") for one in found]


def test_a_row_says_the_band_the_worst_answers_and_what_the_actions_would_make_of_it(teller):
    said = part(teller.report(teller.sheet("ch-de-valmont-2026")), "risks")
    start = said.index("Prise de contrôle de l'annuaire")
    assert said[start + 1 : start + 3] == ["Exposition forte", "55 sur 100"]
    assert any(
        line.startswith("Corriger tous les points de niveau 1")
        and line.endswith("(80\u00a0jours, ramène à 44)")
        for line in said[start:]
    )
    assert any("isolé\u00a0? Jamais" in line and line.endswith("(AD-23)") for line in said)


def test_the_page_says_that_it_is_our_proposal(teller):
    said = part(teller.report(teller.sheet("ch-de-valmont-2026")), "risks")
    assert "une proposition de CaRE Assess" in said[-1]
    assert "EBIOS Risk Manager" in said[-1]


def test_what_is_not_known_is_told_with_its_bounds_or_leaves_it_open():
    report = small(
        {"A": 0, "B": UNKNOWN, "C": 4, "D": 4},
        barrier("open", "A"),
        barrier("unclear", "B"),
        a_scenario("wide", step=(1, {"B": ("stops", 1), "C": ("stops", 1), "D": ("stops", 1)})),
    )
    said = part(report, "risks")
    unclear = said.index("unclear (en)")
    assert said[unclear + 1] == "Exposure: inconclusive"
    assert said[unclear + 2].endswith("The exposure is between “low” and “very high”.")
    wide = said.index("wide (en)")
    assert said[wide + 1 : wide + 4] == [
        "Exposure: high",
        "47 out of 100",
        "between 13 and 47 depending on what is not known",
    ]


def test_a_crisis_that_does_not_concern_the_establishment_is_said_so():
    said = part(small({"A": not_applicable()}, barrier("far", "A")), "risks")
    assert "No question about this crisis concerns the establishment." in said


def test_nothing_open_and_nothing_to_do_are_said():
    said = part(small({"A": 5}, barrier("held", "A")), "risks")
    assert "No known answer opens the way." in said
    assert "No action of the plan would change anything." in said


def test_without_a_placed_question_there_is_no_page():
    report = told(a_questionnaire("care", a_question("A")), {"A": 2})
    assert "risks" not in [one.id for one in headings(report.blocks)]


def test_long_words_of_others_are_cut_so_that_the_page_stays_one():
    words = " ".join([LONG] * 30)
    report = small({"A": 0}, barrier("open", "A"), A=a_question("A").solved_by(words))
    assert all(len(line) < 500 for line in part(report, "risks"))


def test_the_page_reads_in_english(teller):
    report = teller.report(teller.sheet("ch-de-valmont-2026"), lang="en")
    assert part(report, "risks")[0] == "Exposure to the most serious crises"
