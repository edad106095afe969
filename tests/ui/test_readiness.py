"""The readiness page on a real store: the table chosen, its lines, one in detail, what is not covered."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from pages import an_assessment, answered, button, open_page, opened, running, seam

from care_assess.answers import Answer
from care_assess.readiness import Readiness, build_readiness
from care_assess.report.content import story_of
from care_assess.report.readiness import readiness_xlsx
from care_assess.text import translator

VALMONT = "demo-ch-de-valmont-2026"
FR = translator("fr")


def tables_in(assessment: str) -> tuple[Readiness, ...]:
    here, found = seam(), opened(assessment)
    asked = here.questionnaires(found)
    return build_readiness(asked, found.sheet, here.plan(found), here.catalogue.reference)


def table_in(assessment: str, name: str) -> Readiness:
    return next(one for one in tables_in(assessment) if one.table.id == name)


@pytest.fixture
def shown():
    seam().load_demo()
    return open_page("readiness", a=VALMONT)


def words(app) -> str:
    return "\n".join(one.value for one in (*app.markdown, *app.caption, *app.info))


def rows(app) -> list[str]:
    """The first column of every table of lines."""
    return [
        line
        for table in app.table
        if "Point" in table.value.columns
        for line in table.value["Point"]
    ]


def chosen(app, table: str):
    app.selectbox(key="readiness_table").set_value(table)
    return running(app)


def test_before_the_first_answer_the_page_says_what_will_be_here_and_where_to_begin():
    app = open_page("readiness", a=an_assessment())
    assert "point par point, où en est l'établissement" in words(app)
    button(app, "Répondre aux premières questions").click()
    assert running(app).title[0].value != "Où en sommes-nous face aux référentiels\u00a0?"


def test_the_first_table_is_one_that_concerns_the_establishment_with_its_counts_in_words(shown):
    first = tables_in(VALMONT)[0]
    assert first.table.id == "care_d2"
    met, partly = first.count("met"), first.count("partly")
    said = words(shown)
    assert f"**Sur 13 points\u00a0:** {FR('readiness.count.met', n=met)}" in said
    assert FR("readiness.count.partly", n=partly) in said
    assert "Points lus dans une source publique et reformulés." in said


def test_each_line_has_its_state_in_words_and_a_sign(shown):
    table = shown.table[0].value
    assert list(table.columns) == ["Point", "État", "Réponses"]
    states = [FR(f"readiness.state.{verdict.state}") for _, verdict in tables_in(VALMONT)[0].lines]
    assert list(table["État"]) == states
    assert {"●● atteint", "●○ en partie"} <= set(states)


def test_a_table_is_cut_where_the_framework_is(shown):
    app = chosen(shown, "hygiene_42")
    assert len(rows(app)) == 42
    assert "Sensibiliser et former" in [one.value for one in app.subheader]


def test_only_the_lines_in_the_states_kept_are_shown(shown):
    shown.get_by_key("readiness_states_care_d2").set_value(["partly"])
    app = running(shown)
    assert len(rows(app)) == tables_in(VALMONT)[0].count("partly")


def test_the_detail_gives_the_question_the_answer_what_is_asked_the_evidence_and_the_action(shown):
    app = chosen(shown, "dns_2025_12")
    first = next(one for _, one in table_in(VALMONT, "dns_2025_12").lines if one.short)
    said = words(app)
    for one in first.answers:
        assert f"({one.question})**  \nPour ce point\u00a0: " in said
    assert "Réponse\u00a0: " in said
    assert "Ce que le point demande\u00a0: «\u00a0" in said
    assert "Preuves\u00a0: " in said
    assert "**Ce qui manque**" in words(app)
    assert f"Action {first.actions[0].rank} du plan\u00a0:" in words(app)


def test_what_the_questions_do_not_cover_is_said_plainly(shown):
    app = chosen(shown, "hygiene_42")
    assert "Ce que nos questions ne couvrent pas" in [one.value for one in app.header]
    said = words(app)
    uncovered = table_in(VALMONT, "hygiene_42").uncovered
    assert FR("readiness.count.uncovered", n=len(uncovered)) in said
    assert len(uncovered) == 13
    assert "Contrôler et protéger l'accès aux salles serveurs" in said


def test_general_knowledge_is_told_from_a_public_source(shown):
    assert "à confirmer sur le texte" in words(chosen(shown, "nis2"))


def test_a_framework_that_does_not_concern_the_establishment_is_shown_for_information():
    seam().load_demo()
    app = open_page("readiness", a="demo-clinique-des-tilleuls-2026")
    options = app.selectbox(key="readiness_table").options
    assert options[-1].endswith("(ne concerne pas l'établissement)")
    assert "pour information" in words(chosen(app, "care_d2"))


def test_little_answered_leaves_most_lines_unassessed_and_none_met_on_part_of_its_questions():
    assessment = an_assessment()
    answered(assessment, "GOV-22", Answer(kind="unknown"))
    app = chosen(open_page("readiness", a=assessment), "dns_2025_12")
    table = app.table[0].value
    assert table["État"][0] == "○○ non atteint"
    assert "dont 1 «\u00a0Je ne sais pas\u00a0»" in table["Réponses"][0]
    assert set(table["État"][1:]) == {"– non évalué"}


def test_the_workbook_has_every_line_and_every_answer_and_no_formula(shown):
    here, found = seam(), opened(VALMONT)
    asked, plan = here.questionnaires(found), here.plan(found)
    facts = (found.sheet, asked, here.catalogue.reference, here.scores(found), plan)
    tables = tables_in(VALMONT)
    data = readiness_xlsx(story_of(*facts, lang="fr"), tables)
    assert data == readiness_xlsx(story_of(*facts, lang="fr"), tables)
    book = openpyxl.load_workbook(BytesIO(data))
    assert book.sheetnames == ["Synthèse", "Points", "Réponses"]
    lines = sum(len(one.lines) for one in tables)
    answers = sum(len(verdict.answers) for one in tables for _, verdict in one.lines)
    heights = [book[name].max_row - 1 for name in book.sheetnames]
    assert heights == [len(tables), lines, answers]
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_the_page_offers_the_workbook_and_the_ways_to_the_other_pages(shown):
    assert shown.get_by_key("readiness_xlsx") is not None
    shown.get_by_key("way_plan").click()
    assert running(shown).title[0].value == "Que faire d'abord\u00a0?"


def test_the_page_reads_in_english():
    seam().load_demo()
    app = open_page("readiness", a=VALMONT, lang="en")
    assert app.title[0].value == "Where do we stand against the frameworks?"
    assert "Of 13 points:" in words(app)
