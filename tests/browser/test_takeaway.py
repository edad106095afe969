"""What people take away: the charts on the page, the plan as tables, the report."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from walking import PRESS, settle, take


@pytest.fixture
def visit(server, example, page):
    """Open a page of the example, by its address and its title."""

    def opened(path: str, title: str) -> Page:
        page.goto(f"{server.url}/{path}?a={example}")
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible(timeout=20_000)
        settle(page)
        return page

    return opened


def taken(page, label: str) -> tuple[str, bytes]:
    """The name and the bytes of the file that a button gives."""
    download = take(page, label)
    return download.suggested_filename, Path(download.path()).read_bytes()


def test_results_take_the_whole_width_and_what_is_read_does_not(visit):
    page = visit("resultats", "Où en sommes-nous")
    body = page.get_by_test_id("stMainBlockContainer")
    wide = body.bounding_box()["width"]
    page.get_by_test_id("stSidebar").get_by_role("button", name="Méthode").click(delay=PRESS)
    expect(page.get_by_role("heading", level=1, name="Comment les scores")).to_be_visible()
    assert body.bounding_box()["width"] < wide


def test_charts_have_names_values_and_reasons_for_the_eye_and_the_keyboard(visit):
    page = visit("resultats", "Où en sommes-nous")
    charts = page.locator(".js-plotly-plot")
    expect(charts).to_have_count(5)
    for chart in charts.all():
        expect(chart.locator(".main-svg").first).to_be_visible()
    named = page.get_by_role("figure", name="Radar, scores sur 5. Domaine")
    expect(named).to_have_count(1)

    values = page.locator("summary", has_text="Voir les valeurs").first
    values.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("cell", name="Gouvernance et résilience").first).to_be_visible()

    why = page.locator(".st-key-why_topic_ad button")
    why.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_text("on divise par la somme des poids")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(why).to_be_focused()


def test_the_plan_is_taken_away_as_tables(visit):
    page = visit("plan-action", "Que faire d'abord")
    name, text = taken(page, "Télécharger en texte (CSV)")
    assert name.startswith("plan-action-")
    assert name.endswith(".csv")
    lines = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
    name, sheet = taken(page, "Télécharger pour Excel (XLSX)")
    assert name.endswith(".xlsx")
    rows = list(load_workbook(io.BytesIO(sheet)).worksheets[0].iter_rows(values_only=True))
    actions = [row for row in rows if isinstance(row[0], int)]
    assert [row[1] for row in actions] == [line[1] for line in lines[1:]]


def test_the_report_is_taken_away_in_either_language(visit):
    page = visit("rapport", "Le rapport de maturité")
    for language, words in (
        ("Français", "Diffusion restreinte"),
        ("Anglais", "Restricted circulation"),
    ):
        page.get_by_role("radio", name=language).check(force=True)
        settle(page)
        called, document = taken(page, "Télécharger le rapport")
        assert called.startswith("rapport-maturite-")
        assert called.endswith(".pdf")
        reader = PdfReader(io.BytesIO(document))
        assert words in reader.pages[0].extract_text()
        assert len(reader.pages) > 10
