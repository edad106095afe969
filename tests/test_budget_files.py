"""Lines of spending from a file: French numbers, faults with row and column, nothing half taken."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest

from care_assess.budget import Line
from care_assess.budget.book import MOST_LINES
from care_assess.budget.numbers import Unreadable, read_amount, read_count, read_percent
from care_assess.budget.reading import FIELDS, known_as, read_lines
from care_assess.errors import ContentError
from care_assess.offers.reading import guess_columns
from care_assess.offers.table import read_table
from care_assess.text import translator

HEADER = "Nature;Libellé;Montant;Année;Établissement;Part cyber;Hypothèse;Budget annexe;Refacturation interne;Écartée\n"


def read(text: str | bytes, *, thousands: bool = False):
    data = text if isinstance(text, bytes) else text.encode()
    table = read_table("depenses.csv", data, "budget.fault.empty")
    columns = guess_columns(table.columns, {name: known_as(name) for name in FIELDS})
    entities = {"CH de Valmont": "", "CH du Lac": "CH du Lac"}
    return read_lines(
        "depenses.csv",
        table,
        columns,
        entities=entities,
        year=2025,
        by="Mme Roy",
        thousands=thousands,
    )


def faults(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(ContentError) as caught:
        read(text)
    tr = translator("fr")
    return [
        (one.line, one.path, tr.message(one.message).replace("\u00a0", " "))
        for one in caught.value.faults
    ]


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1 700 000", 170_000_000),
        ("1\u202f700\u202f000,50 €", 170_000_050),
        ("1700000.5", 170_000_050),
        ("1234567.891", 123_456_789),
        ("0,005", 1),
        ("1 700 k€", 170_000_000),
        ("1,7 M€", 170_000_000),
        ("12 EUR", 1200),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_the_french_write_them(text, cents):
    assert read_amount(text) == cents


@pytest.mark.parametrize(
    "text", ["", "-5", "1.700", "1,700", "1.700.000", "mille", "1 70 000", "1e9", "9" * 18, "=1+1"]
)
def test_what_is_no_amount_or_two_amounts_at_once_is_not_guessed(text):
    with pytest.raises(Unreadable):
        read_amount(text)


def test_a_bare_number_takes_the_unit_of_the_page_and_a_written_unit_keeps_its_own():
    assert read_amount("1 700", thousands=True) == 170_000_000
    assert read_amount("1 700 €", thousands=True) == 170_000


def test_shares_and_staff_take_a_comma():
    assert read_percent("12,5 %") == Fraction(1, 8)
    assert read_count("17,5") == Fraction(35, 2)
    for text in ("101", "-1", "beaucoup"):
        with pytest.raises(Unreadable):
            read_percent(text)


def test_a_file_gives_the_lines_of_each_establishment_and_year():
    found = read(
        HEADER
        + "Personnel;Équipe;1 200 000;2025;;10;trois agents sur trente;;;\n"
        + "saas;Suite;300 000,50;2025;CH de Valmont;;;oui;;\n"
        + "Prestations;Support;80 k€;2024;CH du Lac;0;;;oui;\n"
        + "Autre;Moniteurs;5000;2025;;;;;;logiciel embarqué\n"
    )
    assert found["", 2025] == (
        Line(kind="staff", cents=120_000_000, cyber=Fraction(1, 10), label="Équipe",
             note="trois agents sur trente", by="Mme Roy"),
        Line(kind="licences", cents=30_000_050, label="Suite", annex=True),
        Line(kind="other", cents=500_000, label="Moniteurs", left_out="logiciel embarqué"),
    )  # fmt: skip
    assert found["CH du Lac", 2024] == (
        Line(kind="services", cents=8_000_000, cyber=Fraction(0), label="Support", by="Mme Roy",
             internal=True),
    )  # fmt: skip


def test_two_columns_are_enough():
    assert read("nature,montant\nMaintenance,1200\n") == {
        ("", 2025): (Line(kind="maintenance", cents=120_000),)
    }


def test_every_fault_is_said_with_its_row_and_column_and_nothing_is_taken():
    found = faults(
        HEADER
        + "Personnel;Bon;1 200 000;2025;;;;;;\n"
        + "Jardin;;douze;20x5;CH Inconnu;110;;peut-être;;\n"
    )
    assert [(line, column) for line, column, _ in found] == [
        (3, "montant"),
        (3, "établissement"),
        (3, "année"),
        (3, "nature"),
        (3, "part cyber"),
        (3, "budget annexe"),
    ]
    assert found[0][2].startswith("« douze » n'est pas un montant : ")


def test_a_needed_cell_that_is_empty_is_named():
    assert faults("nature;montant\nPersonnel;\n")[0][:2] == (2, "montant")


def test_a_file_without_a_needed_column_says_which():
    assert faults("libellé\nX\n") == [
        (0, "", "dites quelle colonne contient la nature de la dépense."),
        (0, "", "dites quelle colonne contient le montant."),
    ]


def test_more_lines_than_a_book_holds_are_refused():
    rows = "Maintenance;1\n" * (MOST_LINES + 1)
    assert f"plus de {MOST_LINES} lignes" in faults(f"nature;montant\n{rows}")[0][2]


def workbook(*rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_workbook_gives_the_same_with_numbers_in_its_cells():
    found = read(workbook(("Nature", "Montant", "Part cyber"), ("Licences", 1234567.8912, 12.5)))
    assert found["", 2025] == (
        Line(kind="licences", cents=123_456_789, cyber=Fraction(1, 8), by="Mme Roy"),
    )


def test_a_formula_in_a_cell_is_refused():
    with pytest.raises(ContentError):
        read(workbook(("Nature", "Montant"), ("Licences", "=1+1")))
