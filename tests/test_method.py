"""The method written for auditors says what the engine does."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from build import a_question, a_questionnaire, a_reference
from filled import UNKNOWN, a_sheet, not_applicable

from care_assess.answers import Answer
from care_assess.content import load_catalogue
from care_assess.plan import build_plan
from care_assess.risks import BANDS, band_of
from care_assess.scoring import ENOUGH, TARGET, score
from care_assess.text import translator

METHOD = (
    (Path(__file__).parents[1] / "docs" / "method.md").read_text("utf-8").replace("\u00a0", " ")
)
SAID = {
    "je ne sais pas": UNKNOWN,
    "sans réponse": Answer(),
    "non applicable": not_applicable(),
}
GRADES = {"montrée": "shown", "déclarée": "declared", "vérifiée": "verified", "": "declared"}


def table(header: str) -> list[list[str]]:
    """The rows of the first table whose header begins so."""
    start = METHOD.index(f"| {header} |")
    lines = METHOD[start:].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.fixture(scope="module")
def example():
    """The domain of the worked example, its score and its plan."""
    rows = table("Question | Poids | Réponse | Preuve")
    questionnaire = a_questionnaire(
        "care", *(a_question(name).weighing(int(weight)) for name, weight, _, _ in rows)
    ).capped("C", 2, below=3)
    answers = {
        name: SAID.get(said) or Answer(kind="value", value=said, grade=GRADES[grade])
        for name, _, said, grade in rows
    }
    built, sheet = [questionnaire.built], a_sheet(answers)
    scores = score(built, sheet, a_reference())
    return scores.overall, build_plan(built, sheet, scores, a_reference())


def test_the_worked_example_is_what_the_engine_computes(example):
    total, plan = example
    (clarified,) = plan.to_clarify
    (action,) = plan.actions
    assert (clarified.question, action.questions) == ("C", ("B",))
    computed = {
        "Score avant plafond": total.uncapped,
        "Score": total.score,
        "Borne basse": total.low,
        "Borne haute": total.high,
        "Couverture": total.coverage,
        "Part connue": total.known,
        "Taux de preuve": total.evidence_rate,
        "Niveau": total.level,
        "Si E comptait comme non faite": total.if_not_applicable_were_zero,
        "Gain si C était au mieux": clarified.spread,
        "Gain de l'action de B": action.gain,
    }
    written = {name: Fraction(value) for name, _, value in table("Résultat | Calcul | Valeur")}
    assert written == computed


def test_the_sentence_that_reads_the_example_rounds_as_the_pages_do(example):
    total, _ = example
    say = translator("fr")
    sentence = (
        f"niveau {total.level}, score {say.number(total.score)}, entre {say.number(total.low)} et "
        f"{say.number(total.high)}, plafonné ; {say.percent(total.coverage)} des réponses données, "
        f"{say.percent(total.evidence_rate)} prouvées"
    ).replace("\u00a0", " ")
    assert sentence in " ".join(METHOD.split())


def test_every_cap_in_force_is_in_the_table():
    written = {
        (question, int(re.findall(r"\d", condition)[0]), int(at), where)
        for question, condition, at, where in table("Question | Condition | Plafond | Porte sur")
    }
    assert written == {
        (cap.question, cap.below, cap.max, cap.topic or questionnaire.id)
        for questionnaire in load_catalogue()
        for cap in questionnaire.caps
    }


def test_the_thresholds_and_the_scale_are_those_of_the_engine():
    assert f"au moins {int(ENOUGH * 100)} %" in METHOD
    assert f"**niveau {TARGET} est le plancher visé**" in METHOD
    names = [text.fr.lower() for text in load_catalogue().reference.levels]
    scale = METHOD[METHOD.index("Les six niveaux :") :].split("\n\n")[0].lower()
    assert all(f"{level} {re.split('[ ,]', name)[0]}" in scale for level, name in enumerate(names))


def test_the_shipped_questionnaires_use_the_weighted_mean_alone():
    for questionnaire in load_catalogue():
        methods = {part.scoring.method for part in (questionnaire, *questionnaire.sections)}
        assert methods == {"weighted_mean"}
        assert questionnaire.weight == 1


def test_the_example_of_thresholds_is_that_of_a_question_on_months():
    scale = next(
        question.scale
        for one in load_catalogue()
        for question in one.questions
        if question.id == "GOV-22"
    )
    assert scale is not None
    levels = [scale.level(Fraction(months)) for months in (12, 18, 24, 25, 36, 37)]
    assert levels == [5, 4, 3, 2, 2, 1]


def test_the_bands_of_an_exposure_are_those_of_the_method():
    say = translator("fr")
    told = [
        (row[0], int(row[1])) for row in table("Exposition | Jusqu'à | Soit toutes les réponses")
    ]
    assert [name for name, _ in told] == [say(f"risks.band.{band}") for band in BANDS]
    for (_, top), band in zip(told, BANDS, strict=True):
        assert band_of(Fraction(top, 100)) == band
    for (_, top), band in zip(told, BANDS[1:], strict=False):
        assert band_of(Fraction(top, 100) + Fraction(1, 10**9)) == band
