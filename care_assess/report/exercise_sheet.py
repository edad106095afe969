"""A ready-to-run exercise as a workbook to fill in: its timeline, its grid, the log, the after-action review."""

from __future__ import annotations

from collections.abc import Sequence

from care_assess.report.exercise import Handbook
from care_assess.report.spreadsheet import Cell, Column, Table, write_workbook
from care_assess.text import Text

__all__ = ["exercise_xlsx"]

_DONE = ("yes", "partial", "no")
_FORM_WIDTH = 26

_Widths = Sequence[tuple[int, bool]]
"""The width of each column in characters, and whether people fill it in."""


def exercise_xlsx(book: Handbook) -> bytes:
    """A sheet for each part; nothing in it is a formula, and what is to be filled in is coloured."""
    tr, common, kit = book.tr, book.common, book.kit
    title = tr("exercises.kit.title_of", title=book.text(kit.title), name=book.name)
    grid: list[tuple[Cell, ...]] = [
        (number, book.text(one), None, None, None) for number, one in enumerate(kit.grid, 1)
    ]
    review: list[tuple[Cell, ...]] = [
        (book.text(one), None) for one in (*common.review, *kit.questions)
    ]
    timed = ((6, False), (16, False), (36, False), (60, False), (60, False), (14, True), (40, True))
    tables = (
        _table(book, "about", ((30, False), (100, False)), _about(book)),
        _table(book, "timeline", timed, _timeline(book)),
        _table(
            book,
            "grid",
            ((6, False), (70, False), (18, True), (12, True), (50, True)),
            grid,
            done=2,
        ),
        _form(book, "log", common.log),
        _table(book, "review", ((70, False), (80, True)), review),
        _form(book, "actions", common.actions),
    )
    return write_workbook(title, book.day, tables, lang=tr.lang)


def _about(book: Handbook) -> list[tuple[Cell, ...]]:
    """What the exercise is, and that it is ours."""
    tr, kit, common = book.tr, book.kit, book.common
    return [
        (tr("exercises.kit.establishment"), book.name),
        (tr("exercises.kit.made"), book.day),
        (tr("exercises.kit.level"), tr(f"exercises.level.{kit.level}")),
        *((book.text(name), book.text(text)) for name, text in kit.sheet),
        (tr("exercises.kit.part.goals"), "\n".join(map(book.text, kit.goals))),
        (tr("exercises.kit.part.situation"), book.situation()),
        (tr("exercises.kit.part.rules"), "\n".join(map(book.text, common.rules))),
        (tr("exercises.kit.notice"), book.text(common.notice)),
    ]


def _timeline(book: Handbook) -> list[tuple[Cell, ...]]:
    return [
        (
            number,
            book.text(one.at),
            book.sender(one),
            book.text(one.text),
            book.text(one.expected),
            None,
            book.remark(one) or None,
        )
        for number, one in enumerate(book.kit.stimuli, 1)
    ]


def _table(
    book: Handbook,
    name: str,
    widths: _Widths,
    rows: Sequence[tuple[Cell, ...]],
    *,
    done: int | None = None,
) -> Table:
    """A part; in the column ``done``, one chooses yes, partly or no."""
    tr = book.tr
    choices = tuple(tr(f"exercises.kit.done.{one}") for one in _DONE)
    return Table(
        name=tr(f"exercises.kit.page.{name}"),
        columns=tuple(
            Column(
                title=tr(f"exercises.kit.{name}.{at + 1}"),
                width=width,
                typed=typed,
                choices=choices if at == done else (),
            )
            for at, (width, typed) in enumerate(widths)
        ),
        rows=tuple(rows),
    )


def _form(book: Handbook, name: str, titles: Sequence[Text]) -> Table:
    """A part that is filled in entirely."""
    columns = (Column(title=book.text(one), width=_FORM_WIDTH, typed=True) for one in titles)
    return Table(name=book.tr(f"exercises.kit.page.{name}"), columns=tuple(columns), rows=())
