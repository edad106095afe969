"""The report of an assessment that moved to newer versions: former answers are read in it, and comparisons say it."""

from __future__ import annotations

import pytest
from filled import a_sheet
from living import living
from reported import part

from care_assess.answers import Answer
from care_assess.plan import build_plan
from care_assess.report.blocks import text_of
from care_assess.report.content import build
from care_assess.report.pdf import write_pdf
from care_assess.scoring import score
from care_assess.text import NBSP
from care_assess.versions.comparing import comparable, reread
from care_assess.versions.migration import migrate
from care_assess.wording import earlier

ANSWERS = {
    "LIV-01": "3",
    "LIV-03": "someone",
    "LIV-07": Answer(kind="value", value="yes", comment="<b>Au secrétariat</b>"),
}
OLD = a_sheet(ANSWERS, versions={"living": "1.0.0"}, date=a_sheet().date.replace(year=2025))


def reported(sheet, previous=None, catalogue=None, lang="fr"):
    catalogue = catalogue or living()
    asked, reference = catalogue.select(sheet.versions), catalogue.reference
    scores = score(asked, sheet, reference)
    plan = build_plan(asked, sheet, scores, reference)
    read, before = None, None
    if previous is not None:
        read = reread(catalogue, previous, sheet.versions)
        then = score(catalogue.select(read.sheet.versions), read.sheet, reference)
        before = (comparable(catalogue, read), then)
    return build(
        sheet,
        asked,
        reference,
        scores,
        plan,
        previous=before,
        reread=read,
        earlier=earlier(catalogue, sheet.notes),
        lang=lang,
    )


@pytest.fixture(scope="module")
def moved():
    return migrate(living(), OLD, {"living": "2.0.0"}).sheet


def said(report, name):
    return [text.replace(NBSP, " ") for text in part(report, name)]


def test_the_annex_reads_a_former_answer_under_the_question_that_takes_it_up(moved):
    annex = said(reported(moved), "annex")
    at = annex.index("Réponse à la version 1.1.0, LIV-03 : Qui s'en charge ?")
    assert annex[at + 1] == "Une personne"
    assert "Qui s'en charge ?" in annex[:at]


def test_the_annex_ends_with_the_answers_of_questions_that_have_gone(moved):
    annex = said(reported(moved), "annex")
    at = annex.index("Réponses à des questions qui ne sont plus posées")
    assert "Réponse à la version 1.1.0, LIV-07 : Avez-vous un télécopieur ?" in annex[at:]
    assert "Commentaire : <b>Au secrétariat</b>" in annex[at:]


def test_a_report_without_notes_has_no_such_part():
    assert "Réponses à des questions qui ne sont plus posées" not in said(reported(OLD), "annex")


def test_a_comparison_over_versions_is_said_in_both_languages(moved):
    sheet = a_sheet({"LIV-01": "5"}, versions={"living": "2.0.0"})
    french = said(reported(sheet, previous=OLD), "overview")
    assert any("portait sur des versions antérieures (Vivant 1.0.0)" in one for one in french)
    english = list(text_of(reported(sheet, previous=OLD, lang="en").blocks))
    assert any("was on earlier versions (Living 1.0.0)" in one for one in english)
    assert not any(
        "versions antérieures" in one for one in said(reported(sheet, previous=moved), "overview")
    )


def test_the_pdf_is_made_with_its_notes(moved):
    assert write_pdf(reported(moved, previous=OLD)).startswith(b"%PDF")
