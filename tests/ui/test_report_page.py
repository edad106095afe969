"""The report page on a real store: what it promises, what is missing, the choice of language."""

from __future__ import annotations

import pytest
from pages import an_assessment, answered, button, open_page, running, seam

from care_assess.answers import Answer

VALMONT = "demo-ch-de-valmont-2026"
VALMONT_BEFORE = "demo-ch-de-valmont-2025"


@pytest.fixture
def demo():
    seam().load_demo()


def words(app) -> str:
    return "\n".join(one.value for one in app.markdown)


def test_before_the_first_answer_the_page_says_what_will_be_here_and_where_to_begin():
    app = open_page("report", a=an_assessment())
    assert "Le rapport sera prêt dès les premières réponses." in words(app)
    assert len(app.get("download_button")) == 0
    button(app, "Répondre aux premières questions").click()
    assert running(app).title[0].value != "Le rapport de maturité"


def test_the_page_tells_what_the_report_holds_and_who_may_read_it(demo):
    app = open_page("report", a=VALMONT)
    assert "**Une page pour la direction**" in words(app)
    assert app.warning[0].value.startswith("**Diffusion restreinte.** ")
    assert [one.label for one in app.get("download_button")] == ["Télécharger le rapport"]


def test_a_complete_assessment_has_nothing_missing(demo):
    assert "- Toutes les questions ont une réponse connue." in words(open_page("report", a=VALMONT))


def test_what_is_missing_is_told_before_the_report_is_handed_over():
    assessment = an_assessment()
    answered(assessment, "GOV-01", Answer(kind="unknown"))
    app = open_page("report", a=assessment)
    said = words(app)
    assert "- Le rapport sera **provisoire**\u00a0: 2\u00a0% des réponses sont données" in said
    assert "questions** attendent encore une réponse. Le rapport le dira." in said
    assert (
        "- **1 réponse «\u00a0Je ne sais pas\u00a0»** figurera parmi les points à clarifier."
        in said
    )
    button(app, "Reprendre le questionnaire").click()
    assert running(app).title[0].value != "Le rapport de maturité"


def test_the_report_is_in_the_language_of_the_reader_until_another_is_chosen(demo):
    assert open_page("report", a=VALMONT).radio(key="report_lang").value == "fr"
    assert open_page("report", a=VALMONT, lang="en").radio(key="report_lang").value == "en"


def test_the_former_assessment_is_compared_with_unless_refused(demo):
    app = open_page("report", a=VALMONT)
    assert app.checkbox(key="report_previous").label == "Comparer avec l'évaluation du 24/11/2025"
    assert app.checkbox(key="report_previous").value
    assert len(open_page("report", a=VALMONT_BEFORE).checkbox) == 0
