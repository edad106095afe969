"""The plan as tables to work with: CSV for any spreadsheet, XLSX with types; same plan, same bytes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from fractions import Fraction
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

from care_assess.answers import Sheet
from care_assess.plan import Plan, PlannedAction
from care_assess.plan.telling import Teller
from care_assess.questionnaire import Questionnaire, Reference
from care_assess.report.content import story_of
from care_assess.report.parts.actions import helps, why
from care_assess.report.parts.story import Story
from care_assess.report.spreadsheet import Column, Table, harmless, write_workbook
from care_assess.scoring import Scores
from care_assess.text import Lang

if TYPE_CHECKING:
    from care_assess.plan.path import Path

__all__ = ["plan_csv", "plan_table", "plan_xlsx"]

_Value: TypeAlias = "str | int | Fraction"
_Columns: TypeAlias = "tuple[tuple[str, int], ...]"

_PLAN = (
    ("rank", 6), ("action", 60), ("package", 40), ("why", 60), ("gain", 14), ("days", 12), ("horizon", 13), ("owner", 32),
    ("function", 13), ("topics", 32), ("questions", 16), ("after", 14), ("help", 50),
)  # fmt: skip
_PATH = (("score_of", 80), ("now", 14), ("done", 14))
_CLARIFY = (("reference", 10), ("question", 80), ("knows", 40), ("spread", 18))


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
    columns, rows = _plan_rows(story, path)
    writer.writerow(story.tr(f"report.table.{name}") for name, _ in columns)
    for row in rows:
        writer.writerow(harmless(_written(story, value)) for value in row)
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
    tables = [plan_table(story, path), _table(story, "clarify", _CLARIFY, _clarify_rows(story))]
    if path is not None:
        tables.append(_table(story, "path", _PATH, _path_rows(story, path)))
    return write_workbook(story.tr("report.table.plan"), sheet.date, tables, lang=lang)


def plan_table(story: Story, path: Path | None = None) -> Table:
    """The actions of the plan, one a row; of ``path``, by when each is done."""
    columns, rows = _plan_rows(story, path)
    return _table(story, "plan", columns, rows)


def _table(
    story: Story,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterator[tuple[_Value, ...]],
) -> Table:
    return Table(
        name=story.tr(f"report.table.{name}"),
        columns=tuple(
            Column(title=story.tr(f"report.table.{title}"), width=width) for title, width in columns
        ),
        rows=tuple(rows),
        frozen=2,
    )


def _plan_rows(story: Story, path: Path | None) -> tuple[_Columns, Iterator[tuple[_Value, ...]]]:
    """The columns of the plan, and a row an action; of a path, by when it is done, empty when it is not on it."""
    rows = ((action, tuple(_row(story, action))) for action in story.plan.actions)
    if path is None:
        return _PLAN, (row for _, row in rows)
    by = {one.id: wave.by for wave in path.waves for one in wave.actions}
    return (*_PLAN, ("wave", 14)), ((*row, by.get(action.id, "")) for action, row in rows)


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
    yield _package(story, action)
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


def _package(story: Story, action: PlannedAction) -> str:
    """What the package of an action is called; "" of an action alone."""
    package = story.plan.package_of(action)
    return "" if package.alone else story.inside(package.title)


def _clarify_rows(story: Story) -> Iterator[tuple[_Value, ...]]:
    for one in story.plan.to_clarify:
        question = story.questions[one.question]
        owner = story.text(story.reference.owners[one.owner])
        yield question.id, story.text(question.text), owner, one.spread


def _written(story: Story, value: _Value) -> str:
    return story.tr.number(value, 2) if isinstance(value, Fraction) else str(value)
