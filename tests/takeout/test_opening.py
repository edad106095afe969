"""Files that are no road map of this assessment: one clear sentence, whatever the bytes."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taken import Case, a_case, edited, faults
from workbooks import a_workbook

from care_assess.errors import ContentError
from care_assess.exchange.workbook import LARGEST, LARGEST_UNPACKED
from care_assess.plan.following import Follow
from care_assess.text import translator

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
WORKBOOK = a_case(A_1=Follow(owner="M. Ba")).workbook()


def said(data: bytes, case: Case | None = None) -> str:
    (told,) = faults(lambda: (case or a_case()).back(data))
    return told.removeprefix(": ")


def with_part(name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(WORKBOOK)) as before,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        after.writestr(name, content)
    return target.getvalue()


def test_a_workbook_locked_by_a_password_says_so():
    data = OLD + "EncryptedPackage".encode("utf-16-le")
    assert said(data).endswith(
        "le fichier est protégé par un mot de passe\u00a0: enregistrez-le sans."
    )


def test_an_old_workbook_says_in_which_format_to_save_it():
    assert said(OLD) == "C'est un ancien classeur (.xls)\u00a0: enregistrez-le au format .xlsx."


def test_a_protected_sheet_says_how_to_open_it():
    def lock(sheet):
        sheet.parent["Charge"].protection.set_password("secret")

    data = edited(a_case().workbook(), change=lock)
    assert said(data).startswith("Une feuille du classeur est protégée\u00a0: ôtez la protection")


@pytest.mark.parametrize("data", [b"", b"Rep\xe8re;Action\r\n", b"PK\x03\x04", WORKBOOK[:3000]])
def test_bytes_that_are_no_workbook_are_refused(data):
    assert said(data).startswith("ce n'est pas un classeur .xlsx lisible")


def test_a_file_too_large_packed_or_not_is_not_opened():
    assert said(WORKBOOK + bytes(LARGEST)).startswith("le fichier dépasse 5 Mo")
    bomb = with_part("xl/media/image1.png", bytes(LARGEST_UNPACKED + 1))
    assert said(bomb).startswith("une fois décompressé, le fichier dépasserait 50 Mo")


def test_entities_are_not_expanded():
    hostile = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'
    assert said(with_part("xl/worksheets/sheet2.xml", hostile)).startswith(
        "ce n'est pas un classeur"
    )


def test_a_workbook_of_something_else_says_where_to_start_from():
    other = a_workbook({"Feuille de route": [("Repère", "Action"), ("A-1", "x")]})
    assert said(other).startswith("Ce classeur n'a pas été téléchargé ici")


def test_a_mark_of_another_format_is_not_ours():
    def change(sheet):
        sheet.parent["CaRE Assess"]["A2"].value = "care-assess/roadmap/9"

    data = edited(a_case().workbook(), change=change)
    assert said(data).startswith("Ce classeur n'a pas été téléchargé ici")


def test_a_road_map_of_another_assessment_says_of_which_one():
    other = Case(assessment="theirs").workbook()
    assert said(other) == (
        "Ce classeur vient d'une autre évaluation (CH de Valmont, 2026-11-23)\u00a0: ouvrez celle-là, "
        "ou téléchargez de nouveau le classeur de celle-ci."
    )


def test_a_road_map_of_the_same_assessment_elsewhere_is_known_by_what_was_said_there():
    here, there = a_case(A_1=Follow(owner="M. Ba")), a_case(A_1=Follow(owner="Mme Li"))
    assert said(there.workbook(), here).startswith("Feuille de route!S4: La marque de reprise")


def test_the_refusal_as_a_whole_says_that_nothing_has_changed():
    with pytest.raises(ContentError) as caught:
        a_case().back(OLD)
    assert translator("fr").error(caught.value) == (
        "«\u00a0retour.xlsx\u00a0» n'est pas repris, rien n'a changé. Corrigez ce point dans le "
        "fichier, puis déposez-le de nouveau."
    )


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_read_or_refused_and_never_fails_otherwise(at, noise):
    data = WORKBOOK[:at] + noise + WORKBOOK[at + len(noise) :]
    case = a_case(A_1=Follow(owner="M. Ba"))
    try:
        back = case.back(data)
    except ContentError:
        return
    assert back.conflicts == ()
