"""The plan as tables to work with: CSV for any spreadsheet, XLSX with types; same plan, same bytes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from care_assess.answers import Sheet
from care_assess.plan import Plan, PlannedAction
from care_assess.plan.telling import Teller
from care_assess.questionnaire import Questionnaire, Reference
from care_assess.report.content import story_of
from care_assess.report.parts.actions import helps, why
from care_assess.report.parts.story import Story
from care_assess.scoring import Scores
from care_assess.text import Lang

if TYPE_CHECKING:
    from care_assess.plan.path import Path

__all__ = ["plan_csv", "plan_xlsx"]

_Value: TypeAlias = "str | int | Fraction"
_Columns: TypeAlias = "tuple[tuple[str, int], ...]"

_PLAN = (
    ("rank", 6), ("action", 60), ("why", 60), ("gain", 14), ("days", 12), ("horizon", 13), ("owner", 32),
    ("function", 13), ("topics", 32), ("questions", 16), ("after", 14), ("help", 50),
)  # fmt: skip
_PATH = (("score_of", 80), ("now", 14), ("done", 14))
_CLARIFY = (("reference", 10), ("question", 80), ("knows", 40), ("spread", 18))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767  # characters, in a cell of a spreadsheet


def plan_csv(
    sheet: Sheet,
    questionnaires: Sequence[Questionnaire],
    reference: Reference,
    scores: Scores,
    plan: Plan,
    *,
    path: Path | None = None,
    lang: Lang = "fr",
) -> bytes:
    """The actions of ``plan`` in UTF-8 with its mark; in French, as a French spreadsheet reads: ``;`` and ``0,25``.

    A cell that a spreadsheet would take for a formula begins with an apostrophe. ``path``: adds by when
    each of its actions is done.
    """
    story = story_of(sheet, questionnaires, reference, scores, plan, lang=lang)
    text = StringIO()
    writer = csv.writer(text, delimiter=";" if lang == "fr" else ",", lineterminator="\r\n")
    columns, rows = _plan_table(story, path)
    writer.writerow(story.tr(f"report.table.{name}") for name, _ in columns)
    for row in rows:
        writer.writerow(_harmless(_written(story, value)) for value in row)
    return text.getvalue().encode("utf-8-sig", "replace")


def plan_xlsx(
    sheet: Sheet,
    questionnaires: Sequence[Questionnaire],
    reference: Reference,
    scores: Scores,
    plan: Plan,
    *,
    path: Path | None = None,
    lang: Lang = "fr",
) -> bytes:
    """The actions of ``plan`` and what is to be clarified, a sheet each; nothing in it is a formula or a link.

    ``path``: adds by when each of its actions is done, and a sheet of what it reaches or what blocks it.
    """
    story = story_of(sheet, questionnaires, reference, scores, plan, lang=lang)
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    day = datetime(sheet.date.year, sheet.date.month, sheet.date.day)  # noqa: DTZ001  a day, not a moment
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": story.tr("report.table.plan"), "created": day})
        _add_sheet(book, story, "plan", *_plan_table(story, path))
        _add_sheet(book, story, "clarify", _CLARIFY, list(_clarify_rows(story)))
        if path is not None:
            _add_sheet(book, story, "path", _PATH, list(_path_rows(story, path)))
    return buffer.getvalue()


def _plan_table(story: Story, path: Path | None) -> tuple[_Columns, list[tuple[_Value, ...]]]:
    """The columns of the plan, and a row an action; of a path, by when it is done, empty when it is not on it."""
    if path is None:
        return _PLAN, [tuple(_row(story, action)) for action in story.plan.actions]
    by = {one.id: wave.by for wave in path.waves for one in wave.actions}
    rows = [(*_row(story, action), by.get(action.id, "")) for action in story.plan.actions]
    return (*_PLAN, ("wave", 14)), rows


def _path_rows(story: Story, path: Path) -> Iterator[tuple[_Value, ...]]:
    """The path in words, then the scores before and after."""
    teller = Teller(story.questionnaires, story.reference, story.tr)
    said = (teller.headline(path), *teller.reliefs(path), teller.cost(path), *teller.left_out(path))
    yield from ((sentence, "", "") for sentence in said if sentence)
    for topic, now in path.now.topics.items():
        name = story.text(story.reference.topics[topic].short)
        yield name, *_levels(now, path.after.topics[topic])
    yield story.tr("path.whole"), *_levels(path.now.overall, path.after.overall)


def _levels(*scores: Fraction | None) -> Iterator[_Value]:
    yield from ("" if one is None else one for one in scores)


def _row(story: Story, action: PlannedAction) -> Iterator[_Value]:
    tr, reference = story.tr, story.reference
    yield action.rank
    yield story.inside(action.text)
    yield " ".join(why(story, action))
    yield action.gain
    yield action.days
    yield tr(f"report.table.{action.horizon}")
    yield story.text(reference.owners[action.owner])
    yield story.text(reference.functions[action.function])
    yield ", ".join(story.text(reference.topics[topic].short) for topic in action.topics)
    yield ", ".join(action.questions)
    yield ", ".join(map(str, story.ranks(action.requires)))
    yield helps(story, action)


def _clarify_rows(story: Story) -> Iterator[tuple[_Value, ...]]:
    for one in story.plan.to_clarify:
        question = story.questions[one.question]
        owner = story.text(story.reference.owners[one.owner])
        yield question.id, story.text(question.text), owner, one.spread


def _written(story: Story, value: _Value) -> str:
    return story.tr.number(value, 2) if isinstance(value, Fraction) else str(value)


def _harmless(text: str) -> str:
    """Text that no spreadsheet computes."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _add_sheet(
    book: Workbook,
    story: Story,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[tuple[_Value, ...]],
) -> None:
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    decimal = book.add_format({"num_format": "0.00", "valign": "top"})
    page = book.add_worksheet(story.tr(f"report.table.{name}"))
    for column, (title, width) in enumerate(columns):
        page.set_column(column, column, width)
        page.write_string(0, column, story.tr(f"report.table.{title}"), head)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write_cell(page, (number, column), value, wrapped, decimal)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    page.set_landscape()
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)


def _write_cell(
    page: xlsxwriter.worksheet.Worksheet,
    place: tuple[int, int],
    value: _Value,
    wrapped: Format,
    decimal: Format,
) -> None:
    if isinstance(value, Fraction):
        page.write_number(*place, float(value), decimal)
    elif isinstance(value, int):
        page.write_number(*place, value, wrapped)
    else:
        page.write_string(*place, value[:_LONGEST], wrapped)
