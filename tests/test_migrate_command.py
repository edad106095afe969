"""``care-assess questionnaire migrate``."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copyfile

import pytest
from living import living, write_living

from care_assess.cli import main
from care_assess.sheet import read_sheet
from care_assess.text import NBSP

PACK = Path(__file__).parent / "conformance" / "questionnaires"
SHEET = """\
format: care-assess/sheet/1
organisation: {name: "CH d'essai", kind: public}
date: 2026-11-23
questionnaires: {living: "1.0.0"}
answers: {LIV-01: 3, LIV-03: someone, LIV-05: 3, LIV-06: 2, LIV-07: yes}
"""


@pytest.fixture
def sheet(tmp_path, monkeypatch):
    monkeypatch.setenv("CARE_QUESTIONNAIRES", str(write_living(tmp_path / "questionnaires")))
    path = tmp_path / "fiche.yaml"
    path.write_text(SHEET, "utf-8")
    return path


def migrated(capsys, *arguments):
    code = main(["questionnaire", "migrate", *map(str, arguments)])
    printed = capsys.readouterr()
    return code, printed.out.replace(NBSP, " "), printed.err.replace(NBSP, " ")


def test_it_shows_scores_and_answers_and_writes_nothing(sheet, capsys):
    code, said, _ = migrated(capsys, sheet)
    assert code == 0
    assert said.startswith("Vivant : de la version 1.0.0 à la version 2.0.0\n\nScore ")
    assert "\nSujet : Active Directory" in said
    assert (
        "\n1 question à reposer\n  LIV-03 : Qui s'en charge ?\n    - Une personne\n"
        "    Les réponses possibles ont changé, et celle-ci n'a pas d'équivalent.\n"
        "\n1 question retirée, sa réponse reste en note\n  LIV-07 : Avez-vous un télécopieur ?\n"
        "    - Oui\n    Plus personne n'en a\n"
        "\n1 réponse traduite\n  LIV-22 : Les serveurs sont-ils à jour ?\n    - 3 · Niveau 3\n"
        "    - 2 · Niveau 2\n    + 2 · Niveau 2\n    Elle réunit LIV-05, LIV-06.\n"
        "\n1 question nouvelle\n  LIV-11\n"
        "\n1 réponse reprise telle quelle\n  LIV-01\n"
    ) in said
    assert [path.name for path in sheet.parent.iterdir() if path.is_file()] == ["fiche.yaml"]


def test_it_writes_the_new_sheet_where_it_is_told(sheet, capsys):
    target = sheet.with_name("nouvelle.yaml")
    code, said, _ = migrated(capsys, sheet, "-o", target)
    assert code == 0
    assert said.endswith(f"\nNouvelle fiche écrite : {target}\n")
    read = read_sheet("nouvelle.yaml", target.read_bytes(), living())
    assert dict(read.versions) == {"living": "2.0.0"}
    assert [note.question for note in read.notes] == ["LIV-03", "LIV-05", "LIV-07"]
    assert migrated(capsys, target)[0] == 2


def test_it_stops_at_the_version_it_is_told(sheet, capsys):
    target = sheet.with_name("nouvelle.yaml")
    assert migrated(capsys, sheet, "--to", "living@1.1.0", "-o", target)[0] == 0
    read = read_sheet("nouvelle.yaml", target.read_bytes(), living())
    assert (dict(read.versions), read.notes) == ({"living": "1.1.0"}, ())


def test_programs_read_it_as_json(sheet, capsys):
    _, said, _ = migrated(capsys, sheet, "--format", "json")
    read = json.loads(said)
    assert read["format"] == "care-assess/migration/1"
    assert (read["before"], read["after"]) == ({"living": "1.0.0"}, {"living": "2.0.0"})
    outcomes = {one["question"]: one["outcome"] for one in read["questions"]}
    assert outcomes["LIV-03"] == "asked"
    assert outcomes["LIV-07"] == "gone"
    (merged,) = (one for one in read["questions"] if one["question"] == "LIV-22")
    assert (merged["former"], merged["reason"]) == (["LIV-05", "LIV-06"], "merged")
    assert [one["name"] for one in read["scores"]][:2] == ["overall", "living"]


def test_another_scale_is_said_beside_the_score(sheet, capsys):
    indices = sheet.parent / "questionnaires" / "mon_aide_cyber"
    indices.mkdir()
    copyfile(PACK / "mon_aide_cyber.yaml", indices / "1.0.0.yaml")
    also = SHEET.replace('"1.0.0"}', '"1.0.0", mon_aide_cyber: "1.0.0"}')
    sheet.write_text(also.replace("answers: {", "answers: {MAC-01: 2, MAC-02: 3, "), "utf-8")
    (line,) = (one for one in migrated(capsys, sheet)[1].splitlines() if "indices" in one)
    assert line.split("  ")[-1].strip() == "entre 0,5 et 2,9 (de 0 à 3)"
    read = json.loads(migrated(capsys, sheet, "--format", "json")[1])
    (scored,) = (one for one in read["scores"] if one["name"] == "mon_aide_cyber")
    assert scored["before"] == scored["after"]
    assert scored["after"]["scale"] == {"min": 0, "max": 3}
    assert (scored["after"]["score"], scored["after"]["normalised"]) == (2.5, 25 / 6)
    assert main(["score", str(sheet)]) == 0
    assert "Moyenne pondérée d'indices (de 0 à 3)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--to", "living"], "« living » n'est pas une version"),
        (["--to", "living@9.0.0"], "n'a pas de version 9.0.0"),
        (["--to", "governance@1.0.0"], "ne porte pas sur le questionnaire « governance »"),
        (["-o", "nowhere/new.yaml"], "nowhere/new.yaml"),
    ],
)
def test_what_cannot_be_done_is_told(sheet, capsys, monkeypatch, arguments, sentence):
    monkeypatch.chdir(sheet.parent)
    code, said, told = migrated(capsys, sheet, *arguments)
    assert (code, said) == (2, "")
    assert sentence in told


def test_a_faulty_sheet_is_told_with_its_lines(sheet, capsys):
    sheet.write_text(SHEET.replace("LIV-01: 3", "LIV-01: 9"), "utf-8")
    code, _, told = migrated(capsys, sheet)
    assert code == 2
    assert f"{sheet}:5: answers.LIV-01" in told


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("3", "notes[0]: Une liste de réponses d'avant est attendue"),
        ("{questionnaire: none}", "notes[0].questionnaire"),
        ("{questionnaire: living, version: 9.0.0}", "notes[0].version"),
        ('{questionnaire: living, version: "1.0.0", question: LIV-99}', "notes[0].question"),
        (
            '{questionnaire: living, version: "1.0.0", question: LIV-07, reason: lost, answer: yes}',
            "notes[0].reason: Écrivez l'un de ces mots : removed, renewed",
        ),
        (
            '{questionnaire: living, version: "1.0.0", question: LIV-07, reason: removed, answer: maybe}',
            "notes[0].answer",
        ),
        (
            '{questionnaire: living, version: "1.0.0", question: LIV-07, reason: removed, beside: [LIV-99], answer: yes}',
            "notes[0].beside: Cette question n'existe dans aucun questionnaire",
        ),
    ],
)
def test_a_faulty_note_is_told_with_its_place(sheet, capsys, note, told):
    sheet.write_text(f"{SHEET}notes:\n  - {note}\n", "utf-8")
    code, said, faults = migrated(capsys, sheet)
    assert (code, said) == (2, "")
    assert f"{sheet}:7: {told}" in faults
