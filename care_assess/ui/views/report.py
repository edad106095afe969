"""Report: what the PDF holds, what is still missing, who may read it, and the document itself."""

import streamlit as st

from care_assess.report.content import build
from care_assess.report.pdf import write_pdf
from care_assess.text import LANGUAGES
from care_assess.ui import shell
from care_assess.ui.board import board
from care_assess.ui.files import file_name
from care_assess.ui.markdown import plain
from care_assess.ui.workshop_desk import workshops
from care_assess.wording import earlier

seen = board()
tr, progress = seen.tr, seen.progress

st.caption(plain(seen.cover))
st.title(tr("report_page.title"), anchor=False)
if not progress.done:
    st.markdown(tr("report_page.empty.text"))
    if st.button(tr("report_page.empty.go"), type="primary", key="report_begin"):
        shell.go("form")
    raise shell.PageDone
st.markdown(tr("report_page.lead"))

st.header(tr("report_page.holds.title"), anchor=False)
st.markdown(tr("report_page.holds.text"))

st.header(tr("report_page.ready.title"), anchor=False)
leave = None
missing = []
if seen.scores.overall.level is None and seen.scores.overall.coverage is not None:
    share = tr.percent(seen.scores.overall.coverage)
    missing.append(tr("report_page.ready.provisional", share=share))
if progress.unanswered:
    missing.append(tr("report_page.ready.unanswered", n=progress.unanswered))
if progress.unknown:
    missing.append(tr("report_page.ready.unknown", n=progress.unknown))
st.markdown("\n".join(f"- {line}" for line in missing or [tr("report_page.ready.complete")]))
if progress.unanswered and st.button(tr("report_page.ready.resume"), key="report_resume"):
    leave = "form"
st.warning(tr("report_page.restricted"), icon=":material/lock:")

st.header(tr("report_page.make.title"), anchor=False)
lang = st.radio(
    tr("report_page.make.lang"),
    LANGUAGES,
    index=LANGUAGES.index(tr.lang),
    format_func=lambda one: tr(f"report_page.make.in_{one}"),
    horizontal=True,
    key="report_lang",
)
last = seen.seam.comparison(seen.opened)
compared = last is not None and st.checkbox(
    tr("report_page.make.previous", date=tr.date(last.info.date)), value=True, key="report_previous"
)


def document() -> bytes:
    """The PDF, made when the button is pressed."""
    report = build(
        seen.sheet,
        seen.questionnaires,
        seen.reference,
        seen.scores,
        seen.seam.plan(seen.opened),
        previous=(last.sheet, last.scores) if compared else None,
        reread=last.reread if compared else None,
        earlier=earlier(seen.seam.catalogue, seen.sheet.notes),
        workshops=workshops().record(seen.opened),
        lang=lang if lang in LANGUAGES else tr.lang,
    )
    return write_pdf(report)


st.download_button(
    tr("report_page.make.button"),
    data=document,
    file_name=file_name(
        tr("report_page.make.name"), seen.sheet.organisation.name, seen.sheet.date, "pdf"
    ),
    mime="application/pdf",
    type="primary",
    icon=":material/download:",
    on_click="ignore",
    key="report_pdf",
)
st.caption(tr("report_page.make.wait"))
if leave:
    shell.go(leave)
