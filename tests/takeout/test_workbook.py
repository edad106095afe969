"""The workbook that is taken away: three sheets with real days and numbers, and where it comes from."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from filled import DAY
from openpyxl import load_workbook
from taken import a_case, column

from care_assess.plan.following import Follow
from care_assess.text import LANGUAGES, translator

SAID = Follow(
    owner="=1+1",
    status="blocked",
    reason="+33 1 23",
    start=date(2027, 3, 12),
    due=date(2027, 4, 1),
    build=Decimal("1200.50"),
    run=Decimal(0),
    funding="@CAIH",
    comment="-2\nfois",
    evidence=("plan.pdf", "compte rendu.pdf"),
)


def sheets(case):
    return load_workbook(BytesIO(case.workbook()))


def cells(case, action: str, lang: str = "fr") -> dict:
    """The cells of the row of an action, by field."""
    sheet = sheets(case)[translator(lang)("takeout.sheet.roadmap")]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == action)
    fields = ("rank", "action", "role", "days", "wave", "proposed_start", "proposed_due", "owner",
              "status", "reason", "start", "due", "build", "run", "funding", "comment", "evidence")  # fmt: skip
    return {name: row[column(sheet, name, lang) - 1] for name in fields}


def test_there_are_a_plan_a_road_map_and_a_load_and_a_hidden_mark():
    book = sheets(a_case())
    assert [(one.title, one.sheet_state) for one in book.worksheets] == [
        ("Plan d'action", "visible"),
        ("Feuille de route", "visible"),
        ("Charge", "visible"),
        ("CaRE Assess", "hidden"),
    ]
    assert [[cell.value for cell in row] for row in book["CaRE Assess"]] == [
        ["format", "assessment", "name", "date"],
        ["care-assess/roadmap/1", "ours", "CH de Valmont", DAY.isoformat()],
    ]


def test_days_and_euros_are_days_and_numbers_and_texts_are_never_formulas():
    row = cells(a_case(A_1=SAID), "A-1")
    assert {name: cell.value for name, cell in row.items()} == {
        "rank": 3,
        "action": "Back up (fr)",
        "role": "CISO (fr)",
        "days": 10,
        "wave": 90,
        "proposed_start": None,
        "proposed_due": None,
        "owner": "=1+1",
        "status": "bloquée",
        "reason": "+33 1 23",
        "start": datetime(2027, 3, 12),  # noqa: DTZ001
        "due": datetime(2027, 4, 1),  # noqa: DTZ001
        "build": 1200.5,
        "run": 0,
        "funding": "@CAIH",
        "comment": "-2\nfois",
        "evidence": "plan.pdf\ncompte rendu.pdf",
    }
    assert {cell.data_type for cell in row.values()} <= {"s", "n", "d"}
    assert (row["start"].number_format, row["build"].number_format) == ("dd/mm/yyyy", "#,##0.00")
    assert row["owner"].number_format == "@"


def test_proposed_dates_stand_apart_from_those_that_people_give():
    row = cells(a_case(A_1=Follow(due=date(2027, 4, 1))), "A-1")
    assert row["proposed_start"].value is not None
    assert row["proposed_due"].value is None
    assert row["start"].value is None


def test_the_header_stays_in_sight_and_statuses_are_chosen_from_a_list():
    sheet = sheets(a_case())["Feuille de route"]
    assert sheet.freeze_panes == "D2"
    lists = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert [one.formula1 for one in lists] == ['"à faire,en cours,bloquée,faite,abandonnée"']
    stamped = sheet.column_dimensions["S"]
    assert (sheet["S1"].value, stamped.hidden) == ("Marque de reprise", True)


def test_the_load_adds_up_by_role_and_month():
    sheet = sheets(a_case(A_1=Follow(start=date(2026, 12, 1), due=date(2027, 1, 31))))["Charge"]
    rows = [[cell.value for cell in row] for row in sheet]
    assert rows[0][0] == "Fonction"
    assert rows[0][1] == datetime(2026, 12, 1)  # noqa: DTZ001
    assert [row[0] for row in rows[1:]] == ["director (fr)", "CISO (fr)", "En tout"]
    total = rows[-1]
    assert sum(total[1:-1]) == pytest.approx(total[-1]) == pytest.approx(19)


def test_an_action_that_has_left_the_questionnaires_keeps_its_row_under_its_reference():
    row = cells(a_case(Z_9=Follow(owner="M. Ba")), "Z-9")
    assert (row["action"].value, row["role"].value, row["days"].value) == ("Z-9", None, None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_road_map_gives_the_same_bytes(lang):
    case = a_case(lang, A_1=SAID)
    assert case.workbook() == case.workbook()
