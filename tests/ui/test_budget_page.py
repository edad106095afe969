"""The page of the digital budget on a real store: figures typed, what they give, answers proposed, files."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from budgets import an_entry
from pages import an_assessment, answer_of, answered, button, open_page, opened, running, seam

from care_assess.answers import Answer
from care_assess.budget.book import Book
from care_assess.budget.keeping import from_json, to_json

EXAMPLE = {
    "operating": "100 M€",
    "investment": "10 000 000",
    "amortisation": "6 000 000",
    "line.staff": "1 700 000",
    "line.investment": "500 k€",
}


def page(assessment: str, **params: str):
    return open_page("budget", a=assessment, **params)


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\\", "")


def field(app, name: str, *, year: int = 2025, entity: str = ""):
    return app.text_input(key=f"budget_{year}_{entity}_{name}")


def fill(app, values, **where):
    for name, value in values.items():
        field(app, name, **where).set_value(value)
        running(app)
    return app


def book(assessment: str):
    return from_json(seam().choices.get(assessment, "budget"), 2025)


def said(app) -> str:
    return spaced(" ".join(one.value for one in app.markdown))


@pytest.fixture
def example():
    """An assessment whose book holds the worked example."""
    assessment = an_assessment(tier="full")
    kept = Book(years=(2025,)).with_entries([an_entry(entity="")])
    seam().choices.put(assessment, "budget", lambda _: to_json(kept))
    return assessment


def test_an_empty_page_says_what_is_missing_and_names_no_target():
    app = page(an_assessment())
    assert "n'est pas encore calculable" in said(app)
    assert "charges de fonctionnement" in said(app)
    assert not app.warning


def test_the_worked_example_typed_in_gives_its_sentence():
    assessment = an_assessment()
    app = fill(page(assessment), EXAMPLE)
    fill(app, {"cyber.investment": "22"})
    assert "consacre **1,7 %** de ses charges de fonctionnement au numérique" in said(app)
    assert "La cybersécurité représente **5,0 %**" in said(app)
    assert "nous ne connaissons aucune cible officielle" in spaced(app.caption[1].value)
    assert field(app, "operating").value == "100\u202f000\u202f000"
    assert "1,7 %" in said(page(assessment)), "it is still there for the next visitor"


def test_what_cannot_be_read_changes_nothing_and_is_said():
    assessment = an_assessment()
    app = fill(page(assessment), {"operating": "douze"})
    assert [spaced(one.value)[:27] for one in app.error] == ["Ce n'est pas un montant : é"]
    assert field(app, "operating").value == "douze"
    assert book(assessment).entry("", 2025).operating is None
    assert not fill(app, {"operating": "12"}).error


def test_an_odd_share_asks_to_be_confirmed_once_for_these_figures(example):
    assessment, app = example, page(example)
    fill(app, {"operating": "100 000"})
    assert any("milliers d'euros" in one.value for one in app.warning)
    odd = len(app.warning)
    app.button(key="budget_confirm_0").click()
    running(app)
    assert len(app.warning) == odd - 1
    assert len(book(assessment).confirmed) == 1
    fill(app, {"operating": "100 001"})
    assert len(app.warning) == odd


def test_thousands_change_what_is_typed_and_not_what_is_kept(example):
    assessment, app = example, page(example)
    before = book(assessment).entries
    app.radio(key="budget_thousands").set_value(True)
    running(app)
    assert app.text_input(key="budget_2025__operatingk").value == "100\u202f000"
    assert book(assessment).entries == before


def test_two_years_side_by_side_make_a_trend(example):
    app = page(example)
    app.multiselect(key="budget_years").set_value([2025, 2024])
    running(app)
    fill(app, {"line.staff": "1 700 000", "operating": "110 000 000"}, year=2024)
    assert "Depuis 2024, la part du numérique a évolué de +0,15 point" in said(app)
    assert any("Évolution" in one.value.columns for one in app.table)


def test_a_group_adds_its_members_up(example):
    assessment, app = example, page(example)
    app.text_area(key="budget_members").set_value("CH du Lac\nCH de Valmont\n")
    running(app)
    assert book(assessment).members == ("CH du Lac",)
    app.selectbox(key="budget_entity").set_value("CH du Lac")
    running(app)
    fill(
        app,
        {**EXAMPLE, "line.staff": "2 700 000", "line.internal": "1 000 000"},
        entity="CH du Lac",
    )
    assert "soit 4 400 000 € sur 199 000 000 €" in said(app)


def test_nothing_is_answered_until_the_proposal_is_accepted(example):
    assessment, app = example, page(example)
    assert answer_of(assessment, "GOV-19") is None
    app.button(key="budget_accept_GOV-19").click()
    running(app)
    event = opened(assessment).events["GOV-19"]
    assert (event.answer.value, event.source) == (Fraction(5), "instrument")
    assert "Budget numérique" in event.answer.comment
    assert any("déjà votre réponse" in one.value for one in app.success)
    assert answer_of(assessment, "GOV-18") is None


def test_an_answer_given_meanwhile_is_not_overwritten(example):
    assessment, app = example, page(example)
    answered(assessment, "GOV-19", Answer(kind="value", value=Fraction(9)))
    app.button(key="budget_accept_GOV-19").click()
    running(app)
    assert answer_of(assessment, "GOV-19").value == 9


def test_a_question_that_is_not_asked_gets_no_proposal():
    assessment = an_assessment(tier="core")
    kept = Book(years=(2025,)).with_entries([an_entry(entity="")])
    seam().choices.put(assessment, "budget", lambda _: to_json(kept))
    keys = [one.key for one in page(assessment).button]
    assert "budget_accept_GOV-18" in keys
    assert "budget_accept_GOV-19" not in keys


def test_the_proposal_of_the_yearly_question_follows_what_was_done(example):
    app = page(example)
    assert "2 · Elle est calculée pour l'un des deux derniers exercices clos, sans" in said(app)
    app.checkbox(key="budget_2025__reported").check()
    app.checkbox(key="budget_written").check()
    running(app)
    assert "4 · Calculée et saisie pour le dernier exercice clos" in said(app)


def test_lines_of_a_file_are_looked_at_then_kept(example):
    assessment, app = example, page(example)
    data = "Nature;Montant;Part cyber\nPersonnel;2 000 000;10\nInvestissement;500 000;0\n"
    app.file_uploader[0].set_value(("depenses.csv", data.encode(), "text/csv"))
    running(app)
    assert book(assessment).entry("", 2025).lines[0].cents == 170_000_000
    app.button(key="budget_keep").click()
    running(app)
    assert book(assessment).entry("", 2025).imported
    assert "consacre **2,0 %**" in said(app)
    app.button(key="budget_remove__2025").click()
    running(app)
    assert book(assessment).entry("", 2025).lines == ()


def test_a_faulty_file_says_where_and_takes_nothing(example):
    app = page(example)
    data = "Nature;Montant\nPersonnel;beaucoup\n"
    app.file_uploader[0].set_value(("depenses.csv", data.encode(), "text/csv"))
    running(app)
    assert any("depenses.csv:2: montant:" in one.value for one in app.text)
    assert not [one for one in app.button if one.key == "budget_keep"]


def test_ones_own_reference_needs_a_source_and_a_date(example):
    assessment, app = example, page(example)
    app.text_input(key="budget_own_low").set_value("2")
    button(app, "Ajouter ce repère").click()
    running(app)
    assert len(book(assessment).references) == 2
    for name, value in {"low": "2", "source": "Club des DAF", "date": "2026"}.items():
        app.text_input(key=f"budget_own_{name}").set_value(value)
    button(app, "Ajouter ce repère").click()
    running(app)
    assert "sous le repère « 2,0 %, Club des DAF, 2026 »" in said(app)
    assert "il manque 300 000 €" in said(app)


def test_a_reference_that_does_not_serve_is_put_away(example):
    assessment, app = example, page(example)
    first = next(one for one in app.checkbox if "Cour des comptes" in one.label)
    first.uncheck()
    running(app)
    assert [one.id for one in book(assessment).references] == ["plan_2021"]


def test_the_next_assessment_can_start_from_the_figures_of_the_last(example):
    following = seam().duplicate(example, date(2027, 11, 23)).id
    app = page(following)
    assert book(following).entries == ()
    button(app, "Reprendre ces informations").click()
    running(app)
    assert book(following).years == (2026, 2025)
    assert "En 2025 (comptes clos)" in said(app)


def test_the_text_to_paste_holds_figures_and_conventions(example):
    app = page(example)
    text = spaced(app.code[0].value)
    assert "R1 · Part du fonctionnement : 1,7 %" in text
    assert "Budgets annexes exclus" in text
    assert "Laissé de côté\u00a0: le papier" in app.code[0].value
    app.toggle(key="budget_exclude_paper").set_value(False)
    assert "Compté par choix de l'établissement\u00a0: le papier" in running(app).code[0].value


def test_the_page_speaks_english_too(example):
    app = page(example, lang="en")
    assert "spends **1.7%** of its operating charges on digital" in said(app)


def test_hostile_names_are_shown_letter_for_letter():
    assessment = an_assessment("**CH** [x](http://y)")
    app = fill(page(assessment), EXAMPLE)
    assert "\\*\\*CH\\*\\*" in " ".join(one.value for one in app.markdown)


def test_the_page_is_reached_from_the_plan_and_from_the_results():
    assessment = an_assessment()
    answered(assessment, "GOV-18", Answer(kind="value", value="2"))
    for name, key in (("plan", "way_budget"), ("results", "topic_budget_page")):
        app = open_page(name, a=assessment)
        app.button(key=key).click()
        running(app)
        assert "La part du numérique dans le budget" in [one.value for one in app.title]
