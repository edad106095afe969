"""What the registers of the open assessment say of its obligations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from care_assess.obligations import Noted
from care_assess.obligations.registers import Registers, noted_in
from care_assess.ui.board import Board
from care_assess.ui.budget_desk import desk as budget_desk
from care_assess.ui.campaign import CAMPAIGN
from care_assess.ui.exercises import EXERCISES
from care_assess.ui.perimeters import PERIMETERS
from care_assess.ui.registers import desk

__all__ = ["noted"]


def noted(board: Board, today: date) -> Mapping[str, Noted]:
    """Id of an obligation → what is noted of it by ``today``."""
    known = Registers(
        exercises=desk(board, EXERCISES).book,
        perimeters=desk(board, PERIMETERS).book,
        campaign=desk(board, CAMPAIGN).book,
        budget=budget_desk(board).book,
    )
    return noted_in(known, today)
