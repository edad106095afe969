"""What the budget page concludes: the sentence, what to look at again, ratios, references, the trend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

import streamlit as st

from care_assess.budget import RATIOS, STAFF, Entry, RatioId, ratios
from care_assess.budget.book import Book
from care_assess.budget.comparing import SHIPPED, Reference, trend
from care_assess.budget.doubts import Doubt, doubts, doubts_among, doubts_between
from care_assess.budget.numbers import Unreadable, read_percent
from care_assess.ui.budget_desk import Desk
from care_assess.ui.markdown import plain
from care_assess.ui.shares import share_trend
from care_assess.ui.tables import show_chart, show_table

__all__ = [
    "facts_of",
    "newest",
    "show_doubts",
    "show_headline",
    "show_ratios",
    "show_references",
    "show_trend",
]

_MONEY: tuple[RatioId, ...] = tuple(one for one in RATIOS if one not in STAFF)
_OWN_MOST = 5
_LONGEST = 120
_PROBLEM = "budget_reference_problem"


def newest(desk: Desk) -> Entry:
    """The newest year whose share can be computed, of the whole perimeter; else the newest one."""
    whole = desk.book.whole(desk.teller.name)
    computed = [one for one in whole if ratios(one, annexes=desk.book.annexes)[0].value is not None]
    return (computed or whole)[-1]


def facts_of(desk: Desk) -> Iterator[str]:
    """The sentences for the board, in Markdown."""
    book, teller = desk.book, desk.teller
    steps = trend(book.whole(teller.name), "r1", annexes=book.annexes)
    yield from replace(teller, name=plain(teller.name)).headline(newest(desk), steps)


def show_headline(desk: Desk) -> None:
    """The sentence for the board, then what the chosen references say of it."""
    book, teller, entry = desk.book, desk.teller, newest(desk)
    with st.container(border=True):
        st.markdown(" ".join(facts_of(desk)))
        if ratios(entry, annexes=book.annexes)[0].value is None:
            return
        if book.references:
            lines = [f"- {plain(teller.compared(entry, one))}" for one in book.references]
            st.markdown("\n".join(lines))
        st.caption(desk.board.tr("budget_page.no_target"))


def show_doubts(desk: Desk) -> None:
    """What asks for a confirmation, each with its button; then what is only said."""
    tr, book = desk.board.tr, desk.book
    found = [
        one
        for entity in book.entities
        for one in (
            *(
                each
                for entry in book.of(entity)
                for each in doubts(entry, annexes=book.annexes, closed=desk.year)
            ),
            *doubts_between(book.of(entity), annexes=book.annexes),
        )
    ]
    found += [
        one
        for year in book.years
        for one in doubts_among([book.entry(entity, year) for entity in book.entities])
    ]
    asked = [one for one in found if one.asks and one.key not in book.confirmed]
    kept = [one for one in found if one.asks and one.key in book.confirmed]
    for number, one in enumerate(asked):
        st.warning(_told(desk, one), icon=":material/help:")
        st.button(
            tr("budget_page.doubt.confirm"),
            key=f"budget_confirm_{number}",
            icon=":material/check:",
            on_click=_confirm,
            args=(desk, one.key),
        )
    said = [f"- {_told(desk, one)}" for one in found if not one.asks]
    if said:
        with st.expander(tr("budget_page.doubt.notes", n=len(said)), icon=":material/info:"):
            st.markdown("\n".join(said))
    if kept:
        st.caption(tr("budget_page.doubt.kept", n=len(kept)))
        st.button(
            tr("budget_page.doubt.again"),
            key="budget_ask_again",
            type="tertiary",
            on_click=_ask_again,
            args=(desk,),
        )


def show_ratios(desk: Desk) -> None:
    """Every ratio, years side by side; the formula and the terms of one on demand."""
    tr, teller, book = desk.board.tr, desk.teller, desk.book
    whole = book.whole(teller.name)[::-1]
    by_year = [ratios(one, annexes=book.annexes) for one in whole]
    header = (tr("budget.sheet.ratio"), *(str(one.year) for one in whole))
    names = dict.fromkeys((one.id, one.net) for found in by_year for one in found)
    rows = [
        (tr("budget.sheet.basis"), *(tr(f"budget.basis.{one.basis}") for one in whole)),
    ]
    for name, net in sorted(names, key=lambda one: (RATIOS.index(one[0]), one[1])):
        cells = [
            next((one for one in found if (one.id, one.net) == (name, net)), None)
            for found in by_year
        ]
        first = next(one for one in cells if one is not None)
        rows.append(
            (
                teller.ratio_name(first),
                *(
                    "–" if one is None or one.value is None else teller.percent(one.value)
                    for one in cells
                ),
            )
        )
    show_table(header, rows, alt=tr("budget_page.ratios.alt"))
    _show_missing(desk, whole)
    with st.expander(tr("budget_page.ratios.terms"), icon=":material/calculate:"):
        _show_terms(desk, whole)


def show_references(desk: Desk) -> None:
    """Which references to compare with, and a way to add one's own."""
    tr, book, teller = desk.board.tr, desk.book, desk.teller
    offered = [*SHIPPED, *(one for one in book.references if not one.id)]
    for number, one in enumerate(offered):
        st.checkbox(
            plain(f"{tr(f'budget.name.{one.ratio}')} : {teller.reference(one)}"),
            value=one in book.references,
            key=f"budget_reference_{number}_{len(offered)}_{one in book.references}",
            on_change=_toggle,
            args=(desk, one),
        )
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.error(tr(problem), icon=":material/error:")
    if sum(not one.id for one in book.references) >= _OWN_MOST:
        return
    with (
        st.expander(tr("budget_page.reference.add"), icon=":material/add:"),
        st.form("budget_reference", border=False, clear_on_submit=True),
    ):
        st.caption(tr("budget_page.reference.text"))
        st.selectbox(
            tr("budget.sheet.ratio"),
            _MONEY,
            format_func=lambda one: tr(f"budget.name.{one}"),
            key="budget_own_ratio",
        )
        low, high = st.columns(2)
        low.text_input(tr("budget_page.reference.low"), key="budget_own_low")
        high.text_input(tr("budget_page.reference.high"), key="budget_own_high")
        source, day = st.columns(2)
        source.text_input(
            tr("budget_page.reference.source"), max_chars=_LONGEST, key="budget_own_source"
        )
        day.text_input(tr("budget_page.reference.date"), max_chars=40, key="budget_own_date")
        st.form_submit_button(
            tr("budget_page.reference.do"), key="budget_own_add", on_click=_add, args=(desk,)
        )


def show_trend(desk: Desk) -> None:
    """One ratio over the years, as a chart and as a table."""
    tr, book, teller = desk.board.tr, desk.book, desk.teller
    chosen: RatioId = st.radio(
        tr("budget_page.trend.which"),
        _MONEY,
        format_func=lambda one: tr(f"budget.name.{one}"),
        horizontal=True,
        key="budget_trend",
    )
    steps = trend(book.whole(teller.name), chosen, annexes=book.annexes)
    if sum(one.share is not None for one in steps) < 2:
        st.markdown(tr("budget_page.trend.few"))
        return
    held = [one for one in book.references if one.ratio == chosen]
    chart = share_trend(steps, tr(f"budget.name.{chosen}"), held, teller, desk.board.theme)
    show_chart(chart, key="budget_trend_chart", tr=tr)
    st.caption(tr("budget_page.trend.legend"))


def _show_missing(desk: Desk, whole: Sequence[Entry]) -> None:
    """Why each ratio without a value has none, years together when the reason is the same."""
    years: dict[tuple[str, str], list[str]] = {}
    for entry in whole:
        for one in ratios(entry, annexes=desk.book.annexes):
            if one.value is None and not one.net:
                why = desk.teller.ratio_name(one), desk.teller.why_not(one)
                years.setdefault(why, []).append(str(entry.year))
    if years:
        lines = [
            f"- {plain(desk.board.tr('budget_page.ratios.why', name=name, years=', '.join(some), why=why))}"
            for (name, why), some in years.items()
        ]
        st.markdown("\n".join([desk.board.tr("budget_page.ratios.missing"), "", *lines]))


def _told(desk: Desk, doubt: Doubt) -> str:
    """A doubt with its year, and its establishment when there are several."""
    where = str(doubt.year)
    if desk.book.members:
        where = f"{desk.named(doubt.entity)}, {where}"
    return plain(f"{where} : {desk.teller.doubt(doubt)}")


def _confirm(desk: Desk, key: str) -> None:
    desk.change(lambda book: replace(book, confirmed=book.confirmed | {key}))


def _ask_again(desk: Desk) -> None:
    desk.change(lambda book: replace(book, confirmed=frozenset()))


def _show_terms(desk: Desk, whole: Sequence[Entry]) -> None:
    tr, teller = desk.board.tr, desk.teller
    chosen: RatioId = st.selectbox(
        tr("budget.sheet.ratio"),
        RATIOS,
        format_func=lambda one: tr(f"budget.name.{one}"),
        key="budget_terms",
    )
    st.markdown(f"**{tr(f'budget.formula.{chosen}')}**")
    header = tuple(tr(f"budget.sheet.{name}") for name in ("side", "term", "amount"))
    for entry in whole:
        for one in ratios(entry, annexes=desk.book.annexes):
            if one.id == chosen:
                name = f"{teller.ratio_name(one)}, {entry.year}"
                st.markdown(f"{plain(name)} : **{teller.value(one)}**")
                rows = [
                    (tr(f"budget.sheet.{side}"), term, amount)
                    for side, term, amount in teller.terms(one)
                ]
                show_table(header, rows, alt=name)


def _toggle(desk: Desk, reference: Reference) -> None:
    def change(book: Book) -> Book:
        kept = [one for one in book.references if one != reference]
        if len(kept) == len(book.references):
            kept.append(reference)
        return replace(book, references=tuple(kept))

    desk.change(change)


def _add(desk: Desk) -> None:
    """Keep a reference of the reader's own: with a source and a date, or not at all."""
    state = st.session_state
    source, day = (str(state[f"budget_own_{one}"]).strip() for one in ("source", "date"))
    low_text, high_text = (str(state[f"budget_own_{one}"]).strip() for one in ("low", "high"))
    if not source or not day:
        state[_PROBLEM] = "budget_page.reference.no_source"
        return
    try:
        low = read_percent(low_text)
        high = read_percent(high_text) if high_text else low
    except Unreadable:
        state[_PROBLEM] = "budget_page.unreadable.percent"
        return
    one = Reference(
        ratio=state["budget_own_ratio"],
        low=min(low, high),
        high=max(low, high, Fraction(0)),
        source=source,
        date=day,
    )
    desk.change(lambda book: replace(book, references=(*book.references, one)))
