"""Summaries between sites: what an establishment sends, and what the group takes in, all or none."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from care_assess.campaigns import Campaigns
from care_assess.errors import CareError, FaultsError
from care_assess.steering.document import Sealed
from care_assess.steering.facts import FACTS
from care_assess.steering.fields import LONGEST_CAMPAIGN
from care_assess.steering.sealing import fingerprint
from care_assess.steering.taking import Stranger
from care_assess.steering.telling import Teller
from care_assess.text import Translator
from care_assess.ui import shell
from care_assess.ui.files import file_name
from care_assess.ui.ght_desk import Desk, attempt, said
from care_assess.ui.markdown import plain
from care_assess.ui.preview import show_faults
from care_assess.ui.tables import show_table

__all__ = ["show_receive", "show_send"]

_ROUND = "ght_mail_round"
_MEGABYTES = 1


def show_send(work: Campaigns, tr: Translator) -> None:
    """The summary of the assessment that is open, and the fingerprint to read to the group."""
    opened = shell.peek()
    if opened is None:
        st.markdown(tr("ght_page.send.open"))
        return
    info, today = opened.info, shell.reader().today()
    st.markdown(tr("ght_page.send.text", name=plain(info.organisation.name)))
    campaign = st.text_input(
        tr("ght_page.send.campaign"),
        value=str(info.date.year),
        max_chars=LONGEST_CAMPAIGN,
        key=f"ght_send_campaign.{info.id}",
    )
    facts = st.checkbox(tr("ght_page.send.facts"), key=f"ght_send_facts.{info.id}")
    if facts:
        told = work.facts(opened)
        teller = Teller(tr, shell.assessments().catalogue.reference)
        rows = [(tr(f"ght.fact.{one}"), teller.fact(told, one)) for one in FACTS]
        header = (tr("ght_page.column.fact"), tr("ght_page.column.value"))
        show_table(header, rows, alt=tr("ght_page.send.facts_table"))
    answers = st.checkbox(tr("ght_page.send.answers"), key=f"ght_send_answers.{info.id}")
    try:
        data = work.export(opened, campaign, answers=answers, facts=facts)
        key = fingerprint(work.own_key())
    except CareError as error:
        shell.show_error(error)
        return
    st.download_button(
        tr("ght_page.send.do"),
        data=data,
        file_name=file_name(tr("ght_page.send.name"), info.organisation.name, today, "json"),
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        key="ght_send",
    )
    st.markdown(tr("ght_page.send.fingerprint"))
    st.code(key, language=None, wrap_lines=True)


def show_receive(desk: Desk) -> None:
    """Files to drop, what is wrong with them by name, the keys to compare, the button that takes them all."""
    tr, work = desk.tr, desk.work
    st.markdown(tr("ght_page.receive.text"))
    given = st.file_uploader(
        tr("ght_page.receive.file"),
        type=["json"],
        accept_multiple_files=True,
        max_upload_size=_MEGABYTES,
        key=f"ght_mail.{st.session_state.get(_ROUND, 0)}",
    )
    if given:
        _examine(desk, [(one.name, one.getvalue()) for one in given])
    st.caption(tr("ght_page.receive.own_text"))
    st.button(
        tr("ght_page.receive.own"),
        key="ght_take_own",
        icon=":material/inventory_2:",
        on_click=_take_own,
        args=(work, tr),
    )
    _show_keys(desk)


def _examine(desk: Desk, given: Sequence[tuple[str, bytes]]) -> None:
    tr, work = desk.tr, desk.work
    try:
        batch = work.examine(given)
        for one in work.strangers(batch):
            _show_stranger(desk, one)
        work.check(batch)
    except FaultsError as error:
        shell.show_error(error)
        show_faults(error.faults)
        return
    except CareError as error:
        shell.show_error(error)
        return
    st.success(tr("ght_page.receive.sound", n=len(batch)), icon=":material/verified:")
    st.button(
        tr("ght_page.receive.do", n=len(batch)),
        key="ght_take",
        type="primary",
        icon=":material/move_to_inbox:",
        on_click=_take,
        args=(work, batch, tr),
    )


def _show_stranger(desk: Desk, one: Stranger) -> None:
    tr = desk.tr
    with st.container(border=True):
        st.markdown(tr("ght_page.receive.stranger", name=plain(one.member.name)))
        st.code(fingerprint(one.key), language=None, wrap_lines=True)
        st.button(
            tr("ght_page.receive.accept", name=plain(one.member.name)),
            key=f"ght_accept.{one.member.id}.{one.key[:16]}",
            icon=":material/handshake:",
            on_click=_accept,
            args=(desk.work, one),
        )


def _show_keys(desk: Desk) -> None:
    """The establishments whose key is accepted, and the way to accept it no longer."""
    tr, names = desk.tr, {one.id: one.name for one in desk.tree.members}
    keys = {one: some for one, some in desk.work.keys().items() if one in names and some}
    if not keys:
        return
    with st.expander(
        tr("ght_page.receive.keys", n=sum(map(len, keys.values()))), icon=":material/key:"
    ):
        for member, some in keys.items():
            st.markdown(plain(names[member]))
            for key in sorted(some):
                st.code(fingerprint(key), language=None, wrap_lines=True)
            st.button(
                tr("ght_page.receive.refuse", name=plain(names[member])),
                key=f"ght_refuse.{member}",
                on_click=_refuse,
                args=(desk.work, member),
            )


def _accept(work: Campaigns, one: Stranger) -> None:
    author = shell.reader().author
    attempt(lambda: work.accept(one.member.id, one.key, author=author))


def _refuse(work: Campaigns, member: str) -> None:
    author = shell.reader().author
    attempt(lambda: work.refuse(member, author=author))


def _take(work: Campaigns, batch: tuple[Sealed, ...], tr: Translator) -> None:
    if attempt(lambda: work.take(batch, author=shell.reader().author)):
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        said(tr("ght_page.receive.done", n=len(batch)))


def _take_own(work: Campaigns, tr: Translator) -> None:
    counted: list[int] = []
    campaign, author = str(shell.reader().today().year), shell.reader().author
    if attempt(lambda: counted.append(work.take_own(campaign, author=author))):
        count = sum(counted)
        said(tr("ght_page.receive.done", n=count) if count else tr("ght_page.receive.none"))
