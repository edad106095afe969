"""What is left to do as CSV for GLPI and Jira, read back as they would read it."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from taken import Case, a_case

from care_assess.plan.following import Follow
from care_assess.takeout.trackers import GLPI, JIRA, glpi_csv, jira_csv
from care_assess.text import LANGUAGES

GUIDE = Path(__file__).parents[2] / "docs" / "plan-exports.md"
SAID = Follow(
    owner="Mme Roy",
    status="blocked",
    reason="no money",
    start=date(2027, 3, 12),
    due=date(2027, 4, 1),
    comment='see "plan";\n2, rue',
)


def glpi(case: Case) -> list[dict[str, str]]:
    text = StringIO(glpi_csv(case.taken).decode("utf-8"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


def jira(case: Case) -> list[list[str]]:
    return list(csv.reader(StringIO(jira_csv(case.taken).decode("utf-8"), newline="")))


def test_a_task_for_glpi_has_the_fields_of_its_project_tasks():
    row = next(one for one in glpi(a_case(A_1=SAID)) if one["reference"] == "A-1")
    content = row.pop("content")
    assert row == {
        "name": "Back up (fr)",
        "plan_start_date": "2027-03-12 00:00:00",
        "plan_end_date": "2027-04-01 23:59:59",
        "state": "bloquée",
        "owner": "Mme Roy",
        "comment": 'see "plan";\n2, rue',
        "reference": "A-1",
    }
    assert content.splitlines() == [
        "Aujourd'hui\u00a0: «\u00a0level 0 (fr)\u00a0» (A-1).",
        "Personne en charge\u00a0: Mme Roy.",
        "Fonction\u00a0: CISO (fr).",
        "Environ 10 jours-personne (ordre de grandeur).",
        "Bloquée\u00a0: no money",
        'Commentaire\u00a0: see "plan";',
        "2, rue",
        "Action A-1 du plan de CH de Valmont, évaluation du 23/11/2026.",
    ]


def test_an_issue_for_jira_has_its_own_words_and_labels_without_spaces():
    head, *rows = jira(a_case(A_1=SAID))
    row = next(one for one in rows if "A-1" in one)
    assert head == [*JIRA, "Labels", "Labels", "Labels"]
    assert row[len(JIRA) :] == ["care-assess", "ad", "exposure"]
    told = dict(zip(JIRA, row, strict=False))
    told.pop("Description")
    assert told == {
        "Summary": "Back up (fr)",
        "Issue Type": "Task",
        "Status": "Blocked",
        "Priority": "Medium",
        "Start Date": "2027-03-12",
        "Due Date": "2027-04-01",
        "Owner": "Mme Roy",
        "Reference": "A-1",
    }


def test_every_row_of_jira_has_as_many_cells_as_there_are_titles():
    case = a_case(Z_9=Follow(owner="M. Ba"))
    head, *rows = jira(case)
    assert {len(row) for row in rows} == {len(head)}
    gone = dict(zip(JIRA, rows[-1], strict=False))
    assert (gone["Summary"], gone["Priority"], gone["Due Date"]) == ("Z-9", "", "")


def test_what_nobody_does_goes_to_the_usual_role_with_the_proposed_dates():
    row = next(one for one in glpi(a_case()) if one["reference"] == "B-1")
    assert row["owner"] == "director (fr)"
    assert "proposition de CaRE Assess." in row["content"]
    assert row["plan_end_date"]


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_what_is_done_or_dropped_is_not_to_be_done_again(status):
    case = a_case(A_1=Follow(status=status, reason="why"))
    assert {one["reference"] for one in glpi(case)} == {"B-1", "C-1"}
    assert len(jira(case)) == 3


@pytest.mark.parametrize("text", ["=1+1", "+33 1 23", "-2", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_no_cell_is_a_formula_in_a_spreadsheet(text):
    case = a_case(A_1=Follow(owner=text, comment=text))
    cells = [cell for one in glpi(case) for cell in one.values()]
    cells += [cell for row in jira(case) for cell in row]
    assert f"'{text}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("write", [glpi_csv, jira_csv])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_road_map_gives_the_same_bytes(write, lang):
    case = a_case(lang, A_1=SAID)
    assert write(case.taken) == write(case.taken)


def test_with_nothing_left_to_do_there_are_only_titles():
    done = Follow(status="done")
    case = a_case(A_1=done, B_1=done, C_1=done)
    assert (glpi(case), len(jira(case))) == ([], 1)


@pytest.mark.parametrize("column", [*GLPI, *JIRA, "Labels"])
def test_every_column_is_in_the_guide(column):
    assert f"| `{column}` |" in GUIDE.read_text("utf-8")
