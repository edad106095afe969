"""The budget as files, and one field at a time."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO, StringIO

import openpyxl
import pytest
from budgets import MILLION, an_entry
from pypdf import PdfReader

from care_assess.budget import Entry, Line, Subsidy
from care_assess.budget.book import Book
from care_assess.budget.editing import changed, value_of
from care_assess.budget.telling import Teller
from care_assess.report.budget import budget_csv, budget_xlsx
from care_assess.report.budget_page import budget_pdf
from care_assess.text import translator

DAY = date(2026, 11, 26)


def teller() -> Teller:
    hostile = Line(kind="other", cents=12_34, label="=cmd|' /C calc'!A0", left_out="+1")
    entry = an_entry(entity="", lines=(*an_entry().lines, hostile))
    book = Book(years=(2025,)).with_entries([entry])
    return Teller(book=book, name="CH de Valmont", tr=translator("fr"))


def test_the_workbook_holds_ratios_terms_lines_and_conventions():
    book = openpyxl.load_workbook(BytesIO(budget_xlsx(teller(), DAY, lambda _: "CH de Valmont")))
    assert book.sheetnames == ["Ratios", "Termes", "Lignes", "Conventions"]
    first = [cell.value for cell in book["Ratios"][2]]
    assert first[0] == 2025
    assert first[4:7] == [1_700_000, 100_000_000, 1.7]
    lines = list(book["Lignes"].iter_rows(min_row=2, values_only=True))
    assert lines[1][4:7] == (500_000, 22, 110_000)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.rows for cell in row)


def test_the_same_book_gives_the_same_bytes():
    assert budget_xlsx(teller(), DAY, str) == budget_xlsx(teller(), DAY, str)
    assert budget_csv(teller()) == budget_csv(teller())


def test_the_csv_is_read_as_a_french_spreadsheet_does_and_computes_nothing():
    text = budget_csv(teller()).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert rows[1][4:7] == ["1700000,00", "100000000,00", "1,70"]
    assert any("Ligne écartée" in row[1] for row in rows if len(row) == 2)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("operating", 5),
        ("annex_investment", 7),
        ("basis", "forecast"),
        ("reported", True),
        ("staff_it", Fraction(7, 2)),
        ("line.staff", 3),
        ("line.investment", 0),
        ("line.internal", 9),
        ("line.annex", 9),
        ("grant.care.operating", 4),
        ("grant.other.investment", 4),
    ],
)
def test_a_field_holds_what_was_put_in_it_and_nothing_else_changes(name, value):
    entry = an_entry()
    new = changed(entry, name, value)
    assert value_of(new, name) == value
    former = value_of(entry, name)
    assert changed(new, name, former) == entry


def test_a_share_of_cybersecurity_is_signed_and_can_be_taken_back():
    entry = changed(an_entry(), "cyber.staff", Fraction(1, 10), by="Mme Roy")
    entry = changed(entry, "note.staff", "trois agents sur trente")
    line = entry.lines[0]
    assert (line.cyber, line.by, line.note) == (
        Fraction(1, 10), "Mme Roy", "trois agents sur trente",
    )  # fmt: skip
    assert changed(entry, "cyber.staff", None).lines[0].by == ""


def test_the_amount_of_a_line_changes_without_losing_its_share():
    entry = changed(an_entry(), "line.investment", MILLION)
    assert value_of(entry, "cyber.investment") == Fraction(22, 100)


def test_a_share_of_a_line_that_is_not_there_says_nothing():
    assert changed(Entry(entity="", year=2025), "cyber.staff", Fraction(1)) == Entry(
        entity="", year=2025
    )


@pytest.mark.parametrize("name", ["nothing", "line.nothing", "grant.care.amortisation"])
def test_a_field_there_is_not_is_refused(name):
    with pytest.raises(KeyError):
        changed(an_entry(), name, 1)


def test_a_grant_of_zero_is_no_grant():
    granted = replace(an_entry(), subsidies=(Subsidy(fund="ars", total="operating", cents=3),))
    assert changed(granted, "grant.ars.operating", 0).subsidies == ()


def test_the_printed_sheet_says_the_ratios_with_their_terms_and_every_convention():
    told = teller()
    data = budget_pdf(told, DAY)
    assert budget_pdf(told, DAY) == data
    text = " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split()
    )
    said = text.replace("\u202f", " ").replace("\u00a0", " ")
    assert "1,7 %" in said
    assert "1 700 000 €" in said
    assert "**" not in said
    assert "moyenne nationale (Cour des comptes" in said
    assert "Cybersécurité, ligne par ligne" in said
    for convention in told.conventions(2025):
        assert convention.split()[-1] in said
