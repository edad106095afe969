"""What is noted on the page of the instrument of each topic, in a few sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from care_assess.steering.overview import overview
from care_assess.steering.telling import Teller
from care_assess.ui import budget_results, campaign, exercises, shell
from care_assess.ui.board import Board
from care_assess.ui.budget_desk import desk as budget_desk
from care_assess.ui.ght_desk import MOST
from care_assess.ui.markdown import plain
from care_assess.ui.perimeters import PERIMETERS, words_of
from care_assess.ui.registers import desk

__all__ = ["facts_of"]


def facts_of(board: Board, topic: str) -> Iterator[str]:
    """What is noted there, in Markdown; nothing for a topic without one."""
    told = _TOLD.get(topic)
    return iter(()) if told is None else told(board)


def _directories(board: Board) -> Iterator[str]:
    yield words_of(desk(board, PERIMETERS)).weakest()


def _exposure(board: Board) -> Iterator[str]:
    yield words_of(desk(board, PERIMETERS)).critical()


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


_TOLD: Mapping[str, Callable[[Board], Iterator[str]]] = {
    "ad": _directories,
    "exposure": _exposure,
    "crisis_exercises": lambda board: exercises.facts_of(desk(board, exercises.EXERCISES)),
    "self_assessment": lambda board: campaign.facts_of(desk(board, campaign.CAMPAIGN)),
    "budget": lambda board: budget_results.facts_of(budget_desk(board)),
    "ght_steering": _group,
}
