"""What the parts of the group page share: the group shown, its campaign, and the one way to act on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from care_assess.campaigns import Campaigns
from care_assess.errors import CareError
from care_assess.report.ght import Told
from care_assess.showcase import is_fictitious
from care_assess.steering import Member, Summary, Tree
from care_assess.steering.objectives import standings
from care_assess.steering.overview import overview, parts_of
from care_assess.steering.telling import Teller
from care_assess.text import Translator
from care_assess.ui import shell
from care_assess.ui.levels import Theme, current_theme
from care_assess.ui.markdown import plain

__all__ = ["LINES", "MOST", "Desk", "attempt", "choose_group", "desk", "said", "show_outcome"]

MOST = 800
"""Establishments of a group that the page reads at once: a whole region."""
LINES = 20
"""Lines of a table or a map, a page at a time."""

_PROBLEM, _SAID = "ght_problem", "ght_said"


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The group as it is read now. ``told``: None while nothing was received.

    ``received``: campaign → id of an organisation of the group → its summary.
    """

    work: Campaigns
    tree: Tree
    campaigns: tuple[str, ...]
    group: Member
    campaign: str
    told: Told | None
    received: Mapping[str, Mapping[str, Summary]]
    tr: Translator
    theme: Theme

    @property
    def demo(self) -> bool:
        """Whether the fictitious group is shown."""
        return is_fictitious(self.tree)

    def pager(self, name: str) -> str:
        """Where the page shown of a long list is kept: another group begins at its first."""
        return f"ght_{name}_page.{self.group.id}"

    @property
    def teller(self) -> Teller:
        """Its words."""
        return Teller(self.tr, shell.assessments().catalogue.reference)


def choose_group(tree: Tree, tr: Translator) -> Member:
    """The part of the tree that is shown; asked when there are several."""
    offered = [
        one
        for one in tree.members
        if one.kind in ("region", "ght") and len(tree.establishments(one.id)) <= MOST
    ]
    if not offered:
        return tree.top
    names = {one.id: one for one in offered}
    if len(offered) == 1:
        return offered[0]
    if len(tree.establishments(tree.top.id)) > MOST:
        st.caption(tr("ght_page.choose.too_many", limit=MOST))
    chosen = st.selectbox(
        tr("ght_page.choose.group"),
        list(names),
        format_func=lambda one: names[one].name,
        key="ght_group",
    )
    return names[chosen]


def desk(work: Campaigns, tree: Tree, group: Member) -> Desk:
    """Everything of a group; asks which campaign when there are several."""
    tr = shell.reader().tr
    campaigns = work.campaigns()
    campaign = campaigns[-1] if campaigns else ""
    if len(campaigns) > 1:
        campaign = st.selectbox(tr("ght_page.choose.campaign"), campaigns[::-1], key="ght_campaign")
    inside = Tree(tuple(tree.within(group.id)))
    received = {one: work.summaries(one, inside) for one in campaigns}
    told = _told(work, tree, group, received, campaign) if campaigns else None
    return Desk(
        work=work,
        tree=tree,
        campaigns=campaigns,
        group=group,
        campaign=campaign,
        told=told,
        received=received,
        tr=tr,
        theme=current_theme(),
    )


def _told(
    work: Campaigns,
    tree: Tree,
    group: Member,
    received: Mapping[str, Mapping[str, Summary]],
    campaign: str,
) -> Told:
    trend = {one: overview(tree, group.id, one, some) for one, some in received.items()}
    scopes = {one.id for one in tree.within(group.id)}
    objectives = [one for one in work.objectives() if one.scope in scopes]
    summaries = received[campaign]
    return Told(
        seen=trend[campaign],
        standings=standings(objectives, tree, summaries, shell.reader().today()),
        trend=tuple(trend.values()),
        parts=parts_of(tree, group.id, campaign, summaries),
        received=summaries,
        tree=tree,
        reference=shell.assessments().catalogue.reference,
        tr=shell.reader().tr,
    )


def attempt(act: Callable[[], object]) -> bool:
    """Do what a press asks; False when it cannot be done: a callback has no page, the next run says why."""
    try:
        act()
    except CareError as error:
        st.session_state[_PROBLEM] = error
        return False
    return True


def said(words: str) -> None:
    """What the next run says was done."""
    st.session_state[_SAID] = words


def show_outcome() -> None:
    """Say what became of the last press."""
    error = st.session_state.pop(_PROBLEM, None)
    if error:
        shell.show_error(error)
    if words := st.session_state.pop(_SAID, ""):
        st.success(plain(words), icon=":material/check_circle:")
