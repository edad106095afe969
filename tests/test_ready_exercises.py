"""The three ready-to-run exercises: whole, in two languages, adapted, and given as a document and a workbook."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from pypdf import PdfReader

from care_assess.exercises import LEVELS, material
from care_assess.exercises.material import load_common, load_kit
from care_assess.exercises.setting import SERVICES, Setting
from care_assess.questionnaire.yamltext import read_yaml
from care_assess.report.blocks import text_of
from care_assess.report.exercise import Handbook, exercise_report
from care_assess.report.exercise_sheet import exercise_xlsx
from care_assess.report.pdf import write_pdf
from care_assess.text import LANGUAGES, translator

READY = Path(material.__file__).parent / "ready"
NAMED = Setting(ehr="Orbis", beds=212, absent=("theatre",), emergency="=SAU adultes")


def book(level: str = "beginner", setting: Setting = NAMED, lang: str = "fr") -> Handbook:
    return Handbook(
        kit=load_kit(level),
        common=load_common(),
        setting=setting,
        name="CH de Valmont",
        day=date(2026, 11, 26),
        tr=translator(lang),
    )


def said(one: Handbook) -> str:
    return "\n".join(text_of(exercise_report(one).blocks)).replace("\u00a0", " ")


@pytest.mark.parametrize("name", [*LEVELS, "common"])
def test_each_file_has_the_shape_of_its_schema(name):
    shape = "common" if name == "common" else "exercise"
    schema = json.loads((READY / f"{shape}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    found = read_yaml(name, (READY / f"{name}.yaml").read_bytes())
    assert found.faults == ()
    assert [one.message for one in Draft202012Validator(schema).iter_errors(found.value)] == []


def test_the_schema_knows_the_departments_that_can_be_named():
    schema = json.loads((READY / "exercise.schema.json").read_text("utf-8"))
    stimulus = schema["properties"]["stimuli"]["items"]["properties"]
    assert tuple(stimulus["service"]["enum"]) == SERVICES


@pytest.mark.parametrize(("level", "stimuli", "behaviours"), [("beginner", 14, 13), ("intermediate", 18, 16), ("advanced", 20, 18)])  # fmt: skip
def test_each_exercise_goes_from_its_start_to_its_end(level, stimuli, behaviours):
    kit = load_kit(level)
    assert (len(kit.stimuli), len(kit.grid)) == (stimuli, behaviours)
    assert kit.stimuli[0].text.fr.startswith("DEBEX.")
    assert kit.stimuli[-1].text.fr.startswith("FINEX.")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("level", LEVELS)
def test_no_place_to_fill_in_is_left_in_an_exercise(level, lang):
    for setting in (NAMED, Setting()):
        text = said(book(level, setting, lang))
        assert "{" not in text
        assert "**" not in text


def test_an_exercise_bears_the_names_of_the_establishment():
    text = said(book())
    assert "Le DPI (Orbis) a reçu une mise à jour" in text
    assert "compte 212 lits" in text
    assert "Urgences, téléphone, DSI (chez nous : =SAU adultes)" in text
    assert text.count("Service absent de l'établissement") == 1
    assert "compte 320 lits" in said(book(setting=Setting()))


def test_departments_that_are_not_there_are_told_to_whoever_reads_the_situation():
    setting = Setting(absent=("maternity",))
    named = replace(book("intermediate"), setting=setting)
    assert "n'a pas ces services, à ne pas citer\u00a0: maternité" in named.situation()
    assert "Pour qui lit" not in replace(named, setting=Setting()).situation()


def test_the_document_says_whose_it_is_and_that_it_is_no_kit_of_the_ans():
    report = exercise_report(book())
    assert report.cover.establishment == "CH de Valmont"
    assert "distinct des kits de l'ANS" in report.cover.restriction_note
    assert "Ce ne sont pas les kits d'exercice de l'Agence du numérique en santé" in said(book())


def test_the_document_prints_and_is_the_same_each_time():
    written = write_pdf(exercise_report(book()))
    assert written == write_pdf(exercise_report(book()))
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(written)).pages]
    assert "CH de Valmont" in pages[0]
    assert any("Chronogramme" in one and "DEBEX" in one for one in pages)


def test_the_workbook_has_what_is_to_be_filled_in_and_no_formula():
    written = exercise_xlsx(book())
    found = load_workbook(io.BytesIO(written))
    assert found.sheetnames == ["Fiche", "Chronogramme", "Grille d'observation", "Main courante", "RETEX", "Actions"]  # fmt: skip
    rows = list(found["Chronogramme"].iter_rows(values_only=True))
    assert len(rows) == 15
    assert rows[3][2].endswith("=SAU adultes)")
    assert all(
        cell.data_type != "f" for sheet in found for row in sheet.iter_rows() for cell in row
    )
    assert written == exercise_xlsx(book())
