"""Road maps taken away, edited as in a spreadsheet, and brought back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from build import a_question, a_questionnaire, a_reference
from filled import DAY, a_sheet
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from care_assess.errors import ContentError
from care_assess.plan import build_plan
from care_assess.plan.following import Follow, FollowEvent, actions_of, check_follow, fold_follows
from care_assess.plan.roadmap import roadmap
from care_assess.report.content import story_of
from care_assess.scoring import score
from care_assess.takeout.bringing import Back, read_back
from care_assess.takeout.model import Takeout, title_key
from care_assess.takeout.workbook import roadmap_workbook
from care_assess.text import translator

__all__ = ["AT", "FILE", "NAMES", "Case", "a_case", "column", "edited", "faults"]

NAMES = ("A-1", "B-1", "C-1")
AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FILE = "retour.xlsx"


def _asked() -> list:
    first = a_question("A-1").solved_by("Back up", days=10).on("ad", "exposure")
    second = a_question("B-1").solved_by("Train", days=4, owner="directeur")
    return [a_questionnaire("care", first, second, a_question("C-1").solved_by("Write")).built]


ASKED = _asked()
SHEET = a_sheet(dict.fromkeys(NAMES, 0))
REFERENCE = a_reference()
SCORES = score(ASKED, SHEET, REFERENCE)
PLAN = build_plan(ASKED, SHEET, SCORES, REFERENCE)


@dataclass(frozen=True)
class Case:
    """An assessment of three actions, and all that was said of them."""

    history: tuple[FollowEvent, ...] = ()
    lang: str = "fr"
    assessment: str = "ours"

    def saying(self, action: str, **said: Any) -> Case:
        """Someone says more of an action."""
        latest = fold_follows(self.history)
        before = latest[action].follow if action in latest else Follow()
        return self.following(action, replace(before, **said))

    def following(self, action: str, follow: Follow) -> Case:
        event = FollowEvent(
            seq=len(self.history) + 1,
            action=action,
            follow=check_follow(action, follow, {*NAMES, action}),
            author="Mme Roy",
            at=AT,
        )
        return replace(self, history=(*self.history, event))

    @property
    def latest(self) -> Mapping[str, FollowEvent]:
        return fold_follows(self.history)

    @property
    def taken(self) -> Takeout:
        follows = {name: event.follow for name, event in self.latest.items()}
        return Takeout(
            assessment=self.assessment,
            story=story_of(SHEET, ASKED, REFERENCE, SCORES, PLAN, lang=self.lang),
            lines=roadmap(PLAN, actions_of(ASKED), follows, DAY),
            latest=self.latest,
        )

    def workbook(self) -> bytes:
        return roadmap_workbook(self.taken)

    def back(self, data: bytes) -> Back:
        return read_back(
            FILE,
            data,
            assessment=self.assessment,
            history=self.history,
            known={*NAMES, *self.latest},
        )

    def after(self, *cells: tuple[str, str, object]) -> Back:
        """What comes back once those cells (action, field, value) have been typed into the workbook."""
        return self.back(edited(self.workbook(), *cells, lang=self.lang))


def a_case(lang: str = "fr", **said: Follow) -> Case:
    """``A_1=Follow(…)`` is said of action A-1."""
    case = Case(lang=lang)
    for name, follow in said.items():
        case = case.following(name.replace("_", "-"), follow)
    return case


def column(sheet: Worksheet, field: str, lang: str = "fr") -> int:
    """The number of the column of a field."""
    title = translator(lang)(title_key(field))
    return next(cell.column for cell in sheet[1] if cell.value == title)


def edited(
    data: bytes,
    *cells: tuple[str, str, object],
    lang: str = "fr",
    change: Callable[[Worksheet], None] | None = None,
) -> bytes:
    """The workbook, saved again once some of its cells, and perhaps more, have been changed."""
    book = load_workbook(BytesIO(data))
    sheet = book[translator(lang)("takeout.sheet.roadmap")]
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2)}
    for action, field, value in cells:
        sheet.cell(rows[action], column(sheet, field, lang)).value = value
    if change:
        change(sheet)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def faults(back: Callable[[], object], lang: str = "fr") -> list[str]:
    """What is said wrong, each with its place."""
    with pytest.raises(ContentError) as caught:
        back()
    tr = translator(lang)
    return [f"{one.path}: {tr.message(one.message)}" for one in caught.value.faults]
