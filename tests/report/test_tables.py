"""The plan as CSV and XLSX, read back as a spreadsheet would."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from build import a_question, a_questionnaire, a_reference, said
from filled import UNKNOWN, a_sheet
from openpyxl import load_workbook

from care_assess.plan import build_plan
from care_assess.report.tables import plan_csv, plan_xlsx
from care_assess.scoring import score
from care_assess.text import Text

FORMULAS = ("=1+1", "+33 1 23", "-2", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x","y")')


def parts(action: Text | None = None):
    """One action that lifts a cap, one question not known."""
    first = a_question("C-1").on("ad", "exposure").solved_by("Fix it", days=3)
    if action is not None:
        first = first._with(action=replace(first.built.action, text=action))
    care = a_questionnaire("care", first, a_question("C-2")).capped("C-1", 2)
    sheet = a_sheet({"C-1": 1, "C-2": UNKNOWN})
    reference = a_reference()
    scores = score([care.built], sheet, reference)
    return (
        sheet,
        [care.built],
        reference,
        scores,
        build_plan([care.built], sheet, scores, reference),
    )


def rows(data: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_a_french_spreadsheet_opens_the_plan_with_a_double_click():
    data = plan_csv(*parts(), lang="fr")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    assert rows(data, ";") == [
        [
            "Rang", "Action", "Chantier", "Pourquoi", "Gain sur le score d'ensemble", "Jours-personne", "Horizon",
            "Responsable", "Fonction", "Sujets", "Questions", "À faire après (rangs)", "Pour s'aider",
        ],
        [
            "1", "Fix it (fr)", "",
            "Lève le plafond\u00a0: «\u00a0because of C-1 (fr)\u00a0». Aujourd'hui\u00a0: «\u00a0level 1 (fr)\u00a0» (C-1).",
            "2,00", "3", "rapide", "CISO (fr)", "control (fr)", "ad (fr), exposure (fr)", "C-1", "", "",
        ],
    ]  # fmt: skip


def test_an_english_plan_has_commas_and_points():
    head, row = rows(plan_csv(*parts(), lang="en"), ",")
    assert head[:5] == ["Rank", "Action", "Work package", "Why", "Gain on the overall score"]
    assert row[4] == "2.00"


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_in_the_csv_is_a_formula(text):
    _, row = rows(plan_csv(*parts(Text(text, text)), lang="fr"), ";")
    assert row[1] == f"'{text}"


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_in_the_workbook_is_a_formula(text):
    book = load_workbook(BytesIO(plan_xlsx(*parts(Text(text, text)), lang="fr")))
    cell = book["Plan d'action"]["B2"]
    assert cell.data_type == "s"
    assert cell.value.replace("_x000D_", "\r").strip() == text.strip()
    assert cell.hyperlink is None


def test_the_workbook_holds_the_plan_and_what_to_clarify():
    book = load_workbook(BytesIO(plan_xlsx(*parts(), lang="fr")))
    assert book.sheetnames == ["Plan d'action", "Points à clarifier"]
    plan, clarify = book.worksheets
    assert [cell.value for cell in plan[2]][:2] == [1, "Fix it (fr)"]
    assert (plan["E2"].value, plan["E2"].number_format, plan["F2"].value) == (2, "0.00", 3)
    assert plan.freeze_panes == "C2"
    assert plan.auto_filter.ref == "A1:M2"
    assert [cell.value for cell in clarify[2]][:3] == ["C-2", "What of C-2? (fr)", "CISO (fr)"]
    assert book.properties.created == datetime(2026, 11, 23)  # noqa: DTZ001


def test_a_text_longer_than_a_cell_is_cut_to_its_size():
    book = load_workbook(BytesIO(plan_xlsx(*parts(said("x" * 40_000)), lang="fr")))
    assert len(book["Plan d'action"]["B2"].value) == 32_767


def test_a_plan_without_actions_still_has_its_columns():
    sheet, questionnaires, reference, scores, plan = parts()
    empty = (sheet, questionnaires, reference, scores, replace(plan, actions=(), to_clarify=()))
    assert len(rows(plan_csv(*empty), ";")) == 1
    assert load_workbook(BytesIO(plan_xlsx(*empty)))["Plan d'action"].max_row == 1


def test_the_workbook_carries_no_clock():
    with ZipFile(BytesIO(plan_xlsx(*parts()))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        dates = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+", archive.read("docProps/core.xml").decode())
    assert dates == ["2026-11-23T00:00:00"] * 2


@pytest.mark.parametrize("write", [plan_csv, plan_xlsx])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_same_plan_gives_the_same_bytes(teller, write, lang):
    told = teller.parts(teller.sheet("ch-de-valmont-2026"))
    assert write(*told, lang=lang) == write(*told, lang=lang)


def test_the_whole_plan_of_an_establishment_is_in_both(teller):
    told = teller.parts(teller.sheet("ch-de-valmont-2026"))
    actions = [action.text.fr for action in told[-1].actions]
    assert len(actions) > 100
    listed = [row[1] for row in rows(plan_csv(*told), ";")[1:]]
    book = load_workbook(BytesIO(plan_xlsx(*told)))["Plan d'action"]
    assert [" ".join(one.split()) for one in listed] == [" ".join(one.split()) for one in actions]
    assert [row[1].value for row in book.iter_rows(min_row=2)] == listed


def test_an_action_of_a_work_package_names_it(teller):
    told = teller.parts(teller.sheet("ch-de-valmont-2026"))
    named = {int(row[0]): row[2] for row in rows(plan_csv(*told), ";")[1:]}
    for package in told[-1].packages:
        title = "" if package.alone else package.title.fr
        assert {named[one.rank] for one in package.actions} == {title}
