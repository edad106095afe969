"""The parts of the page of offers: those that could serve each action, and the sheets to take to buyers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from care_assess.offers import Offer, OfferCatalogue
from care_assess.offers.matching import Match, Matcher
from care_assess.offers.purchases import MOST, purchases
from care_assess.plan import Plan, PlannedAction
from care_assess.recent import Recent
from care_assess.report.purchases import purchase_xlsx, reasons
from care_assess.text import LANGUAGES, Translator, translator
from care_assess.ui.action_words import resource_line
from care_assess.ui.board import Board
from care_assess.ui.files import file_name
from care_assess.ui.markdown import plain
from care_assess.ui.scenarios import SLOTS, Scenarios
from care_assess.ui.summary import without_capital
from care_assess.ui.tables import show_table

__all__ = ["found_for", "show_matches", "show_sheets", "titled"]

FIRST = 8
"""Actions shown before the reader asks for all."""

_ALL = "offers_all"
_FOUND = Recent[Mapping[str, tuple[Match, ...]]]()


def found_for(plan: Plan, catalogue: OfferCatalogue) -> Mapping[str, tuple[Match, ...]]:
    """The id of each action that an offer could serve → its matches, the best first."""
    asked = tuple((one.id, one.text, one.function, one.topics) for one in plan.actions)
    return _FOUND.get((asked, catalogue), lambda: _match(plan, catalogue))


def show_matches(board: Board, plan: Plan, found: Mapping[str, tuple[Match, ...]]) -> None:
    """The actions by rank, each with the offers that could serve it."""
    tr = board.tr
    served = [action for action in plan.actions if action.id in found]
    if not served:
        st.markdown(tr("offers.matches.none"))
        return
    st.markdown(tr("offers.matches.text", n=len(served), all=tr.number(len(plan.actions), 0)))
    shown = served if st.session_state.get(_ALL) else served[:FIRST]
    for action in shown:
        with st.container(border=True):
            _show_action(board, action, found[action.id])
    if len(shown) < len(served):
        st.button(
            tr("offers.actions.more", n=len(served) - len(shown)),
            key="offers_all_button",
            icon=":material/expand_more:",
            type="tertiary",
            on_click=st.session_state.__setitem__,
            args=(_ALL, True),
        )


def show_sheets(board: Board, plan: Plan, found: Mapping[str, tuple[Match, ...]]) -> None:
    """Choose actions and a buying body, and take its sheet away."""
    tr = board.tr
    desk = Scenarios(board, plan)
    names = {"plan": tr("offers.sheet.whole_plan")}
    names |= {
        slot: tr("tryout.titled", letter=slot.upper(), name=desk.name(slot)) for slot in SLOTS
    }
    which = st.radio(
        tr("offers.sheet.which"),
        [*names],
        format_func=lambda one: plain(names[one]),
        key="offers_which",
        horizontal=True,
    )
    chosen = {str(slot): desk.get(slot).chosen for slot in SLOTS}.get(which)
    actions = [one for one in plan.actions if chosen is None or one.id in chosen]
    bought = purchases(actions, found)
    if not bought:
        st.markdown(tr("offers.sheet.nothing"))
        return
    body = st.selectbox(tr("offers.field.body"), [*bought], key="offers_body")
    lines = bought.get(body, ())
    served = {action.id for line in lines for action, _ in line.serves}
    for_actions = tr("offers.sheet.for_actions", n=len(served))
    st.caption(tr("offers.sheet.holds", n=len(lines), actions=for_actions))
    info = board.opened.info
    st.download_button(
        tr("offers.sheet.download"),
        data=lambda: purchase_xlsx(body, lines, board.reference, info.date, tr),
        file_name=file_name(
            tr("offers.sheet.file"), f"{body} {info.organisation.name}", info.date, "xlsx"
        ),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/download:",
        on_click="ignore",
        key="offers_sheet",
    )


def titled(offer: Offer, tr: Translator) -> str:
    """Title, buying body, provider, price and address, those that are given (not escaped)."""
    given = (tr.text(offer.title), offer.body, offer.provider, offer.price, offer.url)
    return " · ".join(filter(None, given))


def _match(plan: Plan, catalogue: OfferCatalogue) -> Mapping[str, tuple[Match, ...]]:
    stop_words = {
        one for lang in LANGUAGES for one in translator(lang)("offers.stop_words").split()
    }
    matcher = Matcher(catalogue.offers, stop_words)
    found = {action.id: matcher.matches(action) for action in plan.actions}
    return {name: matches for name, matches in found.items() if matches}


def _show_action(board: Board, action: PlannedAction, matches: Sequence[Match]) -> None:
    tr, reference = board.tr, board.reference
    st.markdown(f"**{action.rank}. {plain(tr.text(action.text).rstrip(' .'))}**")
    function = plain(without_capital(tr.text(reference.functions[action.function])))
    said = [tr("plan_page.detail.function", function=function)]
    helps = [reference.resources[one] for one in action.resources]
    if shown := [resource_line(board.tr, one) for one in helps if one.shown]:
        listed = tr("results.separator").join(shown)
        said.append(tr("offers.help", help=listed))
    st.markdown(" ".join(said))
    header = tuple(tr(f"offers.column.{name}") for name in ("title", "why"))
    rows = [
        (
            titled(one.offer, tr),
            reasons(one, action.function, reference, tr),
        )
        for one in matches[:MOST]
    ]
    show_table(header, rows, alt=tr("offers.matches.alt", rank=action.rank))
    if len(matches) > MOST:
        st.caption(tr("offers.matches.more", n=len(matches) - MOST))
