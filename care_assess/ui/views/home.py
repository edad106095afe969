"""Home: what one gets, how long it takes, and where to begin or to go on."""

import streamlit as st

from care_assess.answers import asked
from care_assess.errors import CareError, FaultsError
from care_assess.questionnaire import TOPICS
from care_assess.sheet import read_sheet
from care_assess.ui import cover, shelf, shell

seam = shell.assessments()
tr = shell.reader().tr
questionnaires = seam.catalogue.select(seam.catalogue.proposed())
infos = seam.list()
starting = "new" in st.query_params
editing = next((info for info in infos if info.id == st.query_params.get("edit")), None)

st.title(tr("home.title"), anchor=False)
st.markdown(tr("home.what"))
st.markdown(
    tr(
        "home.time",
        core=len(asked(questionnaires, "core")),
        full=len(asked(questionnaires, "full")),
    )
)

wish = None
if starting or editing:
    with st.form("cover"):  # its fields and its button leave the browser together
        st.header(tr("home.action.describe" if editing else "home.new"), anchor=False)
        given = cover.draw(editing, questionnaires)
        refused = st.container()  # above the button: below it might be below the window
        label = tr("home.do.describe" if editing else "home.create")
        go_on = st.form_submit_button(label, key="create", type="primary")
    give_up = st.button(tr("home.give_up"), key="give_up")
    facts = {"organisation": given.organisation, "day": given.day, "tier": given.tier}
    try:
        if go_on and editing:
            seam.describe(editing.id, **facts, perimeter=given.perimeter)
            give_up = True
        elif go_on:
            made = seam.create(**facts, perimeter=given.perimeter, versions=given.versions)
            wish = ("form", {"a": made.id})
    except CareError as error:
        with refused:
            shell.show_error(error)
    if give_up:
        st.query_params.pop("edit" if editing else "new")
        st.rerun()
else:
    with st.container(horizontal=True):
        if st.button(tr("home.begin"), key="begin", type="primary", icon=":material/edit_note:"):
            st.query_params["new"] = "1"
            st.rerun()
        if st.button(tr("home.example"), key="example", icon=":material/visibility:"):
            example = max(seam.load_demo(), key=lambda info: (info.date, info.tier == "full"))
            wish = ("results", {"a": example.id})

if infos:
    st.header(tr("home.resume"), anchor=False)
    chosen = shelf.draw(infos)
    if chosen:
        wish = chosen

if not (starting or editing):
    st.header(tr("home.topics.title"), anchor=False)
    st.markdown(tr("home.topics.text"))
    with st.container(horizontal=True):
        for name in TOPICS:
            label = tr.text(seam.catalogue.reference.topics[name].short)
            if st.button(label, key=f"topic_{name}", type="tertiary"):
                wish = ("topic", {"t": name, "a": infos[0].id if infos else ""})

with st.expander(tr("home.import.title"), icon=":material/upload_file:"):
    st.markdown(tr("home.import.text"))
    file = st.file_uploader(tr("home.import.file"), type=["yaml", "yml", "json"], key="import_file")
    if file and st.button(tr("home.import.do"), key="import_do"):
        try:
            made = seam.import_sheet(read_sheet(file.name, file.getvalue(), seam.catalogue))
            wish = ("form", {"a": made.id})
        except FaultsError as error:
            shell.show_error(error)
            for fault in error.faults:
                st.text(f"{fault.file}:{fault.line}: {fault.path}: {tr.message(fault.message)}")
        except CareError as error:
            shell.show_error(error)

if seam.catalogue.faulty:
    st.warning(tr("home.faulty"), icon=":material/error:")
with st.container(horizontal=True):
    if st.button(
        tr("home.library"), key="library", icon=":material/library_books:", type="tertiary"
    ):
        wish = ("library", {})
    if st.button(tr("home.group"), key="group", icon=":material/account_tree:", type="tertiary"):
        wish = ("ght", {})

if st.button(tr("home.clients"), key="clients", icon=":material/folder_shared:", type="tertiary"):
    wish = ("clients", {})

if wish:
    shell.go(wish[0], **wish[1])
