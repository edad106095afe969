"""What the guide of authors shows works as it says."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from workbooks import a_workbook

from care_assess.cli import main
from care_assess.commands.questionnaire import COMMANDS
from care_assess.content import load_catalogue
from care_assess.questionnaire.model import AXES, TOPICS
from care_assess.questionnaire.schema import schema
from care_assess.sheet import read_sheet
from care_assess.text import NBSP

GUIDE = (Path(__file__).parents[1] / "docs" / "authors.md").read_text("utf-8")


def example(language, beginning):
    """The block of code of the guide that begins so."""
    blocks = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    (found,) = (block for block in blocks if block.startswith(beginning))
    return found


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder that the guide has its reader make, from where the reader stands."""
    monkeypatch.chdir(tmp_path)
    own = Path("mes-questionnaires")
    (own / "imaging").mkdir(parents=True)
    text = example("yaml", "format: care-assess/questionnaire/1")
    (own / "imaging" / "1.0.0.yaml").write_text(text, "utf-8")
    return own


def test_the_example_is_correct_and_the_command_says_so(folder, capsys):
    assert main(["questionnaire", "check", str(folder)]) == 0
    said = capsys.readouterr().out.replace(NBSP, " ")
    assert f"$ care-assess questionnaire check {folder}\n{said}" in example(
        "console", f"$ care-assess questionnaire check {folder}\n"
    )


def test_the_questions_of_the_example_are_placed_in_the_scenarios(folder, capsys):
    (folder / "scenarios.yaml").write_text(
        example("yaml", "format: care-assess/scenarios/1"), "utf-8"
    )
    assert main(["questionnaire", "check", str(folder)]) == 0


def test_the_faults_of_the_guide_are_those_of_the_command(folder, capsys):
    path = folder / "imaging" / "1.0.0.yaml"
    text = path.read_text("utf-8")
    text = text.replace("tier: core", "tier: cor", 1).replace("days: 6\n", "days: 60\n", 1)
    path.write_text(text, "utf-8")
    assert main(["questionnaire", "check", str(folder)]) == 2
    said = capsys.readouterr().err.replace(NBSP, " ")
    assert said.replace("\\", "/") == example("text", "mes-questionnaires/imaging")


def test_the_vocabulary_of_the_guide_can_be_used_at_once(folder):
    (folder / "reference.yaml").write_text(
        example("yaml", "format: care-assess/reference/1"), "utf-8"
    )
    path = folder / "imaging" / "1.0.0.yaml"
    text = path.read_text("utf-8").replace("answered_by: biomed", "answered_by: manipulateur", 1)
    path.write_text(text, "utf-8")
    assert load_catalogue(folder).reference.units["hours"].fr == "heures"


def test_the_framework_of_the_guide_can_be_used_at_once(folder):
    vocabulary = example("yaml", "format: care-assess/reference/1")
    table = example("yaml", "readiness:")
    (folder / "reference.yaml").write_text(f"{vocabulary}{table}", "utf-8")
    (line,) = load_catalogue(folder).reference.readiness["notre_charte"].lines
    assert line.needs == {"GOV-22": 5}


def test_the_sheet_of_the_guide_answers_its_questionnaire(folder):
    sheet = read_sheet(
        "fiche.yaml",
        example("yaml", "format: care-assess/sheet/1").encode(),
        load_catalogue(folder),
    )
    assert list(sheet.answers) == ["IMG-01", "IMG-02", "IMG-03"]


def test_the_cuts_of_the_guide_give_the_levels_it_says(folder):
    text = (folder / "imaging" / "1.0.0.yaml").read_text("utf-8")
    assert 'cuts: {"1": any, "2": 36, "3": 24, "4": 18, "5": 12}' in text
    scale = load_catalogue(folder).select({"imaging": "1.0.0"})[0].questions[1].scale
    assert scale.level(Fraction(20)) == 3


def commands() -> list[tuple[str, str]]:
    """Each command of the sections on the way from end to end, and what the guide says it prints."""
    part = GUIDE.partition("## De bout en bout")[2].partition("## Un premier questionnaire")[0]
    blocks = re.findall(r"```console\n\$ care-assess (.*?)\n(.*?)```", part, re.DOTALL)
    return [(command, printed) for command, printed in blocks]


def workbook() -> bytes:
    """The workbook of the guide: its three tables of Markdown."""
    part = GUIDE.partition("## Depuis Excel")[2]
    tables = re.findall(r"((?:^\|.*\|\n)+)", part, re.MULTILINE)[:3]
    rows = [
        [[cell.strip() for cell in line.strip("|\n").split("|")] for line in table.splitlines()]
        for table in tables
    ]
    sheets = zip(("survey", "choices", "settings"), rows, strict=True)
    return a_workbook({name: [table[0], *map(typed, table[2:])] for name, table in sheets})


def typed(row: list[str]) -> list[object]:
    """A row as a spreadsheet has it: figures are numbers, an empty cell holds nothing."""
    return [int(cell) if cell.isdecimal() else cell or None for cell in row]


def test_the_way_from_end_to_end_goes_as_the_guide_says(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("service.xlsx").write_bytes(workbook())
    assert len(commands()) == 5
    for command, printed in commands():
        assert main(command.split()) == 0
        assert capsys.readouterr().out.replace(NBSP, " ").replace("\\", "/") == printed


def test_what_the_guide_takes_from_excel_has_no_fault(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("service.xlsx").write_bytes(workbook())
    assert main(["questionnaire", "import", "service.xlsx", "-o", "service.yaml"]) == 0
    assert main(["questionnaire", "check", "service.yaml"]) == 0


def test_every_command_of_authors_is_in_the_guide():
    assert [name for name in COMMANDS if f"questionnaire {name}" not in GUIDE] == []


def test_every_key_of_the_format_is_described():
    questionnaire = schema("questionnaire")
    parts = [questionnaire, *questionnaire["$defs"].values()]
    keys = {key for part in parts for key in part.get("properties", {})} - set("12345")
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", GUIDE)] == []
    words = [*TOPICS, *questionnaire["$defs"]["question"]["properties"]["type"]["enum"]]
    assert [
        word for word in (*words, AXES[3]) if f"`{word}`" not in GUIDE and word not in GUIDE
    ] == []


def test_the_contents_of_the_guide_lead_to_its_titles():
    titles = re.findall(r"^##+ (.*)$", GUIDE, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    assert set(re.findall(r"\(#([^)]+)\)", GUIDE)) <= anchors
