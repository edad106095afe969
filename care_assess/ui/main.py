"""The main script: the frame of every page, run at each interaction.

The page is run before the sidebar is drawn: what was typed is saved before a button of the sidebar
can lead away from it.
"""

from contextlib import suppress

import streamlit as st

from care_assess.errors import CareError
from care_assess.ui import room, shell, sidebar

page = shell.navigate()
st.set_page_config(
    page_icon="/app/static/icon.png",  # its address: a file would be read at each run
    layout="wide" if page.url_path in shell.WIDE else "centered",
)
try:
    shell.begin(page.url_path)
    menu = room.menu(page.url_path)
    with shell.body(), suppress(shell.PageDone):
        room.check(page.url_path)
        page.run()
    if menu:
        sidebar.draw(page.url_path, menu)
    shell.finish(page.url_path)
except CareError as error:
    shell.say_error(error, page.url_path)
