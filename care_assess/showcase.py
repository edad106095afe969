"""The fictitious group of twelve establishments: loaded to be looked at, and taken out whole."""

from __future__ import annotations

from datetime import UTC, datetime, time

from care_assess.answers import applicability
from care_assess.campaigns import Campaigns
from care_assess.demo.group import group_objectives, group_sheets, group_tree
from care_assess.errors import Refused
from care_assess.questionnaire import Catalogue
from care_assess.report.digest import digest
from care_assess.scoring import score
from care_assess.steering import Tree
from care_assess.steering.noting import facts_of
from care_assess.steering.summing import summary_of
from care_assess.topics.registers import NOTHING

__all__ = ["is_fictitious", "load_group", "remove_group"]


def load_group(work: Campaigns, catalogue: Catalogue) -> int:
    """Load what is not there yet; how many summaries. Raises Refused when another group is steered here."""
    tree, there = group_tree(), work.tree()
    if there and there != tree:
        raise Refused("ght.demo.other", name=there.top.name)
    work.set_tree(tree)
    if not work.objectives():
        work.set_objectives(group_objectives())
    known = {(one.place, one.campaign) for one in work.portfolio().rows}
    batch = []
    for campaign, sheet in group_sheets(catalogue):
        asked = catalogue.select(sheet.versions)
        scores = score(asked, sheet, catalogue.reference)
        mark = digest(sheet, asked, catalogue.reference)
        verdicts = applicability(asked, sheet, catalogue.reference)
        concerned = {name for name, one in verdicts.items() if one.applies}
        made = summary_of(
            sheet,
            scores,
            digest=mark,
            campaign=campaign,
            facts=facts_of(sheet, concerned, NOTHING, sheet.date),
            made=datetime.combine(sheet.date, time(), UTC),
        )
        if (made.key, campaign) not in known:
            batch.append(work.sealed(made))
    return work.take(batch)


def remove_group(work: Campaigns) -> None:
    """Take it out, with all that was received of it; nothing when another group is steered here."""
    tree = work.tree()
    if is_fictitious(tree):
        work.erase(tree.members)
        work.set_objectives(())
        work.set_tree(Tree())


def is_fictitious(tree: Tree) -> bool:
    """Whether it is the tree of the fictitious group."""
    return bool(tree) and tree == group_tree()
