"""What is noted on the page of the instrument of each topic, in a few sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from care_assess.steering.overview import overview
from care_assess.steering.telling import Teller
from care_assess.topics import Proposal
from care_assess.ui import budget_answers, budget_results, campaign, exercises, perimeters, shell
from care_assess.ui.board import Board
from care_assess.ui.budget_desk import desk as budget_desk
from care_assess.ui.ght_desk import MOST
from care_assess.ui.markdown import plain
from care_assess.ui.proposed import to_review
from care_assess.ui.registers import desk

__all__ = ["facts_of"]

_Noted: TypeAlias = "tuple[Iterable[str], Iterable[Proposal]]"
"""The sentences of an instrument, and the answers that it allows."""


def facts_of(board: Board, topic: str) -> Iterator[str]:
    """What is noted there, in Markdown, and how many answers it would change; nothing for a topic without one."""
    told = _TOLD.get(topic)
    if told is None:
        return
    facts, found = told(board)
    yield from facts
    if n := to_review(board, found):
        yield board.tr("topic.facts.review", n=n)


def _directories(board: Board) -> _Noted:
    mine = desk(board, perimeters.PERIMETERS)
    found = (one for one in perimeters.proposals_of(mine) if _bears(board, one, "ad"))
    return (perimeters.words_of(mine).weakest(),), found


def _exposure(board: Board) -> _Noted:
    mine = desk(board, perimeters.PERIMETERS)
    found = (one for one in perimeters.proposals_of(mine) if _bears(board, one, "exposure"))
    return (perimeters.words_of(mine).critical(),), found


def _exercises(board: Board) -> _Noted:
    mine = desk(board, exercises.EXERCISES)
    return exercises.facts_of(mine), exercises.proposals_of(mine)


def _campaign(board: Board) -> _Noted:
    mine = desk(board, campaign.CAMPAIGN)
    return campaign.facts_of(mine), campaign.proposals_of(mine)


def _budget(board: Board) -> _Noted:
    mine = budget_desk(board)
    return budget_results.facts_of(mine), budget_answers.proposals_of(mine)


def _bears(board: Board, one: Proposal, topic: str) -> bool:
    """Whether the question of a proposal is of that topic."""
    asked = board.questions.get(one.question)
    return asked is not None and topic in asked.lists


def _group(board: Board) -> Iterator[str]:
    """The sentences of the group, once its summaries are there; else what its entities cover."""
    work = shell.campaigns()
    tree = work.tree()
    campaigns = work.campaigns() if tree else ()
    if not campaigns or len(tree.establishments(tree.top.id)) > MOST:
        yield board.tr("topic.facts.no_group")
        known = list(campaign.covered(desk(board, campaign.CAMPAIGN)))
        if known:
            yield board.tr("topic.facts.from_campaign")
        yield from known
        return
    top, last = tree.top.id, campaigns[-1]
    seen = overview(tree, top, last, work.summaries(last, tree))
    yield from map(plain, Teller(board.tr, board.reference).headline(seen))


_TOLD: Mapping[str, Callable[[Board], _Noted]] = {
    "ad": _directories,
    "exposure": _exposure,
    "crisis_exercises": _exercises,
    "self_assessment": _campaign,
    "budget": _budget,
    "ght_steering": lambda board: (_group(board), ()),
}
