"""Workbooks to be read, built in memory."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

SURVEY = ("type", "name", "label::French (fr)", "label::English (en)", "hint::French (fr)",
          "hint::English (en)", "relevant", "weight", "required")  # fmt: skip
CHOICES = ("list_name", "name", "label::French (fr)", "label::English (en)", "score")

Rows = Sequence[Sequence[object]]

WARD: Mapping[str, Rows] = {
    "survey": [
        SURVEY,
        ("begin_group", "downtime", "Travailler sans ordinateur", "Working without computers"),
        ("note", "n1", "Pensez à une nuit de week-end.", "Think of a weekend night."),
        ("select_one yes_no", "sheets", "Les fiches papier sont-elles prêtes ?", "Are the paper sheets ready?",
         "Une par patient.", "One per patient.", None, 3, "yes"),
        ("select_multiple places", "where", "Où sont-elles ?", "Where are they?", None, None,
         "selected(${sheets}, 'yes')", 2),
        ("end_group",),
        ("begin_group", "people", "Les personnes", "People"),
        ("date", "last", "Date du dernier essai", "Date of the last trial"),
        ("text", "remarks", "Remarques", "Remarks"),
        ("select_one yes_no", "trained", "L'équipe de nuit est-elle formée ?", "Is the night team trained?",
         None, None, "${sheets} != 'no' and not(selected(${where}, 'desk'))"),
        ("end_group",),
    ],
    "choices": [
        CHOICES,
        ("yes_no", "yes", "Oui", "Yes", 5),
        ("yes_no", "partly", "En partie", "Partly", 2),
        ("yes_no", "no", "Non", "No", 0),
        ("yes_no", "dont_know", "Je ne sais pas", "I do not know", "unknown"),
        ("places", "desk", "Au bureau des infirmiers", "At the nurses' desk", 2),
        ("places", "cart", "Sur le chariot", "On the cart", 3),
    ],
    "settings": [
        ("form_title::French (fr)", "form_title::English (en)", "form_id", "version", "prefix", "axis",
         "summary::French (fr)", "summary::English (en)"),
        ("Soigner sans ordinateur", "Caring without computers", "ward", "1.0.0", "WAR", "awareness",
         "Une nuit sans informatique.", "A night without computers."),
    ],
}  # fmt: skip
"""A small form of every kind of row that ours can say."""


def a_workbook(sheets: Mapping[str, Rows] = WARD) -> bytes:
    """The bytes of a workbook with those sheets."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_rows(sheet: str, *rows: Sequence[object], sheets: Mapping[str, Rows] = WARD) -> bytes:
    """The workbook with more rows at the end of a sheet."""
    return a_workbook({**sheets, sheet: [*sheets[sheet], *rows]})


def without(sheet: str, sheets: Mapping[str, Rows] = WARD) -> bytes:
    """The workbook less a sheet."""
    return a_workbook({title: rows for title, rows in sheets.items() if title != sheet})
