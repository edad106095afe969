"""Under our headers a page keeps all its means: charts, tables, files both ways, and its failures."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect
from serving import Server
from walking import take

PAGE = """
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(page_title="Essai")
st.title("Essai")
st.plotly_chart(go.Figure(go.Scatterpolar(r=[1, 2, 3], theta=["a", "b", "c"], fill="toself")))
st.plotly_chart(go.Figure(go.Bar(x=[1, 2], y=[3, 4])))
st.dataframe(pd.DataFrame({"a": [1, 2]}))
st.image(bytes(ICON))
st.download_button("Obtenir", data=lambda: b"%PDF-", file_name="rapport.pdf")
st.file_uploader("Donner")
if st.button("Casser"):
    raise ValueError("une réponse confidentielle")
st.write("fin")
"""

STARTER = """
from pathlib import Path
from care_assess import web
from care_assess.cli import main
web.SCRIPT = Path(PAGE)
raise SystemExit(main())
"""


@pytest.fixture(scope="module")
def bench_page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shell")
    icon = Path(__file__).parents[2] / "care_assess" / "ui" / "static" / "icon.png"
    (folder / "static").mkdir()
    (folder / "page.py").write_text(PAGE.replace("ICON", repr(list(icon.read_bytes()))), "utf-8")
    starter = folder / "starter.py"
    starter.write_text(STARTER.replace("PAGE", repr(str(folder / "page.py"))), "utf-8")
    served = Server(folder / "data", command=(sys.executable, str(starter), "serve")).start()
    yield served
    served.kill()


def test_charts_tables_and_pictures_are_drawn(bench_page, page):
    page.goto(bench_page.url)
    expect(page.get_by_text("fin", exact=True)).to_be_visible(timeout=30_000)
    expect(page).to_have_title("Essai")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=15_000)
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    expect(page.get_by_test_id("stDataFrame").locator("canvas").first).to_be_visible()
    drawn = page.get_by_test_id("stImage").locator("img").evaluate("image => image.naturalWidth")
    assert drawn == 192


def test_files_go_both_ways(bench_page, page):
    page.goto(bench_page.url)
    expect(page.get_by_text("fin", exact=True)).to_be_visible(timeout=30_000)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=30_000)
    download = take(page, "Obtenir")
    assert download.suggested_filename == "rapport.pdf"
    assert Path(download.path()).read_bytes() == b"%PDF-"
    given = {"name": "fiche.json", "mimeType": "application/json", "buffer": b"{}"}
    page.locator("input[type=file]").set_input_files(given)
    expect(page.get_by_text("fiche.json")).to_be_visible()


def test_a_failing_page_reassures_in_french_and_tells_nobodys_answer(bench_page, page):
    page.goto(bench_page.url)
    page.get_by_role("button", name="Casser").click()
    expect(page.get_by_role("alert")).to_contain_text("Vos réponses enregistrées sont intactes")
    expect(page.get_by_text("confidentielle")).to_have_count(0)
    assert re.search(r"a page failed: ValueError", bench_page.log)
    assert "confidentielle" not in "\n".join(
        line for line in bench_page.log.splitlines() if "raise ValueError" not in line
    )
