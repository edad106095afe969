"""The portfolio page: thousands of summaries, a page at a time; the file of them all; the published quartiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isnan
from typing import get_args

import streamlit as st

from care_assess.answers import OrganisationKind
from care_assess.campaigns import Campaigns
from care_assess.report.portfolio import BLOCK, cell_words, portfolio_csv, release_csv
from care_assess.steering import LISTS
from care_assess.steering.benchmark import MEASURES as QUARTERED
from care_assess.steering.benchmark import Cell, Group, K
from care_assess.steering.many import COVERAGE, MEASURES, Portfolio, Seen
from care_assess.steering.telling import Teller
from care_assess.text import Translator
from care_assess.ui import shell
from care_assess.ui.files import file_name
from care_assess.ui.ght_desk import attempt, said
from care_assess.ui.markdown import plain
from care_assess.ui.prepared import Prepared, offer_prepared
from care_assess.ui.tables import show_table

__all__ = [
    "PAGE",
    "View",
    "choose_view",
    "show_benchmark",
    "show_export",
    "show_page",
    "show_spread",
]

PAGE = 50
"""Rows of a page."""

_ANY = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """What is looked at: the rows of a campaign that were asked for, in order, by a measure."""

    portfolio: Portfolio
    campaign: str
    measure: str
    places: Sequence[int]
    tr: Translator

    def named(self, measure: str) -> str:
        """A measure in words."""
        if measure == COVERAGE:
            return self.tr("portfolio.column.coverage")
        reference = shell.assessments().catalogue.reference
        return Teller(self.tr, reference).topic(measure, short=True)

    def figure(self, value: float, measure: str) -> str:
        """A number as it is written, a dash when there is none."""
        if isnan(value):
            return "–"
        exact = Fraction(value)
        return self.tr.percent(exact) if measure == COVERAGE else self.tr.number(exact)


def choose_view(portfolio: Portfolio, tr: Translator) -> View:
    """Which campaign, which establishments, sorted by what."""
    reference = shell.assessments().catalogue.reference
    teller = Teller(tr, reference)
    first, second = st.columns(2)
    campaign = first.selectbox(
        tr("portfolio.choose.campaign"), portfolio.campaigns[::-1], key="portfolio_campaign"
    )
    measure = second.selectbox(
        tr("portfolio.choose.measure"),
        MEASURES,
        format_func=lambda one: (
            tr("portfolio.column.coverage") if one == COVERAGE else teller.topic(one, short=True)
        ),
        key="portfolio_measure",
    )
    first, second = st.columns(2)
    kind = first.selectbox(
        tr("portfolio.choose.kind"),
        (_ANY, *get_args(OrganisationKind)),
        format_func=lambda one: tr(f"portfolio.kind.{one}") if one else tr("portfolio.kind.any"),
        key="portfolio_kind",
    )
    words = second.text_input(tr("portfolio.choose.words"), key="portfolio_words")
    places = portfolio.of(campaign, words=words, by=measure, kind=kind)
    return View(portfolio=portfolio, campaign=campaign, measure=measure, places=places, tr=tr)


def show_spread(view: View) -> None:
    """How many, the weakest by name, then the quartiles."""
    tr = view.tr
    least, first, middle, third, most = (
        view.figure(one, view.measure) for one in view.portfolio.spread(view.places, view.measure)
    )
    if not view.places:
        st.markdown(tr("portfolio.none"))
        return
    weakest = view.portfolio.rows[view.places[0]].name
    facts = {"first": first, "middle": middle, "third": third, "most": most}
    with st.container(border=True):
        st.markdown(
            tr(
                "portfolio.spread",
                n=len(view.places),
                measure=plain(view.named(view.measure)),
                weakest=plain(weakest),
                least=least,
                **facts,
            )
        )


def show_page(view: View) -> None:
    """Fifty rows, the lowest first, and the way to the others."""
    tr = view.tr
    if not view.places:
        return
    pages = -(-len(view.places) // PAGE)
    number = 1
    if pages > 1:
        number = st.number_input(
            tr("portfolio.page", n=pages),
            min_value=1,
            max_value=pages,
            key=f"portfolio_page.{view.campaign}.{pages}",
        )
    start = (int(number) - 1) * PAGE
    shown = view.places[start : start + PAGE]
    st.caption(tr("portfolio.shown", first=start + 1, last=start + len(shown), n=len(view.places)))
    header = (
        tr("portfolio.column.name"),
        *((view.named(view.measure),) if view.measure else ()),
        tr("portfolio.column.whole"),
        tr("portfolio.column.weakest"),
    )
    rows = [_row(view, one) for one in view.portfolio.seen(shown)]
    show_table(header, rows, alt=tr("portfolio.alt", campaign=view.campaign))


def show_export(view: View) -> None:
    """The file of all campaigns, made block by block with its progress, then the button that gives it."""
    tr, held = view.tr, view.portfolio
    st.markdown(tr("portfolio.export.text"))
    file = Prepared(
        key="portfolio_csv",
        stamp=held.stamp,
        total=len(held.rows),
        steps=lambda: _blocks(view),
        make=tr("portfolio.export.make"),
        take=tr("portfolio.export.take"),
        file_name=file_name(tr("portfolio.export.name"), "", shell.reader().today(), "csv"),
        mime="text/csv",
    )
    offer_prepared(file, tr)


def _blocks(view: View) -> Iterator[tuple[int, bytes]]:
    """The file of all campaigns as it grows, whole at the end."""
    held = view.portfolio
    places = [at for campaign in held.campaigns for at in held.of(campaign)]
    parts = []
    for at, block in enumerate(portfolio_csv(held, places, view.named, view.tr)):
        parts.append(block)
        yield min(len(places), at * BLOCK), b""
    yield len(places), b"".join(parts)


def show_benchmark(work: Campaigns, view: View) -> None:
    """The quartiles that were published of the campaign, and the button that publishes anew."""
    tr = view.tr
    st.markdown(tr("portfolio.benchmark.text", k=K))
    st.button(
        tr("portfolio.benchmark.publish", campaign=plain(view.campaign)),
        key="portfolio_publish",
        icon=":material/publish:",
        on_click=_publish,
        args=(work, view),
    )
    found = work.published(view.campaign)
    if found is None:
        st.markdown(tr("portfolio.benchmark.none"))
        return
    measure = view.measure if view.measure in QUARTERED else ""
    header = tuple(tr(f"portfolio.column.{name}") for name in ("group", "middle", "between"))
    rows = [_group(cell, group, measure, tr) for cell, group in found.items()]
    st.markdown(f"**{plain(view.named(measure))}**")
    show_table(header, rows, alt=tr("portfolio.benchmark.alt", measure=view.named(measure)))
    st.download_button(
        tr("portfolio.benchmark.take"),
        data=lambda: release_csv(found, view.named, tr),
        file_name=file_name(
            tr("portfolio.benchmark.name"), view.campaign, shell.reader().today(), "csv"
        ),
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="portfolio_quartiles",
    )


def _row(view: View, seen: Seen) -> tuple[str, ...]:
    """The measure that was chosen, the whole with its change, and the weakest topic by name: what a phone shows."""
    scores = dict(zip(MEASURES, seen.scores, strict=True))
    whole = view.figure(scores[""], "")
    if not isnan(seen.change):
        sign = "+" if seen.change > 0 else ""
        whole = view.tr(
            "portfolio.since", whole=whole, change=f"{sign}{view.figure(seen.change, '')}"
        )
    topics = [(score, name) for name, score in scores.items() if name in LISTS and not isnan(score)]
    weakest = "–"
    if topics:
        score, name = min(topics, key=lambda one: one[0])
        weakest = view.tr("ght.told.named", name=view.named(name), score=view.figure(score, name))
    asked = (view.figure(scores[view.measure], view.measure),) if view.measure else ()
    return seen.row.name, *asked, whole, weakest


def _group(cell: Cell, group: Group, measure: str, tr: Translator) -> tuple[str, str, str]:
    """A published group in three cells."""
    first, middle, third = (tr.number(one) for one in group.quartiles[measure])
    who = tr("portfolio.counted", group=cell_words(cell, tr), n=len(group.members))
    return who, middle, tr("portfolio.between", first=first, third=third)


def _publish(work: Campaigns, view: View) -> None:
    kept: list[bool] = []

    def act() -> None:
        made = work.publish(view.campaign, author=shell.reader().author)
        kept.append(made is not None)

    if attempt(act):
        said(view.tr("portfolio.benchmark.done" if any(kept) else "portfolio.benchmark.withheld"))
