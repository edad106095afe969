"""The sidebar: what is open, how far it has come, and the way to every page."""

from __future__ import annotations

import streamlit as st

from care_assess.answers import Progress, progress
from care_assess.assessments import OpenAssessment
from care_assess.ui import shell
from care_assess.ui.markdown import plain

__all__ = ["draw"]

AFTER: tuple[shell.Page, ...] = ("results", "plan", "report")
ALWAYS: tuple[shell.Page, ...] = ("method", "home")


def draw() -> None:
    """Draw it all; a press leaves for its page at once, so nothing may be drawn after."""
    found = shell.peek()
    leave = _assessment(found) if found else None
    for name in ALWAYS:
        if _page_button(name):
            leave = (name, {})
    _language()
    if leave:
        shell.go(leave[0], **leave[1])


def _assessment(found: OpenAssessment) -> tuple[shell.Page, dict[str, str]] | None:
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
    leave: tuple[shell.Page, dict[str, str]] | None = None
    for domain, count in zip(domains, counts, strict=True):
        if _domain_button(domain.id, tr.text(domain.title), count):
            leave = ("form", {"q": domain.id})
    st.divider()
    for name in AFTER:
        if _page_button(name):
            leave = (name, {})
    st.text_input(
        tr("ui.who.label"),
        value=shell.reader().author,
        key=shell.AUTHOR,
        placeholder=tr("ui.who.placeholder"),
        help=tr("ui.who.help"),
        persist_state="session",
    )
    return leave


def _domain_button(domain: str, title: str, count: Progress) -> bool:
    """A domain with what is done of it; it leads to its first question without an answer."""
    return st.button(
        f"{plain(title)} · {count.done}/{count.total}",
        key=f"side_{domain}",
        icon=":material/check_circle:" if count.done >= count.total else ":material/circle:",
        type="primary" if st.query_params.get("q") == domain else "tertiary",
        width="stretch",
    )


def _page_button(name: shell.Page) -> bool:
    return st.button(
        shell.reader().tr(f"ui.page.{name}"),
        key=f"side_{name}",
        icon=_ICONS[name],
        width="stretch",
    )


_ICONS: dict[shell.Page, str] = {
    "home": ":material/home:",
    "results": ":material/radar:",
    "plan": ":material/checklist:",
    "report": ":material/description:",
    "method": ":material/functions:",
}


def _language() -> None:
    """One button to the other language: named in that language, as its readers look for it."""
    other = "en" if shell.reader().lang == "fr" else "fr"
    label = shell.reader().tr("ui.other_language")
    if st.button(label, key="side_language", icon=":material/translate:", type="tertiary"):
        st.query_params["lang"] = other
        st.rerun()
