"""Beside the question: how to join, who is there, what was put aside, what is owed, and the end."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from care_assess.questionnaire import QuestionId
from care_assess.report.attendance import Attendance
from care_assess.report.workshop import workshop_xlsx
from care_assess.ui import guard, shell
from care_assess.ui.files import SPREADSHEET, file_name
from care_assess.ui.markdown import plain
from care_assess.ui.qr import qr_png
from care_assess.ui.tables import show_table
from care_assess.ui.workshop_desk import Desk, join_address, midnight, site
from care_assess.ui.workshop_prepare import show_agenda
from care_assess.workshop.codes import shown_code
from care_assess.workshop.model import LONGEST_TEXT, Promise
from care_assess.workshop.record import attendance
from care_assess.workshop.telling import function_name, promise_row

__all__ = [
    "draw_agenda",
    "draw_attendance",
    "draw_ends",
    "draw_files",
    "draw_join",
    "draw_parking",
    "draw_promises",
]

_HERE = ("localhost", "127.0.0.1")


def draw_join(desk: Desk) -> None:
    """The code, its picture and its address; the screen of the room; the code of a second facilitator."""
    tr, workshop = desk.tr, desk.now
    codes = desk.work.codes(desk.id, workshop.id)
    if "participant" not in codes:
        st.info(tr("workshop_page.join.expired"), icon=":material/key_off:")
        if workshop.phase != "paused":
            _resume_button(desk, "workshop_renew")
        return
    code = codes["participant"].code
    address = join_address(code)
    label = tr("workshop_page.join.title", code=shown_code(code))
    with st.expander(label, icon=":material/qr_code_2:", expanded=workshop.phase == "ready"):
        st.markdown(f"### {shown_code(code)}")
        st.image(qr_png(address), width=180, alt=tr("workshop_page.join.alt", address=address))
        st.code(address, language=None, wrap_lines=True)
        if any(f"//{here}" in address for here in _HERE):
            st.info(tr("workshop_page.join.only_here"), icon=":material/wifi_off:")
        st.link_button(
            tr("workshop_page.join.screen"),
            _screen_address(desk),
            icon=":material/present_to_all:",
            key="workshop_screen",
        )
        st.caption(tr("workshop_page.join.full_screen"))
        if "facilitator" in codes:
            with st.popover(tr("workshop_page.join.second"), icon=":material/group_add:"):
                st.markdown(tr("workshop_page.join.second_text"))
                st.markdown(f"**{shown_code(codes['facilitator'].code)}**")


def draw_attendance(desk: Desk) -> None:
    """Who is there by function, who by name, and the list as a file."""
    tr, people = desk.tr, desk.work.people(desk.id, desk.now.id)
    st.subheader(tr("workshop_page.attendance.title"), anchor=False)
    counted = attendance(one for one in people if not one.left)
    if not counted:
        st.markdown(tr("workshop_page.attendance.nobody"))
        return
    header = (tr("workshop.sheet.function"), tr("workshop_page.attendance.count"))
    rows = [(function_name(name, tr), tr.number(n, 0)) for name, n in counted.items()]
    show_table(header, rows, alt=tr("workshop_page.attendance.alt"))
    with st.expander(tr("workshop_page.attendance.names"), icon=":material/badge:"):
        st.caption(tr("workshop_page.attendance.free_text"))
        for one in people:
            if one.role == "participant" and not one.left:
                st.button(
                    tr(
                        "workshop_page.attendance.free",
                        name=plain(one.name),
                        function=function_name(one.function, tr),
                    ),
                    key=f"workshop_free_{one.id}",
                    type="tertiary",
                    icon=":material/person_remove:",
                    on_click=_free,
                    args=(desk, one.id),
                )
    files = (
        ("pdf", "application/pdf", lambda: _attended(desk).pdf()),
        ("csv", "text/csv", lambda: _attended(desk).csv()),
    )
    with st.container(horizontal=True):
        for extension, mime, data in files:
            st.download_button(
                tr(f"workshop_page.attendance.{extension}"),
                data=data,
                file_name=file_name(
                    tr("workshop_page.attendance.file"),
                    desk.opened.info.organisation.name,
                    _day(desk),
                    extension,
                ),
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"workshop_attendance_{extension}",
            )


def draw_parking(desk: Desk) -> None:
    """What was put aside, and a line to put something more."""
    tr, workshop = desk.tr, desk.now
    waiting = [one for one in workshop.parked if not one.done]
    with st.expander(tr("workshop_page.parking.title", n=len(waiting)), icon=":material/inbox:"):
        for one in waiting:
            st.text(f"{one.question} · {one.text}" if one.question else one.text)
            st.button(
                tr("workshop_page.parking.done"),
                key=f"workshop_unpark_{one.number}",
                type="tertiary",
                icon=":material/check:",
                on_click=lambda entry=one.number: desk.lead(
                    lambda: desk.work.unpark(desk.id, workshop.id, entry, author=desk.author)
                ),
            )
        with st.form("workshop_park", border=False):
            text = st.text_input(
                tr("workshop_page.parking.add"),
                max_chars=LONGEST_TEXT,
                key=f"workshop_park_text.{len(workshop.parked)}",  # empty again once it is kept
            )
            pressed = st.form_submit_button(tr("workshop_page.parking.do"))
        if pressed and desk.try_here(
            lambda: desk.work.park(desk.id, workshop, text, author=desk.author)
        ):
            st.rerun()


def draw_promises(desk: Desk) -> None:
    """The evidence that people owe, and the fields to note some more about the question before the room."""
    tr, workshop = desk.tr, desk.now
    waiting = [one for one in workshop.promises if not one.done]
    label = tr("workshop_page.promise.title", n=len(waiting))
    with st.expander(label, icon=":material/task:", expanded=workshop.phase == "settled"):
        for one in waiting:
            st.text(_owed(desk, one))
            st.button(
                tr("workshop_page.promise.done"),
                key=f"workshop_deliver_{one.number}",
                type="tertiary",
                icon=":material/check:",
                on_click=lambda number=one.number: desk.lead(
                    lambda: desk.work.deliver(desk.id, workshop.id, number, author=desk.author)
                ),
            )
        if workshop.question is None:
            if workshop.phase not in {"paused", "closed"}:
                st.caption(tr("workshop_page.promise.no_question"))
            elif not waiting:
                st.caption(tr("workshop_page.promise.none"))
            return
        question = workshop.question
        _add_promise(desk, question)


def _add_promise(desk: Desk, question: QuestionId) -> None:
    """The fields of one more piece of evidence; they are empty again once it is noted."""
    tr, workshop = desk.tr, desk.now
    key = f"workshop_promise.{len(workshop.promises)}"
    with st.form("workshop_promise", border=False):
        what = st.text_input(
            tr("workshop_page.promise.what"), max_chars=LONGEST_TEXT, key=f"{key}.what"
        )
        who = st.text_input(
            tr("workshop_page.promise.who"), max_chars=LONGEST_TEXT, key=f"{key}.who"
        )
        day = st.date_input(
            tr("workshop_page.promise.by"),
            value=None,
            format="DD/MM/YYYY",
            width=220,
            key=f"{key}.day",
        )
        pressed = st.form_submit_button(tr("workshop_page.promise.do", question=question))
    add = partial(desk.work.promise, desk.id, workshop, question, author=desk.author)
    if pressed and desk.try_here(lambda: add(what=what, who=who, due=day)):
        st.rerun()


def draw_agenda(desk: Desk) -> None:
    """The agenda, and how far each part has come."""
    tr, workshop = desk.tr, desk.now
    gone = {*workshop.settled, *workshop.skipped}
    with st.expander(tr("workshop_page.agenda.title"), icon=":material/schedule:"):
        show_agenda(desk, *desk.timetable())
        lines = [
            tr(
                "workshop_page.agenda.done",
                part=plain(desk.part_name(slot.part)),
                done=sum(one.id in gone for one in slot.part.questions),
                n=len(slot.part.questions),
            )
            for slot in desk.slots()
            if slot.part
        ]
        st.markdown("\n".join(f"- {line}" for line in lines))


def draw_ends(desk: Desk) -> None:
    """Pause, go on, conclude."""
    tr, work, workshop = desk.tr, desk.work, desk.now
    if workshop.phase in {"paused", "closed"}:
        over = workshop.phase == "closed"
        icon = ":material/flag:" if over else ":material/pause_circle:"
        st.info(tr(f"workshop_page.end.{workshop.phase}"), icon=icon)
        _resume_button(desk, "workshop_resume", primary=not over)
        return
    with st.container(horizontal=True):
        st.button(
            tr("workshop_page.end.pause"),
            icon=":material/pause:",
            key="workshop_pause",
            on_click=lambda: desk.lead(lambda: work.pause(desk.id, workshop, author=desk.author)),
        )
        st.button(
            tr("workshop_page.end.close"),
            icon=":material/flag:",
            key="workshop_close",
            on_click=lambda: desk.lead(lambda: work.close(desk.id, workshop, author=desk.author)),
        )


def draw_files(desk: Desk) -> None:
    """The record of all the workshops of the assessment, with the people of this one."""
    tr, info, day = desk.tr, desk.opened.info, _day(desk)

    def workbook() -> bytes:
        record = desk.work.record(desk.opened)
        return workshop_xlsx(record, _attended(desk), desk.questions, day=day)

    st.download_button(
        tr("workshop_page.end.xlsx"),
        data=workbook,
        file_name=file_name(tr("workshop_page.end.file"), info.organisation.name, day, "xlsx"),
        mime=SPREADSHEET,
        icon=":material/download:",
        on_click="ignore",
        key="workshop_xlsx",
    )


def _owed(desk: Desk, promise: Promise) -> str:
    """On one line: of which question, what, who, by when, and that it is late."""
    what, who, due, state = promise_row(promise, desk.tr, shell.reader().today())
    by = desk.tr("workshop_page.promise.due", date=due) if promise.due else ""
    late = state if state != desk.tr("workshop.sheet.awaited") else ""
    return " · ".join(filter(None, (promise.question, what, who, by, late)))


def _attended(desk: Desk) -> Attendance:
    return Attendance(
        held=desk.work.held(desk.id, desk.now),
        establishment=desk.opened.info.organisation.name,
        zone=shell.reader().zone,
        tr=desk.tr,
    )


def _screen_address(desk: Desk) -> str:
    kept = {
        name: st.query_params[name]
        for name in (guard.SECRET, "lang", "me", "c")
        if name in st.query_params
    }
    asked = "&".join(
        f"{name}={value}" for name, value in {"a": desk.id, "w": desk.now.id, **kept}.items()
    )
    return f"{site()}/{shell.PAGES['projection']}?{asked}"


def _day(desk: Desk) -> date:
    return desk.now.start.astimezone(shell.reader().zone).date()


def _resume_button(desk: Desk, key: str, *, primary: bool = True) -> None:
    st.button(
        desk.tr("workshop_page.end.resume"),
        type="primary" if primary else "secondary",
        icon=":material/play_arrow:",
        key=key,
        on_click=lambda: desk.lead(
            lambda: desk.work.resume(desk.id, desk.now, until=midnight(), author=desk.author)
        ),
    )


def _free(desk: Desk, person: str) -> None:
    desk.lead(lambda: desk.work.free(desk.id, desk.now.id, person))
