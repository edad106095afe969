"""The purchase sheet of one buying body as a spreadsheet: same lines, same bytes; nothing in it computes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO

import xlsxwriter

from care_assess.offers.matching import Match
from care_assess.offers.purchases import Line
from care_assess.questionnaire import Reference
from care_assess.text import NBSP, Text, Translator, french_spacing

__all__ = ["purchase_xlsx", "reasons"]

_COLUMNS = (
    ("reference", 14), ("title", 50), ("provider", 24), ("price", 20), ("url", 34), ("actions", 70),
    ("why", 44), ("quantity", 12), ("comment", 40),
)  # fmt: skip
_LONGEST = 32_767  # characters, in a cell of a spreadsheet


def purchase_xlsx(
    body: str, lines: Sequence[Line], reference: Reference, day: date, tr: Translator
) -> bytes:
    """One row an offer, with the actions it could serve and why; the last columns are to be filled in.

    ``day``: that of the assessment. Texts are written as texts: no formula, no link.
    """
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    made = datetime(day.year, day.month, day.day)  # noqa: DTZ001  a day, not a moment
    with xlsxwriter.Workbook(buffer, options) as book:
        title = tr("offers.sheet.title", body=body)
        book.set_properties({"title": title[:255], "created": made})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        page = book.add_worksheet(tr("offers.sheet.name"))
        page.write_string(0, 0, title, book.add_format({"bold": True}))
        page.write_string(1, 0, tr("offers.sheet.note"))
        for column, (name, width) in enumerate(_COLUMNS):
            page.set_column(column, column, width)
            page.write_string(3, column, tr(f"offers.sheet.column.{name}"), head)
        for row, line in enumerate(lines, 4):
            for column, text in enumerate(_row(line, reference, tr)):
                page.write_string(row, column, text[:_LONGEST], wrapped)
        page.freeze_panes(4, 2)
        page.autofilter(3, 0, 3 + max(1, len(lines)), len(_COLUMNS) - 1)
        page.set_landscape()
        page.repeat_rows(3)
        page.fit_to_pages(1, 0)
    return buffer.getvalue()


def reasons(match: Match, function: str, reference: Reference, tr: Translator) -> str:
    """Why an offer could serve an action, in words. ``function``: that of the action."""
    said = []
    if match.function:
        said.append(tr("offers.why.function", function=_text(reference.functions[function], tr)))
    if match.topics:
        names = ", ".join(_text(reference.topics[one].short, tr) for one in match.topics)
        said.append(tr("offers.why.topics", n=len(match.topics), topics=names))
    if match.words:
        words = ", ".join(match.words)
        said.append(tr("offers.why.words", n=len(match.words), words=words))
    return tr("results.separator").join(said)


def _row(line: Line, reference: Reference, tr: Translator) -> Iterator[str]:
    offer = line.offer
    yield offer.id
    yield tr.text(offer.title)
    yield offer.provider
    yield offer.price
    yield offer.url
    yield "\n".join(
        f"{action.rank}.{NBSP}{_text(action.text, tr).rstrip(' .')}" for action, _ in line.serves
    )
    yield "\n".join(
        f"{action.rank}.{NBSP}{reasons(match, action.function, reference, tr)}"
        for action, match in line.serves
    )


def _text(text: Text, tr: Translator) -> str:
    said = tr.text(text)
    return french_spacing(said) if tr.lang == "fr" else said
