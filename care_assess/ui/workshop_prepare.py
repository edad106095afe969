"""Before a workshop: what to ask, how long it takes, and the workshops there were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import streamlit as st

from care_assess.ui import shell
from care_assess.ui.markdown import plain
from care_assess.ui.tables import show_table
from care_assess.ui.workshop_desk import Desk, midnight
from care_assess.workshop.agenda import Part, Slot, agenda, chosen, parts_of
from care_assess.workshop.model import LONGEST_TITLE, MINUTES

__all__ = ["agenda_rows", "draw_past", "draw_prepare"]

_MINUTES = 3
_FARTHEST = 60  # days ahead that a workshop may be prepared: until then its code holds
_CORE, _SECTIONS = "core", "sections"


def draw_prepare(desk: Desk) -> None:
    """Choose what is asked, look at the agenda, open the workshop."""
    tr = desk.tr
    st.header(tr("workshop_page.prepare.title"), anchor=False)
    parts = _choose(desk)
    title = st.text_input(
        tr("workshop_page.prepare.name"),
        max_chars=LONGEST_TITLE,
        placeholder=tr("workshop_page.prepare.name_example"),
        key="workshop_title",
    )
    first, second, third = st.columns(3)
    minutes = first.number_input(
        tr("workshop_page.prepare.minutes"),
        min_value=MINUTES[0],
        max_value=MINUTES[-1],
        value=_MINUTES,
        key="workshop_minutes",
    )
    today = shell.reader().today()
    day = second.date_input(
        tr("workshop_page.prepare.day"),
        value=today,
        min_value=today,
        max_value=today + timedelta(days=_FARTHEST),
        format="DD/MM/YYYY",
        key="workshop_day",
    )
    at = third.time_input(
        tr("workshop_page.prepare.start"), value=_next_quarter().time(), key="workshop_start"
    )
    slots = agenda(parts, int(minutes))
    start = datetime.combine(day, at, shell.reader().zone)
    if slots:
        questions = sum(len(part.questions) for part in parts)
        whole = slots[-1].start + slots[-1].minutes
        st.markdown(tr("workshop_page.prepare.length", n=questions, time=_length(whole, desk)))
    pressed = st.button(
        tr("workshop_page.prepare.open"),
        type="primary",
        icon=":material/meeting_room:",
        disabled=not slots,
        key="workshop_open",
    )
    if pressed:  # not as a callback: it would be given what the fields held a run before
        _open(desk, parts, title or "", int(minutes), start)
        st.rerun()
    if slots:
        st.subheader(tr("workshop_page.agenda.title"), anchor=False)
        show_agenda(desk, slots, start)


def show_agenda(desk: Desk, slots: Sequence[Slot], start: datetime) -> None:
    """The lines of the agenda, with the time at which each begins."""
    tr = desk.tr
    header = tuple(tr(f"workshop_page.agenda.{name}") for name in ("time", "what", "length"))
    show_table(header, agenda_rows(desk, slots, start), alt=tr("workshop_page.agenda.alt"))


def agenda_rows(desk: Desk, slots: Sequence[Slot], start: datetime) -> list[tuple[str, str, str]]:
    """Each line of the agenda in words."""
    tr = desk.tr
    begin = start.astimezone(shell.reader().zone)
    return [
        (
            shell.reader().time(begin + timedelta(minutes=slot.start)),
            _slot_name(desk, slot),
            tr("workshop_page.agenda.minutes", n=slot.minutes),
        )
        for slot in slots
    ]


def draw_past(desk: Desk) -> None:
    """The workshops there were, each with the way back to it."""
    tr, known = desk.tr, desk.work.list(desk.id)
    others = [one for one in known if desk.workshop is None or one.id != desk.workshop.id]
    if not others:
        return
    st.header(tr("workshop_page.past.title"), anchor=False)
    for one in reversed(others):
        name = one.title or tr("workshop_page.untitled")
        label = tr("workshop_page.past.open", name=name, date=shell.reader().day(one.start))
        if st.button(plain(label), key=f"workshop_past_{one.id}", type="tertiary"):
            st.query_params["w"] = one.id
            st.rerun()


def _choose(desk: Desk) -> tuple[Part, ...]:
    tr = desk.tr
    every = parts_of(desk.questionnaires, desk.applicable)
    way = st.radio(
        tr("workshop_page.prepare.what"),
        (_CORE, _SECTIONS),
        format_func=lambda one: tr(f"workshop_page.prepare.by_{one}"),
        key="workshop_what",
    )
    if way != _SECTIONS:
        return chosen(every, core=True)
    names = {(part.questionnaire, part.section): _part_label(desk, part) for part in every}
    ticked = st.multiselect(
        tr("workshop_page.prepare.sections"),
        list(names),
        format_func=lambda one: names[one],
        placeholder=tr("workshop_page.prepare.sections_example"),
        key="workshop_sections",
    )
    return chosen(every, sections=ticked)


def _part_label(desk: Desk, part: Part) -> str:
    domain = next(one for one in desk.questionnaires if one.id == part.questionnaire)
    return desk.tr(
        "workshop_page.prepare.section",
        domain=desk.tr.text(domain.short),
        section=desk.part_name(part),
        n=len(part.questions),
    )


def _slot_name(desk: Desk, slot: Slot) -> str:
    if slot.part is None:
        return desk.tr(f"workshop_page.agenda.{slot.kind}")
    return _part_label(desk, slot.part)


def _length(minutes: int, desk: Desk) -> str:
    hours, rest = divmod(minutes, 60)
    return desk.tr("workshop_page.agenda.hours", h=hours, m=f"{rest:02}")


def _next_quarter() -> datetime:
    """The next quarter of an hour on the reader's clock."""
    now = datetime.now(shell.reader().zone).replace(second=0, microsecond=0)
    return now + timedelta(minutes=15 - now.minute % 15)


def _open(desk: Desk, parts: Sequence[Part], title: str, minutes: int, start: datetime) -> None:
    def opened() -> None:
        made = desk.work.create(
            desk.opened,
            [one.id for part in parts for one in part.questions],
            title=title,
            minutes=minutes,
            start=start,
            until=midnight(start.date()),
            author=desk.author,
        )
        st.query_params["w"] = made.id
        shell.from_the_top()

    desk.lead(opened)
