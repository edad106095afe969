"""What people take away: the charts on the page, the plan as tables, the report."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from pypdf import PdfReader
from walking import PRESS, settle, take

from care_assess.assessments import Assessments
from care_assess.content import load_catalogue
from care_assess.store import new_id, open_store


@pytest.fixture(scope="module")
def results(server) -> str:
    """The address of the results of an example."""
    seam = Assessments(
        open_store(server.data), load_catalogue(), clock=lambda: datetime.now(UTC), new_id=new_id
    )
    seam.load_demo()
    return f"{server.url}/resultats?a=demo-ch-de-valmont-2026"


@pytest.fixture
def example(results, page):
    """The results of the example."""
    page.goto(results)
    expect(page.get_by_role("heading", level=1, name="Où en sommes-nous")).to_be_visible()
    settle(page)
    return page


def taken(page, label: str) -> tuple[str, bytes]:
    """The name and the bytes of the file that a button gives."""
    download = take(page, label)
    return download.suggested_filename, Path(download.path()).read_bytes()


def go_to(page, label: str, title: str) -> None:
    page.get_by_test_id("stSidebar").get_by_role("button", name=label).click(delay=PRESS)
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    settle(page)


def test_results_take_the_whole_width_and_what_is_read_does_not(example):
    body = example.get_by_test_id("stMainBlockContainer")
    wide = body.bounding_box()["width"]
    go_to(example, "Méthode", "Comment les scores sont calculés")
    assert body.bounding_box()["width"] < wide


def test_charts_have_names_values_and_reasons_for_the_eye_and_the_keyboard(example):
    charts = example.locator(".js-plotly-plot")
    expect(charts).to_have_count(5)
    for chart in charts.all():
        expect(chart.locator(".main-svg").first).to_be_visible()
    named = example.get_by_role("figure", name="Radar, scores sur 5. Domaine")
    expect(named).to_have_count(1)

    values = example.locator("summary", has_text="Voir les valeurs").first
    values.focus()
    example.keyboard.press("Enter")
    expect(example.get_by_role("cell", name="Gouvernance et résilience").first).to_be_visible()

    why = example.locator(".st-key-why_topic_ad button")
    why.focus()
    example.keyboard.press("Enter")
    dialog = example.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_text("on divise par la somme des poids")).to_be_visible()
    example.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(why).to_be_focused()


def test_the_plan_is_taken_away_as_tables(example):
    go_to(example, "Plan d'action", "Que faire d'abord")
    name, text = taken(example, "Télécharger en texte (CSV)")
    assert name.startswith("plan-action-")
    assert name.endswith(".csv")
    lines = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
    name, sheet = taken(example, "Télécharger pour Excel (XLSX)")
    assert name.endswith(".xlsx")
    rows = list(load_workbook(io.BytesIO(sheet)).worksheets[0].iter_rows(values_only=True))
    actions = [row for row in rows if isinstance(row[0], int)]
    assert [row[1] for row in actions] == [line[1] for line in lines[1:]]


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [
        ("Français", "rapport-maturite-", "Diffusion restreinte"),
        ("Anglais", "rapport-maturite-", "Restricted circulation"),
    ],
)
def test_the_report_is_taken_away_in_either_language(example, language, name, words):
    go_to(example, "Rapport", "Le rapport de maturité")
    example.get_by_role("radio", name=language).check(force=True)
    settle(example)
    called, document = taken(example, "Télécharger le rapport")
    assert called.startswith(name)
    assert called.endswith(".pdf")
    reader = PdfReader(io.BytesIO(document))
    assert words in reader.pages[0].extract_text()
    assert len(reader.pages) > 10
