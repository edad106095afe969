"""The parts of the self-assessment page: where it stands, its calendar, its entities, the answers, the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeAlias

import streamlit as st

from care_assess.campaign import (
    MOST_ACTIVITY,
    MOST_ENTITIES,
    STEPS,
    Campaign,
    Entity,
    Planned,
    calendar,
    coverage,
    doubts,
    next_date,
)
from care_assess.campaign.coverage import MARK, is_covered
from care_assess.campaign.keeping import from_json, to_json
from care_assess.campaign.model import LONGEST_NAME
from care_assess.campaign.proposing import propose
from care_assess.report.content import story_of
from care_assess.report.pdf import write_pdf
from care_assess.report.record import Record, record_csv, record_report, record_xlsx
from care_assess.takeout.campaign import campaign_calendar
from care_assess.topics import Proposal
from care_assess.topics.entries import changed, namesakes, next_id, without
from care_assess.ui import shell
from care_assess.ui.files import SPREADSHEET, file_name
from care_assess.ui.proposed import show_proposals
from care_assess.ui.registers import Desk, RowFields, Shape, choose_entry
from care_assess.ui.tables import show_table

__all__ = [
    "CAMPAIGN",
    "Campaigns",
    "covered",
    "facts_of",
    "proposals_of",
    "show_answers",
    "show_calendar",
    "show_entities",
    "show_headline",
    "show_takeout",
]

CAMPAIGN = Shape("campaign", from_json, to_json)
Campaigns: TypeAlias = "Desk[Campaign]"

_CHOSEN = "campaign_entity"


def facts_of(mine: Campaigns) -> Iterator[str]:
    """The last one completed, the next date, how much is covered, in Markdown."""
    tr, today, book = mine.board.tr, shell.reader().today(), mine.book
    last = book.completed(today)
    if last is None:
        yield tr("campaign.lead.never" if book.never else "campaign.lead.unknown")
    else:
        yield tr("campaign.lead.last", date=tr.date(last))
    yield _next(mine, next_date(book, today), today)
    yield from covered(mine)


def covered(mine: Campaigns) -> Iterator[str]:
    """The entities and the share of activity covered, held against the mark, in Markdown."""
    tr, found = mine.board.tr, coverage(mine.book, shell.reader().today())
    if not found.entities:
        return
    share = "–" if found.share is None else tr.percent(found.share)
    yield tr("campaign.lead.coverage", covered=found.covered, n=found.entities, share=share)
    if found.enough is not None:
        key = "enough" if found.enough else "short"
        yield tr(f"campaign.mark.{key}", mark=tr.percent(MARK))


def show_headline(mine: Campaigns) -> None:
    """Those facts."""
    with st.container(border=True):
        for said in facts_of(mine):
            st.markdown(said)


def show_calendar(mine: Campaigns) -> None:
    """The steps with their days, then the fields that say when each was done."""
    tr, today = mine.board.tr, shell.reader().today()
    st.markdown(tr("campaign.calendar.text"))
    fields = RowFields(mine.book, "campaign", mine.change)
    left, right = st.columns(2)
    with left:
        fields.day("end", tr("campaign.field.end"))
        fields.line("platform", tr("campaign.field.platform"), most=LONGEST_NAME)
    with right:
        fields.day("last", tr("campaign.field.last"))
        fields.line("receipt", tr("campaign.field.receipt"), most=LONGEST_NAME)
    fields.check("never", tr("campaign.field.never"))
    for doubt in doubts(mine.book, today):
        st.warning(tr(f"campaign.doubt.{doubt}"), icon=":material/help:")
    steps = calendar(mine.book, today)
    header = tuple(tr(f"campaign.column.{name}") for name in ("step", "planned", "state"))
    show_table(header, [_row(mine, one) for one in steps], alt=tr("campaign.calendar.title"))
    if any(one.planned and not one.done for one in steps):
        _offer_calendar(mine, steps)
    with st.expander(tr("campaign.calendar.done"), icon=":material/task_alt:"):
        places = st.columns(2)
        for number, name in enumerate(STEPS):
            with places[number % 2]:
                fields.day(name, tr("campaign.field.done", step=tr(f"campaign.step.{name}")))


def show_entities(mine: Campaigns) -> None:
    """The entities with their activity, and the fields of one."""
    tr, today, book = mine.board.tr, shell.reader().today(), mine.book
    st.markdown(tr("campaign.entities.text"))
    RowFields(book, "campaign", mine.change).line(
        "measure",
        tr("campaign.field.measure"),
        most=LONGEST_NAME,
        example=tr("campaign.field.measure_example"),
    )
    if book.entities:
        header = tuple(tr(f"campaign.entity.{name}") for name in ("name", "activity", "assessed"))
        rows = [_entity_row(mine, one, today) for one in book.entities]
        show_table(header, rows, alt=tr("campaign.entities.title"))
    st.button(
        tr("campaign.entities.add"),
        key="campaign_add",
        icon=":material/add:",
        disabled=len(book.entities) >= MOST_ENTITIES,
        on_click=_add,
        args=(mine,),
    )
    _show_entity(mine)
    RowFields(book, "campaign", mine.change).check("whole", tr("campaign.field.whole"))


def proposals_of(mine: Campaigns) -> tuple[Proposal, ...]:
    """The answers that the campaign and the road map allow on the date of the assessment."""
    info = mine.board.opened.info
    said = shell.follows().latest(info.id)
    return propose(mine.book, [event.follow for event in said.values()], info.date)


def show_answers(mine: Campaigns) -> None:
    """The answers that the campaign and the road map allow."""
    show_proposals(
        mine.board,
        proposals_of(mine),
        area="campaign",
        key="campaign",
        why=lambda one: _why(mine, one),
    )


def show_takeout(mine: Campaigns) -> None:
    """The record, three times: to print, to work with, to bring elsewhere."""
    board, tr, today = mine.board, mine.board.tr, shell.reader().today()
    st.markdown(tr("campaign.take.text"))
    plan = board.seam.plan(board.opened)
    facts = (board.sheet, board.questionnaires, board.reference, board.scores, plan)
    record = Record(story=story_of(*facts, lang=tr.lang), campaign=mine.book, day=today)
    made: Mapping[str, tuple[str, Callable[[], bytes]]] = {
        "pdf": ("application/pdf", lambda: write_pdf(record_report(record))),
        "xlsx": (SPREADSHEET, lambda: record_xlsx(record)),
        "csv": ("text/csv", lambda: record_csv(record)),
    }
    name = board.sheet.organisation.name
    with st.container(horizontal=True):
        for kind, (mime, make) in made.items():
            st.download_button(
                tr(f"campaign.take.{kind}"),
                data=make,
                file_name=file_name(tr("campaign.take.name"), name, today, kind),
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"campaign_{kind}",
            )


def _offer_calendar(mine: Campaigns, steps: Sequence[Planned]) -> None:
    tr, info = mine.board.tr, mine.board.opened.info
    name = info.organisation.name
    st.download_button(
        tr("campaign.ical.download"),
        data=lambda: campaign_calendar(info.id, name, steps, tr, datetime.now(UTC)),
        file_name=file_name(tr("campaign.ical.name"), name, shell.reader().today(), "ics"),
        mime="text/calendar",
        icon=":material/download:",
        on_click="ignore",
        key="campaign_ics",
    )


def _next(mine: Campaigns, due: date | None, today: date) -> str:
    tr = mine.board.tr
    if due is None:
        return tr("campaign.lead.no_date")
    key = "late" if due < today else "next" if mine.book.end else "next_proposed"
    return tr(f"campaign.lead.{key}", date=tr.date(due))


def _row(mine: Campaigns, one: Planned) -> tuple[str, str, str]:
    tr = mine.board.tr
    done = tr("campaign.done_on", date=tr.date(one.done)) if one.done else ""
    return (
        tr(f"campaign.step.{one.step}"),
        tr.date(one.planned) if one.planned else "–",
        done or tr(f"campaign.state.{one.state}"),
    )


def _entity_row(mine: Campaigns, one: Entity, today: date) -> tuple[str, str, str]:
    tr = mine.board.tr
    if one.assessed is None:
        said = tr("campaign.entity.never")
    else:
        key = "within" if is_covered(one, today) else "before"
        said = tr(f"campaign.entity.{key}", date=tr.date(one.assessed))
    activity = tr("campaign.entity.missing") if one.activity is None else tr.number(one.activity, 0)
    return _named(mine, one), activity, said


def _named(mine: Campaigns, one: Entity) -> str:
    return one.name or mine.board.tr("campaign.entity.unnamed", n=one.id)


def _show_entity(mine: Campaigns) -> None:
    """The fields of the entity that is chosen."""
    tr, entities = mine.board.tr, {one.id: one for one in mine.book.entities}
    names = {name: _named(mine, one) for name, one in entities.items()}
    name = choose_entry(names, tr("campaign.entities.choose"), key=_CHOSEN)
    if name is None:
        return

    def keep(change: Callable[[Entity], Entity]) -> None:
        mine.change(lambda book: replace(book, entities=changed(book.entities, name, change)))

    with st.container(border=True):
        fields = RowFields(entities[name], f"campaign_{name}", keep)
        fields.line("name", tr("campaign.entity.field_name"), most=LONGEST_NAME)
        if name in namesakes(mine.book.entities):
            st.warning(tr("campaign.entity.same_name"), icon=":material/help:")
        left, right = st.columns(2)
        with left:
            fields.number("activity", tr("campaign.entity.field_activity"), 0, MOST_ACTIVITY)
        with right:
            fields.day("assessed", tr("campaign.entity.field_assessed"))
        st.button(
            tr("campaign.entities.remove"),
            key=f"campaign_remove_{name}",
            icon=":material/delete:",
            type="tertiary",
            on_click=_remove,
            args=(mine, name),
        )


def _add(mine: Campaigns) -> None:
    """A blank entity; the first one bears the name of the establishment."""
    entities = mine.book.entities
    name = "" if entities else mine.board.opened.info.organisation.name[:LONGEST_NAME]

    def added(book: Campaign) -> Campaign:
        new = Entity(id=next_id(book.entities), name=name)
        return replace(book, entities=(*book.entities, new))

    if mine.change(added):
        st.session_state[_CHOSEN] = next_id(entities)


def _remove(mine: Campaigns, name: int) -> None:
    mine.change(lambda book: replace(book, entities=without(book.entities, name)))


def _why(mine: Campaigns, one: Proposal) -> str:
    tr = mine.board.tr
    return tr(f"campaign.why.{one.why}", date=tr.date(one.day) if one.day else "", n=one.n)
