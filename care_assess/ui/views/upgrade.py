"""New versions: what they make of every answer and every score, and the button that moves to them."""

import streamlit as st

from care_assess.ui import shell
from care_assess.ui.markdown import plain
from care_assess.ui.tables import show_table
from care_assess.versions.preview import SHOWN, fate_rows, score_rows

opened, seam = shell.opened(), shell.assessments()
tr = shell.reader().tr
info, newer = opened.info, seam.newer(opened)

st.caption(plain(f"{info.organisation.name} · {tr.date(info.date)} · {tr(f'ui.tier.{info.tier}')}"))
st.title(tr("versions.page.title"), anchor=False)
if not newer:
    st.markdown(tr("versions.page.latest"))
    if st.button(tr("versions.page.home"), type="primary", key="upgrade_home"):
        shell.go("home")
    raise shell.PageDone
wish = None
st.markdown(tr("versions.page.lead"))

st.header(tr("versions.page.versions"), anchor=False)
lines = [
    tr(
        "versions.page.version",
        title=plain(tr.text(one.title)),
        before=info.versions[one.id],
        now=one.version,
    )
    for one in seam.catalogue.select(newer)
]
st.markdown("\n".join(f"- {line}" for line in lines))
if st.button(
    tr("versions.page.all_changes"),
    key="upgrade_changes",
    type="tertiary",
    icon=":material/difference:",
):
    wish = ("changes", {"d": next(iter(newer))})

seen = seam.preview(opened)
st.header(tr("versions.page.answers"), anchor=False)
for outcome in SHOWN:
    rows = fate_rows(seen, outcome, tr)
    if not rows:
        continue
    with st.expander(
        tr(f"versions.outcome.{outcome}", n=len(rows)),
        expanded=outcome in {"asked", "gone"},
    ):
        columns = [0, 1, 2, 3] if outcome == "changed" else [0, 1, 3]
        columns = [at for at in columns if any(row[at] for row in rows)]
        names = ("question", "before", "after", "why")
        show_table(
            [tr(f"versions.migrate.column.{names[at]}") for at in columns],
            [[row[at].replace("\n", " · ") for at in columns] for row in rows],
            alt=tr("versions.page.fates_alt"),
        )

st.header(tr("versions.page.scores"), anchor=False)
header = [tr(f"versions.migrate.column.{name}") for name in ("score", "before", "after")]
show_table(header, score_rows(seen, tr), alt=tr("versions.page.scores_alt"))

st.header(tr("versions.page.do_title"), anchor=False)
moved = seam.successor(info.id)
if moved:
    st.markdown(tr("versions.page.moved_already"))
    if st.button(tr("versions.page.open_moved"), type="primary", key="upgrade_open"):
        wish = ("form", {"a": moved.id})
else:
    st.markdown(tr("versions.page.do_text"))
    if st.button(tr("versions.page.do"), type="primary", key="upgrade_do"):
        wish = ("form", {"a": seam.migrate(info.id).id})
if wish:
    shell.go(wish[0], **wish[1])
