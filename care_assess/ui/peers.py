"""The other members of the group of an establishment, as they are today."""

from __future__ import annotations

from care_assess.assessments import AssessmentInfo
from care_assess.text import folded
from care_assess.ui.board import Board

__all__ = ["peers"]


def peers(board: Board) -> tuple[AssessmentInfo, ...]:
    """The last assessment of each other establishment of the same group; none without a group."""
    mine = board.opened.info.organisation
    last: dict[str, AssessmentInfo] = {}
    for one in board.seam.list():
        name, group = folded(one.organisation.name), folded(one.organisation.ght or "")
        if mine.ght and group == folded(mine.ght) and name != folded(mine.name):
            last[name] = max(last.get(name, one), one, key=_day)
    return tuple(last.values())


def _day(one: AssessmentInfo) -> tuple[object, str]:
    return one.date, one.id
