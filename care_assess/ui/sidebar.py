"""The sidebar: what is open, how far it has come, and the way to every page."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from care_assess.answers import progress
from care_assess.assessments import OpenAssessment
from care_assess.text import Lang
from care_assess.ui import shell
from care_assess.ui.markdown import plain
from care_assess.ui.questions import REVIEW, Wish

__all__ = ["draw", "place"]

AFTER: tuple[shell.Page, ...] = ("workshop", "results", "risks", "plan", "report")
ALWAYS: tuple[shell.Page, ...] = ("home", "method")
OUTSIDE: tuple[shell.Page, ...] = ("home", "library", "method")
"""While no assessment is open."""

_PHONE = "care.phone"


def place() -> DeltaGenerator:
    """Where the menu goes: beside the page; on a phone, in a fold above it.

    There a sidebar would cover the page that was just chosen in it, and nothing here could close it.
    """
    if not _on_a_phone():
        return st.sidebar.container()
    return st.popover(
        shell.reader().tr("ui.menu"),
        icon=":material/menu:",
        key=f"menu.{shell.visit()}",  # folded again on another page
        on_change="rerun",
    )


def draw(path: str, where: DeltaGenerator) -> None:
    """Draw it all; a press leaves at once, so nothing may be drawn after."""
    with where:
        _menu(path)


def _on_a_phone() -> bool:
    """Asked once a session: a browser does not change."""
    if _PHONE not in st.session_state:
        st.session_state[_PHONE] = "Mobi" in st.context.headers.get("User-Agent", "")
    phone: bool = st.session_state[_PHONE]
    return phone


def _menu(path: str) -> None:
    tr, found = shell.reader().tr, shell.peek()
    if shell.alone(path):
        st.markdown(f"### {tr('ui.product')}")
        _language()
        return
    leave: Wish | None = None
    _world()
    if found:
        leave = _assessment(found)
    else:
        st.markdown(f"### {tr('ui.product')}")
    with st.container(gap="xxsmall"):
        for name in (*(AFTER if found else ()), *(ALWAYS if found else OUTSIDE)):
            here = shell.PAGES[name] == path
            if _button(f"side_{name}", tr(f"ui.page.{name}"), _ICONS[name], here=here):
                leave = (name, {})
    if found:
        _who()
    _language()
    if leave and not shell.held():
        shell.go(leave[0], **leave[1])


def _world() -> None:
    """Whose assessments these are, and whether names are hidden, when it is not the usual case."""
    tr, here = shell.reader().tr, shell.world()
    if here.client:
        st.caption(tr("clients.sidebar.client", name=plain(here.called(tr))))
    if here.masked:
        st.caption(tr("clients.sidebar.masked"))


def _assessment(found: OpenAssessment) -> Wish | None:
    """What is open and how far it has come; the domain, or the list, that was pressed."""
    tr = shell.reader().tr
    seam = shell.assessments()
    sheet, applies = found.sheet, seam.applicability(found)
    domains = seam.questionnaires(found)
    counts = [progress(domain.questions, sheet, applies) for domain in domains]
    done, total = sum(one.done for one in counts), sum(one.total for one in counts)
    st.markdown(f"### {plain(found.info.organisation.name)}")
    st.caption(
        tr("ui.assessment_of", date=tr.date(found.info.date), tier=tr(f"ui.tier.{found.info.tier}"))
    )
    st.progress(done / total if total else 0.0, text=tr("ui.progress", done=done, n=total))
    here = st.query_params.get("q")
    leave: Wish | None = None
    with st.container(gap="xxsmall"):
        for domain, count in zip(domains, counts, strict=True):
            label = f"{plain(tr.text(domain.short))} · {count.done}/{count.total}"
            icon = _DONE if count.done >= count.total else _BEGUN if count.done else _TO_DO
            if _button(f"side_{domain.id}", label, icon, here=here == domain.id):
                leave = ("form", {"q": domain.id})
        if _button("side_review", tr("ui.review"), ":material/rule:", here=here == REVIEW):
            leave = ("form", {"q": REVIEW})
    return leave


def _button(key: str, label: str, icon: str, *, here: bool = False) -> bool:
    """A line of the menu, marked when it is where one stands."""
    return st.button(label, key=key, icon=icon, type="secondary" if here else "tertiary", wrap=True)


_DONE, _BEGUN, _TO_DO = ":material/check_circle:", ":material/clock_loader_40:", ":material/circle:"
_ICONS: dict[shell.Page, str] = {
    "home": ":material/home:",
    "workshop": ":material/groups:",
    "results": ":material/radar:",
    "risks": ":material/shield:",
    "plan": ":material/checklist:",
    "report": ":material/description:",
    "method": ":material/functions:",
    "library": ":material/library_books:",
}


def _who() -> None:
    """Who answers, asked once and lightly."""
    tr = shell.reader().tr
    st.text_input(
        tr("ui.who.label"),
        value=shell.reader().author,
        key=shell.AUTHOR,
        placeholder=tr("ui.who.placeholder"),
        help=tr("ui.who.help"),
        persist_state="session",
    )


def _language() -> None:
    """One button to the other language: named in that language, as its readers look for it."""
    st.button(
        shell.reader().tr("ui.other_language"),
        key="side_language",
        icon=":material/translate:",
        type="tertiary",
        on_click=_change_language,
        args=("en" if shell.reader().lang == "fr" else "fr",),
    )


def _change_language(lang: Lang) -> None:
    """Say everything in ``lang``, and choose again what is chosen.

    The browser knows a choice by its words: without being told, it would not find it among the new
    ones, and show nothing chosen.
    """
    st.query_params["lang"] = lang
    for key, value in dict(st.session_state).items():
        if isinstance(key, str) and _is_a_choice(value):
            st.session_state[key] = value


def _is_a_choice(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(one, str) for one in value)
    )
