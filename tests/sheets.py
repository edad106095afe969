"""The head of a sheet file, the questionnaires it may cite, and how it is read or refused."""

from __future__ import annotations

import pytest
from build import (
    a_catalogue,
    a_choice,
    a_date,
    a_multiple,
    a_number,
    a_question,
    a_questionnaire,
    a_yes_no,
    an_information,
)

from care_assess.answers import Sheet
from care_assess.errors import SheetError
from care_assess.sheet import read_sheet
from care_assess.text import translator

CARE = a_questionnaire(
    "care",
    a_question("C-01"),
    a_yes_no("C-02"),
    a_number("C-03"),
    a_number("C-04", decimals=2, never=False, maximum=100),
    a_choice("C-05", none=0, cloud=3, here=3, all=5),
    a_multiple("C-06", plan=2, drill=3),
    a_date("C-07"),
    an_information("C-08"),
)
CATALOGUE = a_catalogue(CARE, a_questionnaire("other", a_question("O-01")))
QUESTIONS = CARE.built.questions

HEAD = """\
format: care-assess/sheet/1
organisation: {name: "CH de Valmont", kind: public}
date: 2026-11-23
questionnaires: {care: "1.0.0"}
"""


def read(text: str | bytes) -> Sheet:
    return read_sheet("f.yaml", text.encode() if isinstance(text, str) else text, CATALOGUE)


def faults(text: str | bytes) -> list[str]:
    """Every fault as the command line says it, with ordinary spaces."""
    with pytest.raises(SheetError) as refused:
        read(text)
    say = translator("fr")
    return [
        f"{one.file}:{one.line}: {one.path}: {say.message(one.message)}".replace("\u00a0", " ")
        for one in refused.value.faults
    ]
